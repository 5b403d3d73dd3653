"""Reading tables: a workbook's sheet, or a text of values, however many rows it has."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from lossstudio.core.array import Integers
from lossstudio.core.pieces import Pieces, finished
from lossstudio.project.table_suffixes import WORKBOOK
from lossstudio.project.tables.cells import cutting
from lossstudio.project.tables.choices import ALL_GUESSED, ReadingChoices
from lossstudio.project.tables.columns import Cells, TableColumn, column_of
from lossstudio.project.tables.decoding import LARGEST_BYTES, TableError, decoded, whole
from lossstudio.project.tables.many_rows import MANY_BYTES, OddLine, Share, head_of, reading_many_rows
from lossstudio.project.tables.numbers import decimal_of
from lossstudio.project.tables.read_table import ReadTable
from lossstudio.project.tables.records import Records, arranged
from lossstudio.project.tables.workbook import SAVE_ANEW, is_workbook, reading_sheet

PREVIEWED = 100


def unheard(_share: float) -> None:
    """Tell nobody how much is read."""


def read_table(path: str | Path, choices: ReadingChoices = ALL_GUESSED, told: Share = unheard) -> ReadTable:
    """Read an .xlsx workbook's sheet, or a file of values with commas, semicolons, tabs, bars or spaces between them.

    Parameters
    ----------
    choices
        How it is to be read, where that isn't to be guessed.
    told
        Is told how much of a large file is read, 0 .. 1.

    Raises
    ------
    TableError
        If it can't be read, or isn't a table.
    """
    return finished(reading_table(path, choices, told))


def reading_table(path: str | Path, choices: ReadingChoices = ALL_GUESSED, told: Share = unheard) -> Pieces[ReadTable]:
    """Read a file as `read_table` does, pausing in between."""
    path = Path(path)
    try:
        many = yield from _reading_many(path, choices, told)
        if isinstance(many, ReadTable):
            return many
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except TableError:
        raise
    except (OSError, ValueError) as error:
        raise TableError(f"can't be read: {getattr(error, 'strerror', None) or error}", path.name) from None
    yield
    if many is not None and len(content) > LARGEST_BYTES:
        size = f"has more than {LARGEST_BYTES // 2**20} megabytes"
        raise TableError(f"{size}, and line {many.line} holds more than numbers: take a part of the rows", path.name)
    return (yield from parsing_table(content, path.name, choices))


def _reading_many(path: Path, choices: ReadingChoices, told: Share) -> Pieces[ReadTable | OddLine | None]:
    """Read a large file of plain numbers; None where it isn't large, or its first lines are no table."""
    if path.stat().st_size < MANY_BYTES or is_workbook(head := head_of(path)):
        return None
    try:
        first = yield from parsing_table(head, path.name, choices)
    except TableError:  # what is wrong is said of the whole file
        return None
    return (yield from reading_many_rows(path, first, told))


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
            sheet = yield from reading_sheet(content, choices)
            records, sheets = sheet.records, sheet.names
        else:
            records = yield from _reading_text(content, name, choices)
    except TableError as error:
        raise TableError(error.reason, name) from None
    yield
    return (yield from _with_columns(records, name, sheets))


def _reading_text(content: bytes | str, name: str, choices: ReadingChoices) -> Pieces[Records]:
    """Cut a text into records; where that fails, a file that is called a workbook is said to be none.

    Raises
    ------
    TableError
        If it isn't a table.
    """
    if choices.sheet is not None:
        raise TableError(f"isn't a workbook, so it has no sheet {choices.sheet!r}")
    text, choices = _text_of(content, choices)
    yield
    try:
        cut = yield from cutting(text, choices.delimiter)
        yield
        return arranged(cut, choices)
    except TableError:
        if text.strip() and name.lower().endswith(WORKBOOK):
            raise TableError(f"isn't a workbook, though its name ends in {WORKBOOK}: {SAVE_ANEW}") from None
        raise


def _text_of(content: bytes | str, choices: ReadingChoices) -> tuple[str, ReadingChoices]:
    if isinstance(content, bytes):
        text, encoding = decoded(content, choices.encoding)
        return text, replace(choices, encoding=encoding)
    return whole(content), replace(choices, encoding=None)


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
