"""Rows of cells: how a text is cut at its delimiters, and which row is the header."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile, islice

from lossstudio.core.pieces import Pieces
from lossstudio.project.tables.decoding import TableError
from lossstudio.project.tables.numbers import looks_like_number

DELIMITERS = ("\t", ";", ",", "|")
SPACES = " "
ONE_COLUMN = "\x1f"
"""Stands for no delimiter; no text has it."""
PIECE_RECORDS = 1000
"""So many records are cut between two pauses."""
SAMPLE_RECORDS = 100
AGREEMENT = 0.8
MOST_COLUMNS = 2000
LONGEST_NAME = 100
DIRECTIVE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)

Record = list[str]


@dataclass(frozen=True, slots=True)
class Records:
    """A text, cut.

    Attributes
    ----------
    names
        The columns' names, each of them once.
    rows
        The cells, as many in each row as there are names; absent ones at the end are empty.
    delimiter
        What stands between them.
    crowded
        How many lines had more cells than there are columns, and were left out.
    """

    names: tuple[str, ...]
    rows: list[Record]
    delimiter: str
    crowded: int


def cutting(text: str) -> Pieces[Records]:
    """Cut a text into rows of cells, pausing in between.

    Raises
    ------
    TableError
        If there are no rows, or it isn't a table.
    """
    directive = DIRECTIVE.match(text)
    body = text[directive.end() :] if directive else text
    delimiter = directive.group(1) if directive else _delimiter(body)
    records: list[Record] = []
    found = _records(body, delimiter)
    while some := list(islice(found, PIECE_RECORDS)):
        records += some
        yield
    if not records:
        raise TableError("is empty: a table has a line of names and at least one row")
    width = _width(records[:SAMPLE_RECORDS])
    if width > MOST_COLUMNS:
        raise TableError(f"has {width} columns; at most {MOST_COLUMNS} can be used")
    headed = _is_header(records[0])
    names = _names(records[0] if headed else [], width)
    rows, crowded = _fitted(records[1:] if headed else records, width)
    if not rows:
        raise TableError("has names but no rows under them")
    return Records(names, rows, delimiter, crowded)


def _records(text: str, delimiter: str) -> Iterator[Record]:
    """Yield the records that hold something, after the comments at the top."""
    lines = io.StringIO(text, newline="")
    cells = map(str.split, lines) if delimiter == SPACES else _reader(lines, delimiter)
    try:
        full = (record for record in cells if "".join(record).strip())
        yield from dropwhile(lambda record: record[0].startswith("#"), full)
    except csv.Error as error:
        what = "a cell is far too long; perhaps a quotation mark isn't closed" if "larger" in str(error) else str(error)
        raise TableError(f"isn't a table: {what}") from None


def _reader(lines: io.StringIO, delimiter: str) -> Iterator[Record]:
    return csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter != "\t")


def _delimiter(text: str) -> str:
    """Return the delimiter by which most of the first records have the same number of cells, two or more."""
    for delimiter in (*DELIMITERS, SPACES):
        counts = [len(record) for record in _sample(text, delimiter)]
        if counts and _agree(counts):
            return delimiter
    first = _sample(text, ",")[:1]
    return "," if first and len(first[0]) >= 2 else ONE_COLUMN


def _agree(counts: list[int]) -> bool:
    """Say whether the first record, the header, has as many cells as the rest, or one less where R wrote it."""
    width, times = Counter(counts).most_common(1)[0]
    return width >= 2 and times >= AGREEMENT * len(counts) and max(2, width - 1) <= counts[0] <= width


def _sample(text: str, delimiter: str) -> list[Record]:
    try:
        return list(islice(_records(text, delimiter), SAMPLE_RECORDS))
    except TableError:
        return []


def one_line(cell: str) -> str:
    """Return a cell as a name: one line, of moderate length."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in cell).split())[:LONGEST_NAME].strip()


def _width(sample: list[Record]) -> int:
    """Return the usual number of cells; a trailing delimiter makes no column."""
    width = Counter(len(record) for record in sample).most_common(1)[0][0]
    while width > 1 and not any(record[width - 1].strip() for record in sample if len(record) >= width):
        width -= 1
    return width


def _is_header(first: Record) -> bool:
    return any(cell.strip() for cell in first) and not any(looks_like_number(cell) for cell in first)


def _names(header: Record, width: int) -> tuple[str, ...]:
    """Return one name for each column: a short header lacks the name of the rows' numbers, as R writes it."""
    given = [one_line(cell) for cell in header]
    given = ["row", *given] if len(given) == width - 1 else given
    given += [""] * (width - len(given))
    seen: Counter[str] = Counter()
    names = []
    for number, name in enumerate(given[:width], 1):
        word = name or f"column {number}"
        while seen[word]:
            seen[name] += 1
            word = f"{name} ({seen[name]})"
        seen[word] += 1
        names.append(word)
    return tuple(names)


def _fitted(records: list[Record], width: int) -> tuple[list[Record], int]:
    """Return the records with `width` cells each, and how many had more and are left out."""
    if all(len(record) == width for record in records):
        return records, 0
    fitting = [record for record in records if not any(cell.strip() for cell in record[width:])]
    return [(record + [""] * width)[:width] for record in fitting], len(records) - len(fitting)
