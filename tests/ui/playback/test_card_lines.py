"""A line over several rows: it is broken between terms, and never inside of a number or after an operator."""

import pytest

from lossstudio.picture.phases.text import Line, TextRun, line
from lossstudio.ui.playback.card_lines import joined, rows_of


def length(row: Line) -> int:
    return sum(len(run.text) for run in row)


def words(rows: list[Line]) -> list[str]:
    return ["".join(run.text for run in row) for row in rows]


@pytest.mark.parametrize(
    ("text", "room", "rows"),
    [
        ("1.2 × 3.4 + 5.6", 15, ["1.2 × 3.4 + 5.6"]),
        ("1.2 × 3.4 + 5.6", 13, ["1.2 × 3.4", "+ 5.6"]),
        ("1.2 × 3.4 + 5.6", 5, ["1.2 × 3.4", "+ 5.6"]),
        ("L = mean −[t log σ(s) + (1 − t) log(1 − σ(s))]", 32, ["L = mean −[t log σ(s)", "+ (1 − t) log(1 − σ(s))]"]),
        ("log(1 − σ(s))],  t = 0.6 y + 0.2", 27, ["log(1 − σ(s))],", "t = 0.6 y + 0.2"]),
        ("unbreakable", 4, ["unbreakable"]),
    ],
)
def test_rows_begin_where_a_reader_would_pause(text: str, room: int, rows: list[str]) -> None:
    assert words(rows_of(line(text), room, length)) == rows


def test_runs_keep_their_faces_and_a_name_stays_with_its_number() -> None:
    row = (TextRun("w ", "formula"), TextRun("0.25", "result"), TextRun("   b ", "formula"), TextRun("1.5", "result"))
    rows = rows_of(row, 8, length)
    assert rows == [row[:2], (TextRun("b ", "formula"), row[3])]
    assert "".join(run.text for run in joined(rows)) == "w 0.25 b 1.5"
