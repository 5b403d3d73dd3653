"""Sheets of .xlsx workbooks are read, and workbooks that ask too much end in a sentence."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import openpyxl
import pytest

from lossstudio.project.tables import ReadingChoices, TableError, parse_table
from lossstudio.project.tables import workbook as workbooks


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook in which one part is another."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, change(old.read(each)) if each == part else old.read(each))
    return held.getvalue()


PLAIN = workbook(Data=[["x", "y"], [1, 2.5], [2, None], [3, 4]])
SHEET = "xl/worksheets/sheet1.xml"


def test_numbers_words_dates_and_gaps_come_as_they_are() -> None:
    table = parse_table(
        workbook(
            Data=[
                ["Day", "Passed", "Sum", "Note"],
                [date(2025, 1, 1), True, 1.5, "a, b"],
                [date(2025, 1, 3), False, None, "c"],
                [date(2025, 1, 2), True, 1e-8, "#N/A"],
            ]
        ),
        "book.xlsx",
    )
    assert [column.name for column in table.columns] == ["Day (days since 2025-01-01)", "Passed", "Sum", "Note"]
    np.testing.assert_array_equal(table.columns[0].values, [0, 2, 1])
    assert table.columns[1].classes == ("FALSE", "TRUE")
    np.testing.assert_array_equal(table.columns[2].values, [1.5, np.nan, 1e-8])
    assert table.columns[3].missing == 1
    assert (table.reading.sheet, table.reading.encoding, table.sheets) == ("Data", None, ("Data",))


def test_the_first_sheet_with_cells_is_read_unless_another_is_named() -> None:
    content = workbook(Empty=[], First=[["x", "y"], [1, 2]], Second=[["a", "b"], [3, 4]])
    assert parse_table(content).reading.sheet == "First"
    assert parse_table(content).sheets == ("Empty", "First", "Second")
    named = parse_table(content, choices=ReadingChoices(sheet="Second"))
    assert [column.name for column in named.columns] == ["a", "b"]
    with pytest.raises(TableError, match="no sheet called 'Secnd'; it has Empty, First, Second; did you mean 'Second'"):
        parse_table(content, choices=ReadingChoices(sheet="Secnd"))


def test_a_sheet_that_is_no_table_is_passed_over_and_the_others_are_named() -> None:
    content = workbook(Note=[["Measured by Jo"]], Data=[["x", "y"], [1, 2], [2, 4]], Rest=[["a"]])
    table = parse_table(content)
    assert (table.reading.sheet, table.sheets) == ("Data", ("Note", "Data", "Rest"))
    assert table.notices[0] == "The sheet 'Data' was read, since 'Note' isn't a table."
    with pytest.raises(TableError, match=r"names but no rows under them \(in its sheet 'Note'; .* 'Data', 'Rest'\)"):
        parse_table(content, choices=ReadingChoices(sheet="Note"))
    with pytest.raises(TableError, match=r"names but no rows under them \(in its sheet 'A'; no other .*: 'B'\)"):
        parse_table(workbook(A=[["a"]], B=[["b"]]))


@pytest.mark.parametrize(
    "cover",
    [
        [["Penguins of three islands"], ["Measured by Jo"], ["See the next sheet"]],
        [["What", "Whose"], ["Penguins", "Jo"], ["Islands", "all three"], [], ["Licence", "CC0"]],
    ],
)
def test_a_cover_sheet_of_several_rows_is_passed_over_for_the_first_table(cover: list[list[str]]) -> None:
    mushrooms = [["cap", "edible"], ["flat", "yes"], ["bell", "no"], ["flat", "no"]]
    for rows in ([["x", "y"], [1, 2], [2, 4]], mushrooms):
        table = parse_table(workbook(Cover=cover, Data=rows, Rest=[["a", "b"], [3, 4]]))
        assert table.reading.sheet == "Data"
        assert table.notices[0] == "The sheet 'Data' was read, since 'Cover' holds texts alone."
    content = workbook(Cover=cover, Data=mushrooms)
    assert parse_table(content, choices=ReadingChoices(sheet="Cover")).reading.sheet == "Cover"
    assert parse_table(workbook(Cover=cover, Note=[["Jo"]])).reading.sheet == "Cover"


@pytest.mark.parametrize(
    "rows",
    [
        [["Who", "Mail"], ["María del Carmen García", "maria@example.org"], ["Jo Lee", "jo@example.org"]],
        [
            ["Day", "Note"],
            [date(2025, 1, 1), "All went well on this first day of very many"],
            [date(2025, 1, 2), "Rain"],
        ],
    ],
    ids=["names and mails", "dates and notes"],
)
def test_a_table_of_words_or_dates_is_no_cover_sheet(rows: list[list[Any]]) -> None:
    table = parse_table(workbook(People=rows, Data=[["x", "y"], [1, 2], [2, 4]]))
    assert table.reading.sheet == "People"


def test_a_text_that_is_called_a_workbook_is_said_to_be_none() -> None:
    with pytest.raises(TableError, match=r"isn't a workbook, though its name ends in \.xlsx"):
        parse_table(b"not a zip", "Fake.XLSX")
    assert parse_table(b"x,y\n1,2\n", "fake.xlsx").rows == 1
    with pytest.raises(TableError, match="isn't a workbook, so it has no sheet 'A'"):
        parse_table(b"x,y\n1,2\n", "plain.csv", ReadingChoices(sheet="A"))


def test_titles_above_and_units_under_the_names_are_understood_and_rows_are_told() -> None:
    rows = [["Measured by Jo"], [], ["time", "mass"], ["s", "kg"], [1, 2], [2, "bad"], [3, 4], [4, 5]]
    table = parse_table(workbook(Data=rows))
    assert [column.name for column in table.columns] == ["time (s)", "mass (kg)"]
    assert table.lines.tolist() == [5, 6, 7, 8]
    assert "'bad' in row 6" in " ".join(table.notices)
    assert "Rows 1 to 2 above the table were left out." in table.notices


def test_a_cell_far_away_or_a_claimed_size_costs_little() -> None:
    claims = changed(PLAIN, SHEET, lambda text: re.sub(rb'ref="[^"]*"', b'ref="A1:XFD1048576"', text))
    far = changed(PLAIN, SHEET, lambda text: text.replace(b'r="4"', b'r="999999999"').replace(b"A4", b"A999999999"))
    assert parse_table(claims).rows == 3
    assert parse_table(far).rows == 2


def wide(text: bytes) -> bytes:
    row = b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>'
    return re.sub(
        rb"<sheetData>.*</sheetData>",
        b"<sheetData>%s</sheetData>" % b"".join(row % (n, n) for n in range(1, 20)),
        text,
    )


def test_more_cells_than_are_reasonable_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_CELLS", 100_000)
    with pytest.raises(TableError, match="too many cells"):
        parse_table(changed(PLAIN, SHEET, wide))


def test_times_of_every_kind_become_days_or_seconds() -> None:
    rows = [
        ["at", "clock", "took", "x"],
        *(
            [datetime.fromisoformat(f"2025-01-0{1 + n}T12:00"), time(1, n), timedelta(minutes=n, seconds=0.5), n]
            for n in range(3)
        ),
    ]
    at, clock, took, _ = parse_table(workbook(Data=rows)).columns
    np.testing.assert_allclose(np.diff(at.values), 1.0)
    np.testing.assert_allclose(np.diff(clock.values), clock.values[1] - clock.values[0])
    np.testing.assert_allclose(took.values, [0.5, 60.5, 120.5])


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (changed(PLAIN, SHEET, lambda _text: b"<a/>" + b" " * 2**28), "megabytes, too many"),
        (changed(PLAIN, SHEET, lambda text: ENTITIES + text), "declares entities"),
        (changed(PLAIN, SHEET, lambda text: text[:100]), "can't be read as a workbook"),
        (changed(PLAIN, "xl/workbook.xml", lambda _text: b""), "can't be read as a workbook"),
        (changed(PLAIN, "[Content_Types].xml", lambda _text: b"<Types/>"), "can't be read as a workbook"),
        (PLAIN[: len(PLAIN) // 2], "can't be read as a workbook"),
        (workbook(Empty=[]), "is empty"),
        (workbook(Names=[["a", "b"]]), "names but no rows"),
    ],
    ids=["bomb", "entities", "torn", "no workbook", "no types", "half", "empty", "names"],
)
def test_a_workbook_that_cannot_be_used_ends_in_a_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(TableError, match=reason) as refusal:
        parse_table(content, "book.xlsx")
    assert str(refusal.value).startswith("book.xlsx: ")


def test_other_archives_are_told_apart() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(TableError, match="save the sheet as CSV or"):
        parse_table(held.getvalue())
