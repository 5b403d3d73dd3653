"""What stands below a table: remarks, totals and means, the end of a measurement."""

from collections.abc import Sequence

from lossstudio.project.tables.cells import Record
from lossstudio.project.tables.layout import is_number
from lossstudio.project.tables.numbers import is_missing

MOST_BELOW = 20
"""So many rows at the end are looked at."""
SAMPLE = 100
"""So many rows at the beginning tell what the columns hold."""
FEWEST = 3
"""A column has at least so many numbers before a word at its end is taken for something else."""

TOTALS = frozenset({"total", "totals", "sum", "mean", "average", "avg", "summe", "gesamt", "mittelwert", "moyenne"})
SUMMARIES = TOTALS | {"median", "std", "sd", "min", "max", "count", "n", "media", "promedio", "suma"}
"""What the first cell of a row says that sums up those above it; the first even where words stand above."""


def rows_of_table(rows: Sequence[Record], lines: Sequence[int]) -> int:
    """Return how many rows belong to a table.

    Those at the end don't that begin with a word where numbers stand, if a blank line parts them from the others, or
    if they hold nothing else, or a sum or a mean; without that, such a row has a faulty cell.
    """
    lowest = max(FEWEST, len(rows) - MOST_BELOW)
    numeric = _columns_of_numbers(rows[: min(SAMPLE, lowest)])
    end = at = len(rows)
    while at > lowest and _first_said(rows[at - 1]) in numeric and _begins_with_word(rows[at - 1]):
        at -= 1
        if _is_parted(rows, lines, at) or (end == at + 1 and _is_remark(rows[at])):
            end = at
    return end - 1 if end == len(rows) > lowest and _is_total(rows) else end


def left_out_below(lines: Sequence[int], end: int, place: str) -> tuple[str, ...]:
    """Return what there is to say of the rows from `end` on."""
    if end == len(lines):
        return ()
    if end == len(lines) - 1:
        return (f"{place.title()} {lines[end]} below the table was left out.",)
    return (f"{place.title()}s {lines[end]} to {lines[-1]} below the table were left out.",)


def _columns_of_numbers(rows: Sequence[Record]) -> set[int]:
    """Return the columns in which some rows have numbers, and none anything else."""
    found = set()
    for column in range(len(rows[0])) if rows else ():
        said = [row[column] for row in rows if not is_missing(row[column])]
        if len(said) >= FEWEST and all(map(is_number, said)):
            found.add(column)
    return found


def _first_said(row: Record) -> int:
    return next((column for column, cell in enumerate(row) if cell.strip()), -1)


def _begins_with_word(row: Record) -> bool:
    cell = row[_first_said(row)]
    return not is_missing(cell) and not is_number(cell)


def _is_parted(rows: Sequence[Record], lines: Sequence[int], at: int) -> bool:
    """Say whether a blank line stands above a row."""
    return lines[at] > lines[at - 1] + 1 + sum(cell.count("\n") for cell in rows[at - 1])


def _is_remark(row: Record) -> bool:
    first, *rest = (cell.strip() for cell in row if cell.strip())
    return not rest or first.rstrip(":.").casefold() in SUMMARIES


def _is_total(rows: Sequence[Record]) -> bool:
    """Say whether the last row sums up the others: it is called so, and no other is."""
    column = _first_said(rows[-1])
    word = rows[-1][column].strip()
    return word.rstrip(":").casefold() in TOTALS and all(row[column].strip() != word for row in rows[:-1])
