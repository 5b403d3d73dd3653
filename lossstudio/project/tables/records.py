"""Rows of cells: how a text is cut at its delimiters, and which row is the header."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lossstudio.project.tables.error import TableError
from lossstudio.project.tables.numbers import looks_like_number

DELIMITERS = ("\t", ";", ",", "|")
SPACES = " "
SAMPLE_RECORDS = 100
AGREEMENT = 0.8
MOST_COLUMNS = 2000
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
        The numbers of the lines that had more cells than there are columns, and were left out.
    """

    names: tuple[str, ...]
    rows: list[Record]
    delimiter: str
    crowded: tuple[int, ...]


def cut(text: str) -> Records:
    """Cut a text into rows of cells.

    Raises
    ------
    TableError
        If there are no rows, or it isn't a table.
    """
    directive = DIRECTIVE.match(text)
    body = text[directive.end() :] if directive else text
    delimiter = directive.group(1) if directive else _delimiter(body)
    numbered = list(_numbered(body, delimiter))
    if not numbered:
        raise TableError("is empty: a table has a line of names and at least one row")
    width = _width([record for _, record in numbered[:SAMPLE_RECORDS]])
    if width > MOST_COLUMNS:
        raise TableError(f"has {width} columns; at most {MOST_COLUMNS} can be used")
    first = numbered[0][1]
    names = _names(first, width) if _is_header(first) else tuple(f"column {i}" for i in range(1, width + 1))
    rows, crowded = _fitted(numbered[1:] if _is_header(first) else numbered, width)
    if not rows:
        raise TableError("has names but no rows under them")
    return Records(names, rows, delimiter, crowded)


def _records(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, Record]]:
    """Yield the records that hold something, with the number of their last line."""
    if delimiter == SPACES:
        yield from ((number, line.split()) for number, line in enumerate(lines, 1) if line.strip())
        return
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter != "\t")
    for record in reader:
        if any(record) and not all(cell.isspace() or not cell for cell in record):
            yield reader.line_num, record


def _numbered(text: str, delimiter: str) -> Iterator[tuple[int, Record]]:
    try:
        records = _records(io.StringIO(text, newline=""), delimiter)
        yield from ((number, record) for number, record in records if not record[0].startswith("#"))
    except csv.Error as error:
        what = "a cell is far too long; perhaps a quotation mark isn't closed" if "larger" in str(error) else str(error)
        raise TableError(f"isn't a table: {what}") from None


def _delimiter(text: str) -> str:
    """Return the delimiter by which most of the first records have the same number of cells, two or more."""
    for delimiter in (*DELIMITERS, SPACES):
        counts = [len(record) for record in _sample(text, delimiter)]
        if not counts:
            break
        width, times = Counter(counts).most_common(1)[0]
        if width >= 2 and times >= AGREEMENT * len(counts) and counts[0] in ({width} if width == 2 else {width, width - 1}):
            return delimiter
    return ","


def _sample(text: str, delimiter: str) -> list[Record]:
    try:
        return [record for _, record in islice(_numbered(text, delimiter), SAMPLE_RECORDS)]
    except TableError:
        return []


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
    given = [" ".join(cell.split())[:100] for cell in header]
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


def _fitted(numbered: list[tuple[int, Record]], width: int) -> tuple[list[Record], tuple[int, ...]]:
    rows, crowded = [], []
    for number, record in numbered:
        if len(record) == width:
            rows.append(record)
        elif len(record) < width:
            rows.append(record + [""] * (width - len(record)))
        elif any(cell.strip() for cell in record[width:]):
            crowded.append(number)
        else:
            rows.append(record[:width])
    return rows, tuple(crowded)
