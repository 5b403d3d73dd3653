"""Sheets of .xlsx workbooks, read by openpyxl as rows of cells, with an end to what a file may ask of the machine."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from lossstudio.core.option import nearest
from lossstudio.core.pieces import Pieces
from lossstudio.project.tables.cells import CutRows, Record
from lossstudio.project.tables.decoding import CONTROL, LARGEST_BYTES, TableError

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
SAVE_ANEW = "open it in a spreadsheet program and save it again, or save the sheet as CSV"


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A sheet that was read.

    Attributes
    ----------
    cut
        Its rows.
    name
        What it is called.
    names
        All sheets of its workbook.
    """

    cut: CutRows
    name: str
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


def reading_sheet(content: bytes, wanted: str | None = None) -> Pieces[WorkbookSheet]:
    """Read a sheet, pausing in between.

    Parameters
    ----------
    wanted
        The sheet's name; None is the first one with a table in it.

    Raises
    ------
    TableError
        If there is no such sheet, nothing is in it, or the workbook can't be read in bounded time and memory.
    """
    _check_parts(content)
    yield
    with closing(_opened(content)) as workbook:
        yield
        names = tuple(sheet.title for sheet in workbook.worksheets)
        if not names:
            raise TableError("has no sheet with cells")
        if wanted is not None and wanted not in names:
            raise TableError(f"has no sheet called {wanted!r}{nearest(wanted, list(names))}; it has {', '.join(names)}")
        for name in names if wanted is None else (wanted,):
            cut = yield from _cut(workbook[name])
            if cut.records:
                return WorkbookSheet(cut, name, names)
    raise TableError("is empty: a table has a row of names and at least one row under it")


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
