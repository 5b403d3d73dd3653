"""A table that was read: its columns, what they hold, and what a person should know about them."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from lossstudio.core.array import Integers
from lossstudio.core.option import nearest
from lossstudio.core.pieces import Pieces, finished
from lossstudio.project.tables.cells import cutting
from lossstudio.project.tables.choices import ALL_GUESSED, ReadingChoices
from lossstudio.project.tables.columns import Cells, TableColumn, column_of
from lossstudio.project.tables.decoding import LARGEST_BYTES, TableError, decoded, whole
from lossstudio.project.tables.numbers import decimal_of
from lossstudio.project.tables.records import Records, arranged
from lossstudio.project.tables.workbook import is_workbook, reading_sheet

SUFFIXES = (".csv", ".tsv", ".tab", ".txt", ".dat", ".xlsx")
"""What the names of files with tables end with; where somebody says that a file is a table, any other will do."""
PREVIEWED = 100


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
    lines, place
        ``(rows,)``: in which line of the file, or row of the sheet, each begins; and which of the two, "line" or "row".
    preview
        The first rows' cells, as they stand in the file.
    reading
        How it was read: all that was said, and what was guessed of the rest. What was left open about missing values
        stays open, since it is found out for each column.
    sheets
        All sheets of its workbook; empty for a text.
    notices
        What a person should know: what was left out, and what can't be used.
    """

    name: str
    columns: tuple[TableColumn, ...]
    rows: int
    lines: Integers
    place: str
    preview: tuple[tuple[str, ...], ...]
    reading: ReadingChoices
    sheets: tuple[str, ...]
    notices: tuple[str, ...]

    def column(self, name: str) -> TableColumn:
        """Return a column, by its name with or without its unit.

        Raises
        ------
        TableError
            If there is none of that name.
        """
        for column in self.columns:
            if column.name == name:
                return column
        for column in self.columns:
            if column.heading == name:
                return column
        names = [column.name for column in self.columns]
        some = ", ".join(names[:MOST_NAMED]) + (", ..." if len(names) > MOST_NAMED else "")
        hint = nearest(name, names)
        raise TableError(f"has no column called {name!r}{f'{hint} It' if hint else '; it'} has {some}", self.name)


MOST_NAMED = 20


def read_table(path: str | Path, choices: ReadingChoices = ALL_GUESSED) -> ReadTable:
    """Read an .xlsx workbook's sheet, or a file of values with commas, semicolons, tabs, bars or spaces between them.

    Parameters
    ----------
    choices
        How it is to be read, where that isn't to be guessed.

    Raises
    ------
    TableError
        If it can't be read, or isn't a table.
    """
    return finished(reading_table(path, choices))


def reading_table(path: str | Path, choices: ReadingChoices = ALL_GUESSED) -> Pieces[ReadTable]:
    """Read a file as `read_table` does, pausing in between."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise TableError(f"can't be read: {getattr(error, 'strerror', None) or error}", path.name) from None
    yield
    return (yield from parsing_table(content, path.name, choices))


def parse_table(content: bytes | str, name: str = "the table", choices: ReadingChoices = ALL_GUESSED) -> ReadTable:
    """Return the table that a file's bytes, or a pasted text, hold; errors call it `name`.

    Raises
    ------
    TableError
        If it isn't a table.
    """
    return finished(parsing_table(content, name, choices))


def parsing_table(
    content: bytes | str, name: str = "the table", choices: ReadingChoices = ALL_GUESSED
) -> Pieces[ReadTable]:
    """Read bytes or a text as `parse_table` does, pausing in between."""
    sheets: tuple[str, ...] = ()
    try:
        if isinstance(content, bytes) and is_workbook(content):
            sheet = yield from reading_sheet(content, choices.sheet)
            cut, sheets, choices = sheet.cut, sheet.names, replace(choices, sheet=sheet.name, encoding=None)
        else:
            text, choices = _text_of(content, choices)
            yield
            cut = yield from cutting(text, choices.delimiter)
        yield
        records = arranged(cut, choices)
    except TableError as error:
        raise TableError(error.reason, name) from None
    yield
    return (yield from _with_columns(records, name, sheets))


def _text_of(content: bytes | str, choices: ReadingChoices) -> tuple[str, ReadingChoices]:
    if isinstance(content, bytes):
        text, encoding = decoded(content, choices.encoding)
        return text, replace(choices, encoding=encoding, sheet=None)
    return whole(content), replace(choices, encoding=None, sheet=None)


def _with_columns(records: Records, name: str, sheets: tuple[str, ...]) -> Pieces[ReadTable]:
    choices = records.choices
    listed = list(zip(*records.rows, strict=True))
    decimal = choices.decimal or decimal_of(listed, choices.delimiter or "")
    said = None if choices.missing is None else frozenset(word.strip().casefold() for word in (*choices.missing, ""))
    kinds = dict(choices.kinds)
    columns: list[TableColumn] = []
    taken = set(records.names)
    for heading, unit, cells in zip(records.names, records.units, listed, strict=True):
        yield
        stands = Cells(heading=heading, unit=unit, cells=cells, lines=records.lines, place=records.place, missing=said)
        column = column_of(stands, decimal, kinds.get(heading))
        columns.append(column if column.name not in taken - {heading} else replace(column, name=heading))
        taken.add(columns[-1].name)
    return ReadTable(
        name=name,
        columns=tuple(columns),
        rows=len(records.rows),
        lines=_read_only(records.lines),
        place=records.place,
        preview=tuple(tuple(row) for row in records.rows[:PREVIEWED]),
        reading=replace(choices, decimal=decimal),
        sheets=sheets,
        notices=(*records.notices, *(column.notice for column in columns if column.notice)),
    )


def _read_only(lines: list[int]) -> Integers:
    array = np.array(lines, dtype=np.intp)
    array.flags.writeable = False
    return array
