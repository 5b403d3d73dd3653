"""Whatever the bytes, a table is read or refused with its own error; nothing else, and never a hang."""

import csv
import io

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lossstudio.core.datasets import DATASETS
from lossstudio.core.datasets.prepared import prepare
from lossstudio.project.tables import ReadingChoices, TableError, imported, parse_table, suggested

CELLS = st.one_of(
    st.text(max_size=6),
    st.floats(allow_nan=True, allow_infinity=True).map(repr),
    st.integers().map(str),
    st.sampled_from(["", "NA", "1,5", "1.234,5", "1,234", "x", '"', "yes", "no", "1_0", "١", "１", "1e400", "-", "#"]),
)
TEXTS = st.lists(st.lists(CELLS, max_size=4), max_size=8).flatmap(
    lambda rows: st.tuples(st.sampled_from(",;\t| "), st.sampled_from(["\n", "\r\n", "\r"])).map(
        lambda marks: marks[1].join(marks[0].join(row) for row in rows)
    )
)


def use(content: bytes | str, choices: ReadingChoices | None = None) -> None:
    try:
        table = parse_table(content, choices=choices or ReadingChoices())
        assert all(column.values.shape == (table.rows,) for column in table.columns)
        assert len({column.name for column in table.columns}) == len(table.columns)
        result = imported(table, suggested(table))
    except TableError:
        return
    prepared = prepare(DATASETS["table"], result.spec.options)
    assert len(prepared.train_targets) == result.rows


@settings(max_examples=300, deadline=2000)
@given(TEXTS)
def test_odd_tables(text: str) -> None:
    use(text)


@settings(max_examples=150, deadline=2000)
@given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]))
def test_odd_tables_in_odd_encodings(text: str, encoding: str) -> None:
    use(text.encode(encoding, errors="replace"))


@settings(max_examples=200, deadline=2000)
@given(st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    use(content)


@settings(max_examples=60, deadline=2000)
@given(
    st.lists(
        st.tuples(st.floats(-1e6, 1e6), st.integers(-1000, 1000), st.sampled_from(["a b", "c;d", "e,f", 'g"h'])),
        min_size=2,
        max_size=12,
    ),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_what_was_written_is_what_is_read(rows: list[tuple[float, int, str]], delimiter: str) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(["x", "n", "word"])
    writer.writerows(rows)
    table = parse_table(buffer.getvalue())
    np.testing.assert_array_equal(table.column("x").values, [row[0] for row in rows])
    np.testing.assert_array_equal(table.column("n").values, [row[1] for row in rows])
    words = table.column("word")
    assert [words.classes[int(number)] for number in words.values] == [row[2] for row in rows]


SOUND = [
    b'x,y\n1,"2"\n2,3\n# a pause\n3,NA\n',
    "Gerät;ACME\n\nZeit (s);Länge\n0,5;1.234,5\n1,5;−2\n".encode("cp1252", errors="replace"),
    "name,2019,2020\nA,12 kg,31.12.2024\nB,13 kg,01.01.2025\n".encode("utf-16"),
    b"t\tv\ns\tm/s\n1\t(2)\n2\t3\n",
]
MARKS = [
    b'"',
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"#",
    b"NA",
    b"\xff",
    b"\x00",
    b"9" * 400,
    b"1e999",
    b"2020-13-45",
    b"%",
    b"sep=",
]
ENCODINGS = [None, "utf-8", "cp1252", "utf-16", "idna", "undefined", "rot13", ""]


@settings(max_examples=300, deadline=2000)
@given(
    st.sampled_from(SOUND),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 5), st.sampled_from(MARKS)), max_size=5),
    st.builds(
        ReadingChoices,
        encoding=st.sampled_from(ENCODINGS),
        delimiter=st.sampled_from([None, ",", "", " ", "ab", "\n"]),
        decimal=st.sampled_from([None, ".", ","]),
        skip=st.sampled_from([None, 0, 2, 1000]),
        header=st.sampled_from([None, True, False]),
        missing=st.sampled_from([None, (), ("NA", "-999")]),
    ),
)
def test_damaged_tables_under_any_choices(
    content: bytes, damages: list[tuple[float, int, bytes]], choices: ReadingChoices
) -> None:
    for place, cut, mark in damages:
        at = int(place * len(content))
        content = content[:at] + mark + content[at + cut :]
    use(content)
    use(content, choices)
