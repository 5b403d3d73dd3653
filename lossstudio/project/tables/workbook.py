"""Sheets of .xlsx workbooks, read by openpyxl as rows of cells, with an end to what a file may ask of the machine."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from lossstudio.core.option import nearest
from lossstudio.core.pieces import Pieces
from lossstudio.project.tables.cells import CutRows, Record
from lossstudio.project.tables.choices import ReadingChoices
from lossstudio.project.tables.dates import looks_like_date
from lossstudio.project.tables.decoding import CONTROL, LARGEST_BYTES, TableError
from lossstudio.project.tables.layout import MOSTLY, is_numeric
from lossstudio.project.tables.records import Records, arranged

START = b"PK\x03\x04"
WORKBOOK = "xl/workbook.xml"
BINARY = "xl/workbook.bin"
LARGEST_UNPACKED = 2**28
LARGEST_STRINGS = 2**26
MOST_PARTS = 10_000
MOST_ROWS = 1_048_576
MOST_CELLS = 20_000_000
MOST_EMPTY = 10_000
"""After so many empty rows a sheet is taken to have ended."""
PIECE_ROWS = 50
HEAD_BYTES = 4096
MOST_SHEETS_NAMED = 12
TEXTS = "holds texts alone"
FEWEST_WORDS, LONG = 4, 40
"""A sentence has so many words; beside other columns, where names stand too, it also has so many letters."""
SAVE_ANEW = "open it in a spreadsheet program and save it again, or save the sheet as CSV"


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A sheet that was read.

    Attributes
    ----------
    records
        Its rows, under the names of their columns.
    names
        All sheets of its workbook.
    """

    records: Records
    names: tuple[str, ...]


def is_workbook(content: bytes) -> bool:
    """Say whether bytes are an .xlsx workbook, or begin like one and are broken."""
    if not content.startswith(START):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return WORKBOOK in archive.namelist() or BINARY in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return b"xl/" in content


def reading_sheet(content: bytes, choices: ReadingChoices) -> Pieces[WorkbookSheet]:
    """Read a sheet, pausing in between.

    Parameters
    ----------
    choices
        How it is to be read; where no sheet is named, it is the first one with a table in it.

    Raises
    ------
    TableError
        If there is no such sheet, no table is in it, or the workbook can't be read in bounded time and memory.
    """
    _check_parts(content)
    yield
    with closing(_opened(content)) as workbook:
        yield
        names = tuple(sheet.title for sheet in workbook.worksheets)
        if not names:
            raise TableError("has no sheet with cells")
        if choices.sheet is not None and choices.sheet not in names:
            hint = nearest(choices.sheet, list(names))
            raise TableError(f"has no sheet called {choices.sheet!r}; it has {', '.join(names)}{hint}")
        return (yield from _first_table(workbook, names, choices))


def _first_table(workbook: Any, names: tuple[str, ...], choices: ReadingChoices) -> Pieces[WorkbookSheet]:
    """Return the sheet that was asked for, or the first that is a table; a note may stand on those before it.

    A cover sheet has rows and columns as a table has: it is read only where no other sheet is one.
    """
    refused: dict[str, str] = {}
    cover: WorkbookSheet | None = None
    for name in names if choices.sheet is None else (choices.sheet,):
        cut = yield from _cut(workbook[name])
        if not cut.records:
            continue
        try:
            records = arranged(cut, replace(choices, sheet=name, encoding=None))
        except TableError as error:
            refused[name] = error.reason
            continue
        passed = (_passed_over(name, refused),) if refused else ()
        found = WorkbookSheet(replace(records, notices=(*passed, *records.notices)), names)
        if choices.sheet is not None or not _is_cover(records):
            return found
        cover, refused[name] = cover or found, TEXTS
    if cover is not None:
        return cover
    raise TableError(_no_table(refused, names, choices.sheet))


def _is_cover(records: Records) -> bool:
    """Say whether rows are texts alone of which none comes again, and sentences, or parted by blank rows."""
    for column in range(len(records.names)):
        said = [row[column].strip() for row in records.rows if row[column].strip()]
        dated = bool(said) and sum(map(looks_like_date, said)) >= MOSTLY * len(said)
        if dated or is_numeric(records.rows, column) or len(set(said)) < len(said):
            return False
    least = LONG if len(records.names) > 1 else 0
    sentences = any(len(cell.split()) >= FEWEST_WORDS and len(cell) >= least for row in records.rows for cell in row)
    return sentences or any(later > earlier + 1 for earlier, later in pairwise(records.lines))


def _passed_over(name: str, refused: dict[str, str]) -> str:
    texts = tuple(each for each, reason in refused.items() if reason == TEXTS)
    others = tuple(each for each in refused if each not in texts)
    are = "isn't a table" if len(others) == 1 else "aren't tables"
    why = [f"{_listed(others)} {are}"] if others else []
    why += [f"{_listed(texts)} {TEXTS if len(texts) == 1 else 'hold texts alone'}"] if texts else []
    return f"The sheet {name!r} was read, since {' and '.join(why)}."


def _no_table(refused: dict[str, str], names: tuple[str, ...], wanted: str | None) -> str:
    """Say why no sheet is a table, of the first that holds something, and what other sheets there are."""
    empty = "is empty: a table has a row of names and at least one row under it"
    name, reason = next(iter(refused.items()), (wanted or names[0], empty))
    others = tuple(each for each in names if each != name)
    if not others:
        return reason
    rest = f"the others are {_listed(others)}" if wanted else f"no other one is a table: {_listed(others)}"
    return f"{reason} (in its sheet {name!r}; {rest})"


def _listed(names: tuple[str, ...]) -> str:
    shown = [repr(name) for name in names[:MOST_SHEETS_NAMED]]
    return ", ".join(shown) + (", ..." if len(names) > MOST_SHEETS_NAMED else "")


def _check_parts(content: bytes) -> None:
    """Refuse a workbook that unpacks to more than is reasonable, or that refers to things outside.

    Raises
    ------
    TableError
        If it does.
    """
    if len(content) > LARGEST_BYTES:
        raise TableError(f"has more than {LARGEST_BYTES // 2**20} megabytes: take a part of the rows")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if WORKBOOK not in names:
                raise TableError(f"is a binary or a broken workbook: {SAVE_ANEW}")
            if len(parts) > MOST_PARTS or len(parts) > len(names):
                raise TableError(f"isn't an ordinary workbook: {SAVE_ANEW}")
            strings = sum(part.file_size for part in parts if "sharedstrings" in part.filename.casefold())
            unpacked = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
            if unpacked > LARGEST_UNPACKED or strings > LARGEST_STRINGS:
                raise TableError(f"unpacks to {unpacked // 2**20} megabytes, too many: save the sheet as CSV")
            for part in parts:
                with archive.open(part) as unpacking:
                    head = unpacking.read(HEAD_BYTES).replace(b"\0", b"")
                if b"<!DOCTYPE" in head.upper() or b"<!ENTITY" in head.upper():
                    raise TableError(f"declares entities, which no ordinary workbook does: {SAVE_ANEW}")
    except TableError:
        raise
    except Exception as error:
        raise _broken(error) from None


def _opened(content: bytes) -> Any:
    from openpyxl.reader.excel import load_workbook

    try:
        return load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl lets through whatever a broken part raises, of a dozen kinds
        raise _broken(error) from None


def _broken(error: Exception) -> TableError:
    locked = "; it is locked by a password" if "encrypt" in str(error).casefold() else ""
    return TableError(f"can't be read as a workbook{locked}: {SAVE_ANEW}")


def _cut(sheet: Any) -> Pieces[CutRows]:
    records: list[Record] = []
    lines: list[int] = []
    cells = empty = 0
    for line, record in enumerate(_rows(sheet), 1):
        cells += len(record)
        empty = 0 if record else empty + 1
        if line > MOST_ROWS or cells > MOST_CELLS:
            raise TableError(
                f"its sheet {sheet.title!r} has too many cells: take a part of the rows, or save it as CSV"
            )
        if empty > MOST_EMPTY:
            break
        if record:
            records.append(record)
            lines.append(line)
        if line % PIECE_ROWS == 0:
            yield
    return CutRows(_evened(records), lines, "", place="row")


def _evened(records: list[Record]) -> list[Record]:
    """Return the rows as long as the table is wide, from the first such row on: empty cells at their ends are none.

    Rows that are mostly empty say nothing of the width: somebody may have noted something far away.
    """
    well_filled = [len(record) for record in records if 2 * sum(map(bool, record)) >= len(record)]
    width = max(well_filled or map(len, records), default=0)
    first = next((at for at, record in enumerate(records) if len(record) == width), 0)
    rest = [record + [""] * (width - len(record)) for record in records[first:]]
    return records[:first] + rest


def _rows(sheet: Any) -> Iterator[Record]:
    """Yield each row's cells as texts, without the empty ones at its end."""
    try:
        sheet.reset_dimensions()  # they are what the file says, and may be anything
        for row in sheet.iter_rows(values_only=True):
            record = [_text(value) for value in row]
            while record and not record[-1].strip():
                record.pop()
            yield record
    except Exception as error:  # as above
        raise _broken(error) from None


def _text(value: object) -> str:
    """Return a cell's value as a text file would have it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds") if value.time() != time() else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return repr(value.total_seconds())
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return CONTROL.sub("", str(value))
