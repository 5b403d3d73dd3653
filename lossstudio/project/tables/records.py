"""Rows of cells under their columns' names."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lossstudio.project.tables.below import left_out_below, rows_of_table
from lossstudio.project.tables.cells import SAMPLE_RECORDS, CutRows, Record
from lossstudio.project.tables.choices import ReadingChoices
from lossstudio.project.tables.decoding import TableError
from lossstudio.project.tables.layout import COMMENT, found_layout, is_comment

MOST_COLUMNS = 2000
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Records:
    """A table's cells.

    Attributes
    ----------
    names
        The columns' names, each of them once.
    units
        What stands under the names, "" where nothing does.
    rows
        The cells, as many in each row as there are names; absent ones at the end are empty.
    lines, place
        Where each row begins, and whether that is a "line" or a "row".
    choices
        How it was cut.
    notices
        What was left out, and what is doubtful.
    """

    names: tuple[str, ...]
    units: tuple[str, ...]
    rows: list[Record]
    lines: list[int]
    place: str
    choices: ReadingChoices
    notices: tuple[str, ...]


def arranged(cut: CutRows, choices: ReadingChoices) -> Records:
    """Return the rows of a file that was cut, under the names of its columns.

    Raises
    ------
    TableError
        If there are no rows, or far too many columns.
    """
    cut, remarks = _without_remarks(cut, choices.skip or 0)
    layout = found_layout(cut, choices.header, choices.skip)
    if layout.data >= len(cut.records):
        what = "has names but no rows under them" if layout.names else "has no rows from there on; skip fewer lines"
        raise TableError(what)
    data, lines = cut.records[layout.data :], cut.lines[layout.data :]
    width = _width(data[:SAMPLE_RECORDS], layout.names)
    if width > MOST_COLUMNS:
        raise TableError(f"has {width} columns; at most {MOST_COLUMNS} can be used")
    rows, lines, notices = _fitted(data, lines, width, cut.place)
    if not rows:
        raise TableError("has names but no rows under them")
    end = rows_of_table(rows, lines)
    notices = (*notices, *left_out_below(lines, end, cut.place))
    rows, lines = rows[:end], lines[:end]
    units = [*layout.units, *[""] * width][:width]
    if len(layout.units) == width - 1:
        units = ["", *layout.units]
    resolved = replace(choices, delimiter=cut.delimiter, header=bool(layout.names), skip=layout.top)
    said = (*cut.notices, *layout.notices, *notices, *remarks)
    return Records(_names(layout.names, width), tuple(units), rows, lines, cut.place, resolved, said)


def one_line(cell: str) -> str:
    """Return a cell as a name: one line, of moderate length."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in cell).split())[:LONGEST_NAME].strip()


def _width(sample: Sequence[Record], header: Record) -> int:
    """Return the usual number of cells; a trailing delimiter makes no column, a name of its own does."""
    width = Counter(len(record) for record in sample).most_common(1)[0][0]
    while width > 1 and not any(record[width - 1].strip() for record in sample if len(record) >= width):
        width -= 1
    named = len(header)
    while named > width and not header[named - 1].strip():
        named -= 1
    return max(width, named)


def _names(header: Record, width: int) -> tuple[str, ...]:
    """Return one name for each column: a short header lacks the name of the rows' numbers, as R writes it."""
    given = [one_line(cell) for cell in header]
    given = ["row", *given] if given and len(given) == width - 1 else given
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


def _fitted(
    records: list[Record], lines: list[int], width: int, place: str
) -> tuple[list[Record], list[int], tuple[str, ...]]:
    """Return the records with `width` cells each, their lines, and what is to be said of others, which are left out."""
    if all(len(record) == width for record in records):
        return records, lines, ()
    crowded = [at for at, record in enumerate(records) if any(map(str.strip, record[width:]))]
    left_out = set(crowded)
    kept = [at for at in range(len(records)) if at not in left_out]
    notices = []
    if crowded:
        first = f"first {place} {lines[crowded[0]]}" if len(crowded) > 1 else f"{place} {lines[crowded[0]]}"
        notices.append(
            f"{place.title()}s with more cells than there are columns were left out: {len(crowded)} ({first})."
        )
    rows = [(records[at] + [""] * width)[:width] for at in kept]
    return rows, [lines[at] for at in kept], tuple(notices)


def _without_remarks(cut: CutRows, skip: int) -> tuple[CutRows, tuple[str, ...]]:
    """Return the rows without the comments between them, and what is to be said of these; those at the top stay.

    A comment is a line whose first cell begins like one, and in which no other holds anything.
    """
    if not any(record[0].lstrip()[:1] == COMMENT for record in cut.records):
        return cut, ()
    first = next((at for at, each in enumerate(cut.records) if cut.lines[at] > skip and not is_comment(each)), 0)
    remarks = {
        at
        for at, record in enumerate(cut.records)
        if at > first and is_comment(record) and not any(cell.strip() for cell in record[1:])
    }
    if not remarks:
        return cut, ()
    kept = [at for at in range(len(cut.records)) if at not in remarks]
    rest = replace(cut, records=[cut.records[at] for at in kept], lines=[cut.lines[at] for at in kept])
    where = f"{cut.place} {cut.lines[min(remarks)]}"
    return rest, (f"Comments between the rows were left out: {len(remarks)} ({where}).",)
