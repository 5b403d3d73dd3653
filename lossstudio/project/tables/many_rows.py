"""Tables of very many rows of plain numbers: NumPy reads them in parts, so that no cell becomes a text of its own."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TypeAlias

import numpy as np

from lossstudio.core.array import Floats, Integers, frozen
from lossstudio.core.pieces import Pieces
from lossstudio.project.tables.choices import Decimal
from lossstudio.project.tables.columns import column_of_numbers
from lossstudio.project.tables.decoding import TableError
from lossstudio.project.tables.numbers import MISSING_FOLDED, is_missing, number, without_codes
from lossstudio.project.tables.read_table import ReadTable

MANY_BYTES = 8_000_000
"""A smaller file is read cell by cell at once."""
LARGEST_BYTES = 1_000_000_000
HEAD_BYTES = 200_000
"""So much of a file tells how it is to be read."""
PART_CHARACTERS = 64_000
"""So much is read between two pauses."""
Share: TypeAlias = Callable[[float], object]
"""Is told how much is read, 0 .. 1."""


@dataclass(frozen=True, slots=True)
class OddLine:
    """A line that holds something else than numbers: the table has to be read cell by cell."""

    line: int


@dataclass(frozen=True, slots=True)
class _Style:
    """How a line is written."""

    delimiter: str | None
    decimal: Decimal
    width: int
    missing: frozenset[str]

    @property
    def thousands(self) -> str:
        """What would part thousands."""
        other = "," if self.decimal == "." else "."
        return "\n\n" if other == self.delimiter else other


def head_of(path: Path) -> bytes:
    """Return the first lines of a file.

    Raises
    ------
    OSError
        If it can't be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    return head[: head.rfind(b"\n") + 1] or head


def reading_many_rows(path: Path, head: ReadTable, told: Share) -> Pieces[ReadTable | OddLine]:
    """Read a file whose first lines were read as `head`, pausing in between; what is odd is left to other ways.

    Raises
    ------
    OSError
        If it can't be read.
    TableError
        If it is too large for any way.
    """
    size, first = path.stat().st_size, int(head.lines[0])
    if size > LARGEST_BYTES:
        raise TableError(f"has more than {LARGEST_BYTES // 1_000_000} megabytes: take a part of the rows", path.name)
    if (style := _style(head)) is None:
        return OddLine(first)
    parts: list[Floats] = []
    lines: list[Integers] = []
    with path.open(encoding="latin-1") as file:  # numbers are the same in all encodings
        _skip(file, first - 1)
        read = 0
        while some := file.readlines(PART_CHARACTERS):
            numbers, places = _numbers(some, style)
            if numbers is None:
                return OddLine(first + int(places[0]))
            parts.append(numbers)
            lines.append(first + places)
            first, read = first + len(some), read + sum(map(len, some))
            told(read / size)
            yield
    return _joined(head, parts, lines, style)


def _style(head: ReadTable) -> _Style | None:
    """Return how the lines of a table are written; None where it doesn't hold numbers alone."""
    reading = head.reading
    if head.place != "line" or any(column.kind != "numbers" for column in head.columns):
        return None
    said = reading.missing
    missing = MISSING_FOLDED if said is None else frozenset(word.strip().casefold() for word in (*said, ""))
    delimiter = None if reading.delimiter == " " else reading.delimiter or "\x1f"
    return _Style(delimiter, reading.decimal or ".", len(head.columns), missing)


def _skip(file: IO[str], lines: int) -> None:
    for _ in range(lines):
        file.readline()


def _numbers(lines: Sequence[str], style: _Style) -> tuple[Floats | None, Integers]:
    """Return the numbers of some lines ``(rows, columns)``, and which lines they are; None and the first odd one."""
    try:
        plain = lines if style.decimal == "." else [_pointed(line) for line in lines]
        found = np.loadtxt(plain, delimiter=style.delimiter, comments=None, ndmin=2)
        if found.shape == (len(lines), style.width) and not np.isinf(found).any():
            return found, np.arange(len(lines))
    except ValueError:
        pass
    return _numbers_by_cells(lines, style)


def _pointed(line: str) -> str:
    """Return a line with decimal points instead of commas.

    Raises
    ------
    ValueError
        If it has some already, which part thousands.
    """
    if "." in line:
        raise ValueError(line)
    return line.replace(",", ".")


def _numbers_by_cells(lines: Sequence[str], style: _Style) -> tuple[Floats | None, Integers]:
    """Return the same as `_numbers` does ``(rows, columns)``, where cells are empty or written in another way."""
    rows, places = [], []
    for place, line in enumerate(lines):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split(style.delimiter)]
        if style.thousands in line:  # it might part decimals: the whole file tells
            return None, np.array([place])
        said = [number(cell, style.decimal) for cell in cells if not is_missing(cell, style.missing)]
        if len(cells) != style.width or any(map(math.isnan, said)):
            return None, np.array([place])
        rows.append([math.nan if is_missing(cell, style.missing) else number(cell, style.decimal) for cell in cells])
        places.append(place)
    return np.array(rows, np.float64).reshape(-1, style.width), np.array(places, np.intp)


def _joined(head: ReadTable, parts: list[Floats], lines: list[Integers], style: _Style) -> ReadTable:
    """Return the table of all parts, each ``(rows, columns)``; its names and all that was guessed are the head's."""
    values = np.concatenate(parts)
    parts.clear()
    places = np.concatenate(lines).astype(np.intp)
    places.flags.writeable = False
    columns = tuple(
        column_of_numbers(column.name, column.heading, without_codes(frozen(values[:, at].copy()), style.missing))
        for at, column in enumerate(head.columns)
    )
    of_columns = {column.notice for column in head.columns}
    notices = [notice for notice in head.notices if notice not in of_columns]
    notices += [column.notice for column in columns if column.notice]
    return replace(head, columns=columns, rows=len(values), lines=places, notices=tuple(notices))
