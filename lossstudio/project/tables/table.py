"""A table that was read: its columns, what they hold, and what a person should know about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from lossstudio.core.array import Floats, frozen
from lossstudio.core.option import nearest
from lossstudio.core.pieces import Pieces, finished
from lossstudio.project.tables.decoding import TableError, decoded, whole
from lossstudio.project.tables.numbers import Decimal, decimal_of, is_missing, parsed, unreadable
from lossstudio.project.tables.records import Records, cutting, one_line

Kind = Literal["numbers", "classes", "text"]

MOST_CLASSES = 1000
PREVIEWED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """One column.

    Attributes
    ----------
    name
        Its name, unlike any other in the table.
    kind
        "numbers"; "classes", words that stand for class numbers; "text", too many different words to be classes, or
        none at all.
    values
        ``(rows,)``: the numbers, or the numbers of the classes; NaN where the value is missing.
    classes
        The classes' names, in the order of their numbers.
    missing
        How many rows have no value here.
    constant
        Whether all values are the same.
    notice
        What a person should know about it; empty when there is nothing.
    """

    name: str
    kind: Kind
    values: Floats
    classes: tuple[str, ...] = ()
    missing: int = 0
    constant: bool = False
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """A table.

    Attributes
    ----------
    name
        What errors call it: the file's name.
    columns
        All columns, in the file's order.
    rows
        How many rows there are.
    preview
        The first rows' cells, as they stand in the file.
    encoding, delimiter, decimal
        How it was written.
    notices
        What a person should know: what was left out, and what can't be used.
    """

    name: str
    columns: tuple[TableColumn, ...]
    rows: int
    preview: tuple[tuple[str, ...], ...]
    encoding: str
    delimiter: str
    decimal: Decimal
    notices: tuple[str, ...]

    def column(self, name: str) -> TableColumn:
        """Return a column.

        Raises
        ------
        TableError
            If there is none of that name.
        """
        for column in self.columns:
            if column.name == name:
                return column
        names = [column.name for column in self.columns]
        raise TableError(f"has no column called {name!r}{nearest(name, names)}", self.name)


def read_table(path: str | Path) -> ReadTable:
    """Read a file of comma-separated values, or semicolons, tabs, bars or spaces, in whatever encoding.

    Raises
    ------
    TableError
        If it can't be read, or isn't a table.
    """
    return finished(reading_table(path))


def reading_table(path: str | Path) -> Pieces[ReadTable]:
    """Read a file as `read_table` does, pausing in between."""
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TableError(f"can't be read: {error.strerror or error}", path.name) from None
    yield
    return (yield from parsing_table(content, path.name))


def parse_table(content: bytes | str, name: str = "the table") -> ReadTable:
    """Return the table that a file's bytes, or a pasted text, hold; errors call it `name`.

    Raises
    ------
    TableError
        If it isn't a table.
    """
    return finished(parsing_table(content, name))


def parsing_table(content: bytes | str, name: str = "the table") -> Pieces[ReadTable]:
    """Read bytes or a text as `parse_table` does, pausing in between."""
    try:
        text, encoding = decoded(content) if isinstance(content, bytes) else (whole(content), "text")
        yield
        records = yield from cutting(text)
    except TableError as error:
        raise TableError(error.reason, name) from None
    yield
    listed = list(zip(*records.rows, strict=True))
    decimal = decimal_of(listed, records.delimiter)
    columns: list[TableColumn] = []
    for heading, cells in zip(records.names, listed, strict=True):
        yield
        columns.append(_column(heading, cells, decimal))
    return ReadTable(
        name=name,
        columns=tuple(columns),
        rows=len(records.rows),
        preview=tuple(tuple(row) for row in records.rows[:PREVIEWED]),
        encoding=encoding,
        delimiter=records.delimiter,
        decimal=decimal,
        notices=tuple(_crowd(records) + [column.notice for column in columns if column.notice]),
    )


def _crowd(records: Records) -> list[str]:
    if not records.crowded:
        return []
    return [f"Lines with more cells than there are columns were left out: {records.crowded}."]


def _column(name: str, cells: Sequence[str], decimal: Decimal) -> TableColumn:
    values = parsed(cells, decimal)
    if values is None:
        return _words(name, cells)
    missing = int(np.isnan(values).sum())
    wrong = unreadable(cells, values) if missing else []
    constant = bool(np.nanmax(values) == np.nanmin(values))
    notices = []
    if wrong:
        notices.append(f"{len(wrong)} of its cells aren't numbers, such as {cells[wrong[0]].strip()[:40]!r}")
    if constant:
        notices.append("it is the same in every row and teaches nothing")
    return TableColumn(
        name=name, kind="numbers", values=values, missing=missing, constant=constant, notice=_notice(name, notices)
    )


def _words(name: str, cells: Sequence[str]) -> TableColumn:
    meanings = {cell: None if is_missing(cell) else one_line(cell) or None for cell in set(cells)}
    classes = sorted({word for word in meanings.values() if word is not None})
    words = [meanings[cell] for cell in cells]
    missing = words.count(None)
    if not 1 <= len(classes) <= MOST_CLASSES:
        why = "it has no values" if not classes else f"it has {len(classes)} different texts, too many for classes"
        nothing = frozen(np.full(len(cells), np.nan))
        return TableColumn(name=name, kind="text", values=nothing, missing=missing, notice=_notice(name, [why]))
    numbers = {word: float(number) for number, word in enumerate(classes)}
    values = frozen(np.array([np.nan if word is None else numbers[word] for word in words]))
    constant = len(classes) == 1
    why = "it is the same in every row and teaches nothing" if constant else ""
    return TableColumn(
        name=name,
        kind="classes",
        values=values,
        classes=tuple(classes),
        missing=missing,
        constant=constant,
        notice=_notice(name, [why] if why else []),
    )


def _notice(name: str, what: list[str]) -> str:
    return f"Column {name!r}: {'; '.join(what)}." if what else ""
