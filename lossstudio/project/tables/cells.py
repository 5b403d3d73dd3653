"""Cells: how a text is cut at its delimiters, line by line, also where a quotation mark isn't closed."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, islice
from typing import Any

from lossstudio.core.pieces import Pieces
from lossstudio.project.tables.decoding import TableError
from lossstudio.project.tables.numbers import COMMAED

DELIMITERS = ("\t", ";", ",", "|")
SPACES = " "
ONE_COLUMN = "\x1f"
"""Stands for no delimiter; no text has it."""
PIECE_LINES = 2000
"""So many lines are cut between two pauses."""
SAMPLE_RECORDS = 100
AGREEMENT = 0.8
MOST_ABOVE = 50
"""So many lines may stand above a table."""
DIRECTIVE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
QUOTE = '"'

Record = list[str]


@dataclass(frozen=True, slots=True)
class CutRows:
    """Rows of cells as they stand in a file, and where.

    Attributes
    ----------
    records
        The cells of each row that holds something.
    lines
        The line of the file, or the row of the sheet, in which each begins, from 1.
    place
        What such a place is called: "line" or "row".
    delimiter
        What stands between them; "" where there is one column, or no text.
    notices
        What a person should know.
    """

    records: list[Record]
    lines: list[int]
    delimiter: str
    notices: tuple[str, ...] = ()
    place: str = "line"


@dataclass(slots=True)
class Cutter:
    """Cuts lines into records, and keeps in mind which ones have an open quotation mark.

    A quotation mark that isn't closed would swallow all lines up to the next one: such a line is cut by itself.
    """

    lines: Sequence[str]
    delimiter: str
    open_quotes: list[int] = field(default_factory=list)

    def records(self, first: int = 0) -> Iterator[tuple[int, Record]]:
        """Yield the number of each record's first line, from 1, and its cells.

        Raises
        ------
        TableError
            If a cell is too long to be one.
        """
        if self.delimiter == SPACES:
            yield from ((number, self.lines[number - 1].split()) for number in range(first + 1, len(self.lines) + 1))
            return
        width = 0
        reader, begin = self._reader(first), first
        while begin < len(self.lines):
            at = begin
            try:
                record = next(reader, None)
                end = first + reader.line_num
            except csv.Error:
                record, end = None, at + 1
            if record is None or (end > at + 1 and self._is_torn(at, end, width)):
                record, begin = self._single(at), at + 1
                first, reader = begin, self._reader(begin)
            else:
                begin = end
            if len(record) > 1:
                width = len(record)
            yield at + 1, record

    def pieces(self, first: int, *, quoted: bool) -> Iterator[tuple[Sequence[int], list[Record]]]:
        """Yield what `records` does in pieces: the numbers of some lines, and their cells.

        Parameters
        ----------
        quoted
            Whether there is any quotation mark; without one each line is a record, and cutting takes half the time.

        Raises
        ------
        TableError
            If a cell is too long to be one.
        """
        if quoted or self.delimiter == SPACES:
            found = self.records(first)
            while piece := list(islice(found, PIECE_LINES)):
                yield [number for number, _ in piece], [record for _, record in piece]
            return
        lines, begun = islice(self.lines, first, None), first
        skips = self.delimiter != "\t"
        reader = csv.reader(lines, delimiter=self.delimiter, skipinitialspace=skips, quotechar=None)
        try:
            while some := list(islice(reader, PIECE_LINES)):
                yield range(first + 1, first + 1 + len(some)), some
                first += len(some)
        except csv.Error:
            raise TableError(f"isn't a table: line {begun + reader.line_num} has a cell that is far too long") from None

    def _reader(self, first: int) -> Any:  # the type of a csv.reader has no public name
        lines = (self.lines[number] for number in range(first, len(self.lines)))
        return csv.reader(lines, delimiter=self.delimiter, skipinitialspace=self.delimiter != "\t", strict=True)

    def _is_torn(self, first: int, last: int, width: int) -> bool:
        """Say whether each of the lines that a quotation mark holds together is a whole row by itself."""
        return width > 1 and all(self.lines[at].count(self.delimiter) == width - 1 for at in range(first, last))

    def _single(self, at: int) -> Record:
        """Return the cells of a line by itself."""
        line = self.lines[at].rstrip("\r\n")
        unclosed = line.count(QUOTE) % 2 == 1
        mark = None if unclosed else QUOTE
        skips = self.delimiter != "\t"
        try:
            reader = csv.reader([line], delimiter=self.delimiter, skipinitialspace=skips, quotechar=mark)
            record = next(reader, [])
        except csv.Error:
            where = f"line {at + 1} has a cell that is far too long"
            raise TableError(f"isn't a table: {where}; perhaps a quotation mark isn't closed") from None
        if unclosed:
            self.open_quotes.append(at + 1)
            return [cell.strip().strip(QUOTE) for cell in record]
        return record


def cutting(text: str, delimiter: str | None = None) -> Pieces[CutRows]:
    """Cut a text into rows of cells, pausing in between.

    Parameters
    ----------
    delimiter
        What stands between two cells, "" for one column; None is found out.

    Raises
    ------
    TableError
        If there is nothing in it, or it isn't a table.
    """
    directive = DIRECTIVE.match(text)
    lines: list[str] = []
    source = io.StringIO(text, newline="")
    while some := list(islice(source, PIECE_LINES)):
        lines += some
        yield
    first = 1 if directive else 0
    if delimiter is None:
        delimiter = directive.group(1) if directive else _delimiter(lines)
    cutter = Cutter(lines, _usable(delimiter))
    records: list[Record] = []
    numbers: list[int] = []
    for places, piece in cutter.pieces(first, quoted=QUOTE in text):
        full = [bool("".join(record).strip()) for record in piece]
        records += compress(piece, full)
        numbers += compress(places, full)
        yield
    if not records:
        raise TableError("is empty: a table has a line of names and at least one row")
    notices = () if not cutter.open_quotes else (_open_quotes(cutter.open_quotes),)
    return CutRows(records, numbers, "" if cutter.delimiter == ONE_COLUMN else cutter.delimiter, notices)


def _usable(delimiter: str) -> str:
    """Return a delimiter by which texts can be cut.

    Raises
    ------
    TableError
        If it is none.
    """
    if not delimiter:
        return ONE_COLUMN
    if len(delimiter) != 1 or delimiter in '\r\n"':
        raise TableError(f"{delimiter!r} can't be what stands between two cells; it is one character, such as ; or ,")
    return delimiter


def _open_quotes(lines: list[int]) -> str:
    others = "" if len(lines) == 1 else f", nor in {len(lines) - 1} others"
    return f"In line {lines[0]} a quotation mark isn't closed{others}; it was left out."


def _delimiter(lines: Sequence[str]) -> str:
    """Return the delimiter by which the most lines have the same number of cells, two or more."""
    sample = lines[: SAMPLE_RECORDS + MOST_ABOVE]
    agreeing = {delimiter: _agreement(_counts(sample, delimiter)) for delimiter in DELIMITERS}
    best = max(agreeing, key=lambda delimiter: agreeing[delimiter])
    if agreeing[best]:
        return ONE_COLUMN if best == "," and _is_one_of_commas(sample) else best
    if _agreement(_counts(sample, SPACES)):
        return SPACES
    first = _counts(sample, ",")[:1]
    return "," if first and first[0] >= 2 else ONE_COLUMN


def _is_one_of_commas(lines: Sequence[str]) -> bool:
    """Say whether under a name without a comma all lines are numbers with decimal commas."""
    said = [line.strip() for line in lines if line.strip()]
    return "," not in said[0] and all("," in line and COMMAED.fullmatch(line) for line in said[1:])


def _counts(lines: Sequence[str], delimiter: str) -> list[int]:
    """Return how many cells the records of some lines have, leaving out comments and blank lines."""
    try:
        found = [record for _, record in Cutter(lines, delimiter).records()]
    except TableError:
        return []
    return [len(record) for record in found if "".join(record).strip() and not record[0].startswith("#")]


def _agreement(counts: list[int]) -> int:
    """Return how many records, from the first of them on, have as many cells as most have; 0 where that is no table."""
    if not counts:
        return 0
    width = usual_width(counts)
    start = first_of_width(counts, width)
    if width < 2 or start is None:
        return 0
    tail = counts[start:] if counts[start] == width else counts[1:]
    times = tail.count(width)
    return times if times >= AGREEMENT * len(tail) else 0


def usual_width(counts: Sequence[int]) -> int:
    """Return the usual number of cells in the later half of some records: above a table, other things may stand."""
    tail = counts[len(counts) // 2 :]
    return Counter(tail).most_common(1)[0][0]


def first_of_width(counts: Sequence[int], width: int) -> int | None:
    """Return where a table of this width begins; None where too much else stands before it.

    Its first line, the names, may have one cell less than all others, as R writes it, or some more; so may it where
    rows leave out what is empty at their end, and some row does not.
    """
    others = counts[1:]
    odd_names = counts[0] == width - 1 > 1 or (counts[0] > width > 1)
    ragged = counts[0] > width > 1 and counts[0] in others
    between = sum(width <= count <= counts[0] for count in others)
    if others and odd_names and (all(count == width for count in others) or (ragged and 2 * between > len(others))):
        return 0
    start = next((at for at, count in enumerate(counts) if count == width), None)
    return start if start is not None and start <= min(MOST_ABOVE, len(counts) / 2) else None
