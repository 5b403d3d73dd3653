"""Files of comma-separated values are read as people have them."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lossstudio.project.tables import ReadTable, TableError, parse_table, read_table

ROWS = "size;price;town\n1,5;200;Köln\n2,25;350;Bonn\n3;410;Köln\n"


def numbers(table: ReadTable, name: str) -> list[float]:
    return table.column(name).values.tolist()


def names(table: ReadTable) -> list[str]:
    return [column.name for column in table.columns]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"]
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encodings_and_line_endings_make_no_difference(encoding: str, ending: str) -> None:
    table = parse_table(ROWS.replace("\n", ending).encode(encoding))
    assert names(table) == ["size", "price", "town"]
    assert numbers(table, "size") == [1.5, 2.25, 3.0]
    assert table.column("town").classes == ("Bonn", "Köln")
    assert numbers(table, "town") == [1.0, 0.0, 1.0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", " "])
def test_delimiters_are_found(delimiter: str) -> None:
    table = parse_table("a,b,c\n1.5,2,x\n3,4.25,y\n".replace(",", delimiter))
    assert table.reading.delimiter == delimiter
    assert numbers(table, "a") == [1.5, 3.0]
    assert numbers(table, "b") == [2.0, 4.25]


def test_excels_own_line_names_the_delimiter() -> None:
    assert names(parse_table("sep=;\na;b\n1;2\n")) == ["a", "b"]


def test_quoted_cells_may_hold_delimiters_quotes_and_line_ends() -> None:
    table = parse_table('name,value\n"Smith, J",1\n"He said ""no""",2\n"two\nlines",3\n')
    assert table.column("name").classes == ('He said "no"', "Smith, J", "two lines")
    assert numbers(table, "value") == [1.0, 2.0, 3.0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x;y\n1,5;a\n2,5;b\n", [1.5, 2.5]),
        ("x\ty\n1,5\ta\n1.234,5\tb\n", [1.5, 1234.5]),
        ('x,y\n"1,234",a\n"12,345.5",b\n', [1234.0, 12345.5]),
        ("x;y\n1,234;a\n2,345;b\n", [1.234, 2.345]),
        ("x\ty\n1,234\ta\n2,345\tb\n", [1234.0, 2345.0]),
        ("x;y\n1 234,5;a\n2\u00a0000;b\n", [1234.5, 2000.0]),
        ("x;y\n1'234.5;a\n2'000;b\n", [1234.5, 2000.0]),
        ("x\n3,5\n-0,25\n", [3.5, -0.25]),
        ("x;y\n1,5e3;a\n,5;b\n", [1500.0, 0.5]),
        ("x;y\n+7;a\n.5;b\n", [7.0, 0.5]),
    ],
)
def test_numbers_are_read_as_they_are_meant(text: str, expected: list[float]) -> None:
    assert numbers(parse_table(text), "x") == expected


def test_each_column_may_have_its_own_decimals() -> None:
    table = parse_table("x;y;z\n1,5;1.5;1.234\n2,5;12.25;2.345\n")
    assert numbers(table, "x") == [1.5, 2.5]
    assert numbers(table, "y") == [1.5, 12.25]
    assert numbers(table, "z") == [1234.0, 2345.0]


@pytest.mark.parametrize("word", ["", " ", "NA", "n/a", "NaN", "null", "None", "-", "?", "#N/A", "."])
def test_missing_values_are_counted(word: str) -> None:
    column = parse_table(f"x,y\n1.5,2\n{word},3\n4,5\n").column("x")
    assert column.kind == "numbers"
    assert column.missing == 1
    np.testing.assert_array_equal(column.values, [1.5, np.nan, 4.0])


def test_a_few_unreadable_cells_are_missing_and_said() -> None:
    text = "x,y\n" + "".join(f"{i},1\n" for i in range(50)) + "12 apples,2\n"
    table = parse_table(text)
    assert table.column("x").kind == "numbers"
    assert table.column("x").missing == 1
    assert "1 of its cells aren't numbers, such as '12 apples'" in table.notices[0]


def test_infinity_is_no_number() -> None:
    text = "x,y\n" + "".join(f"{i},1\n" for i in range(50)) + "inf,2\n1e999,2\n"
    assert parse_table(text).column("x").missing == 2


def test_constant_empty_and_free_text_columns_are_said() -> None:
    rows = "".join(f"5,,note {i},{i}\n" for i in range(1500))
    table = parse_table("same,empty,text,x\n" + rows)
    assert [column.kind for column in table.columns] == ["numbers", "text", "text", "numbers"]
    assert table.column("same").constant
    assert len(table.notices) == 3
    assert "the same in every row" in table.notices[0]
    assert "no values" in table.notices[1]
    assert "1500 different texts" in table.notices[2]


def test_a_table_without_names_gets_some() -> None:
    table = parse_table("1,2,red\n3,4,blue\n")
    assert names(table) == ["column 1", "column 2", "column 3"]
    assert table.rows == 2


def test_names_are_unique_and_never_empty() -> None:
    assert names(parse_table("a,a,,a (2)\n1,2,3,4\n")) == ["a", "a (2)", "column 3", "a (2) (2)"]


def test_rs_row_names_have_a_column() -> None:
    assert names(parse_table('"speed","dist"\n"1",4,2\n"2",7,4\n')) == ["row", "speed", "dist"]


def test_short_rows_lack_values_and_long_rows_are_left_out_and_said() -> None:
    table = parse_table("a,b,c\n1,2,3\n4,5\n6,7,8,9\n1,1,1,\n" + "1,2,3\n" * 20)
    assert table.rows == 23
    assert table.column("c").missing == 1
    assert table.notices[0] == "Lines with more cells than there are columns were left out: 1 (line 4)."


def test_blank_lines_and_comments_at_the_top_are_skipped() -> None:
    table = parse_table("# from the lab\n\na,b\n1,2\n\n , \n3,4\n")
    assert numbers(table, "b") == [2.0, 4.0]


def test_the_preview_shows_the_cells_as_they_stand() -> None:
    table = parse_table("a,b\n" + "1.50,x\n" * 500)
    assert table.preview[0] == ("1.50", "x")
    assert len(table.preview) == 100


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\n\n  \n", "is empty"),
        (b"a,b\n", "names but no rows"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0rest", "spreadsheet"),
        (b"\x1f\x8b\x08rest", "compressed"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "isn't text"),
        (b"\xff\xfea\x00,", "isn't whole"),
        (b'a,b\n"1,' + b"x" * 200_000, "quotation mark isn't closed"),
        (b"1" + b",1" * 3000 + b"\n", "at most 2000"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(TableError, match=reason):
        parse_table(content)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"^none\.csv: can't be read: "):
        read_table(tmp_path / "none.csv")
    with pytest.raises(TableError, match="can't be read"):
        read_table(tmp_path)
    (tmp_path / "bad.csv").write_bytes(b"")
    with pytest.raises(TableError, match=r"^bad\.csv: is empty"):
        read_table(tmp_path / "bad.csv")


def test_a_column_that_does_not_exist_is_answered_with_the_nearest() -> None:
    with pytest.raises(TableError, match="did you mean 'price'"):
        parse_table(ROWS).column("prize")


def large(delimiter: str, decimal: str) -> str:
    chance = random.Random(0)
    lines = [delimiter.join(["id", "a", "b", "c", "d", "e", "sex", "town"])]
    for row in range(40_000):
        cells: list[Any] = [row, *(f"{chance.gauss(0, 10):.4f}".replace(".", decimal) for _ in range(5))]
        cells[2] = "NA" if row % 50 == 0 else cells[2]
        lines.append(delimiter.join(map(str, [*cells, chance.choice(["männlich", "weiblich"]), f"town {row % 40}"])))
    return "\r\n".join(lines)


@pytest.mark.parametrize(
    ("delimiter", "decimal", "encoding"), [(",", ".", "utf-8"), (";", ",", "cp1252"), ("\t", ",", "utf-16")]
)
def test_many_rows_are_read_whole(delimiter: str, decimal: str, encoding: str) -> None:
    content = large(delimiter, decimal).encode(encoding)
    table = parse_table(content)
    assert table.rows == 40_000
    assert table.column("b").missing == 800
    assert table.reading.decimal == decimal
