"""Where in a file the table begins, which line holds the names of its columns, and which one their units."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lossstudio.project.tables.cells import (
    MOST_ABOVE,
    SAMPLE_RECORDS,
    CutRows,
    Record,
    first_of_width,
    usual_width,
)
from lossstudio.project.tables.numbers import is_missing, looks_like_number
from lossstudio.project.tables.units import MEASURED, bare, is_unit

COMMENT = "#"
MOSTLY = 0.75
"""The share of a column's cells that are numbers where it is one of numbers."""
YEARS = (1500, 2200)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLayout:
    """Where things are in the records of a file.

    Attributes
    ----------
    names, units
        The cells that name the columns, and say their units; empty where there are none.
    data
        Which record is the first with data.
    top
        How many lines stand above the table.
    notices
        What a person should know.
    """

    names: Record
    units: Record
    data: int
    top: int
    notices: tuple[str, ...] = ()


def found_layout(cut: CutRows, header: bool | None, skip: int | None) -> TableLayout:
    """Return where the table of a file is.

    Parameters
    ----------
    header
        Whether it has names; None: where they seem to be some.
    skip
        How many lines stand above it; None: as seems to be.
    """
    records, lines = cut.records, cut.lines
    said = next((at for at, line in enumerate(lines) if line > skip), len(lines)) if skip is not None else 0
    first = _after_comments(records, said)
    if first >= len(records):
        return TableLayout(names=[], units=[], data=len(records), top=skip or 0)
    commented = _commented_names(cut, said, first)
    sample = records[first : first + SAMPLE_RECORDS + MOST_ABOVE]
    start = first if skip is not None else first + _first_whole(sample, lines[first : first + 2])
    body = FirstRows(records[start : start + SAMPLE_RECORDS], lines[start : start + SAMPLE_RECORDS])
    if commented is not None and header is not False and not body.wordy(0):
        top = lines[first - 1] - 1 if skip is None else skip
        return TableLayout(names=commented, units=[], data=start, top=top)
    place = body.names(header, forced=skip is not None)
    if place is None:
        top = lines[start] - 1 if skip is None and start > first else skip or 0
        return TableLayout(names=[], units=[], data=start, top=top, notices=_above(cut, first, start))
    units, after = body.units(place), body.data(place)
    names = start + place
    notices = list(_above(cut, first, names))
    if body.is_doubtful(place):
        notices.append(f"{cut.place.title()} {lines[names]} was taken for the columns' names, though it holds numbers.")
    if after > place + 1 + bool(units):
        notices.append(
            f"Under the names, {cut.place}s that aren't data were left out: {after - place - 1 - bool(units)}."
        )
    top = lines[names] - 1 if skip is None and names > first else skip or 0
    return TableLayout(names=records[names], units=units, data=start + after, top=top, notices=tuple(notices))


def is_comment(record: Record) -> bool:
    """Say whether a line is a comment."""
    return record[0].lstrip().startswith(COMMENT)


def _after_comments(records: Sequence[Record], first: int) -> int:
    while first < len(records) and is_comment(records[first]):
        first += 1
    return first


def _commented_names(cut: CutRows, said: int, first: int) -> Record | None:
    """Return the names that a comment just above the data holds, as NumPy writes them."""
    if first == said:
        return None
    above = [cut.records[first - 1][0].lstrip().removeprefix(COMMENT), *cut.records[first - 1][1:]]
    above = above if above[0].strip() else above[1:]
    fits = len(above) == len(cut.records[first]) > 1
    return above if fits and all(cell.strip() and not looks_like_number(cell) for cell in above) else None


def _first_whole(sample: Sequence[Record], lines: Sequence[int]) -> int:
    """Return which record is the first that is as wide as the table, by the lines of the first two of them."""
    counts = [len(record) for record in sample]
    start = first_of_width(counts, usual_width(counts))
    odd = start == 0 and len(sample) > 2 and len(sample[0]) != len(sample[1])
    apart = odd and (lines[1] > lines[0] + 1 or not any(map(is_number, sample[1])))
    return 1 if apart else start or 0


def is_number(cell: str) -> bool:
    """Say whether a cell is a number, with a unit or a sign of money or not."""
    if looks_like_number(cell) and not is_missing(cell):
        return True
    found = MEASURED.fullmatch(cell.strip().lstrip("€$£¥"))
    return bool(found and is_unit(found.group(2))) or looks_like_number(cell.strip().lstrip("€$£¥%") or "x")


def _above(cut: CutRows, first: int, start: int) -> tuple[str, ...]:
    if start <= first:
        return ()
    one = cut.lines[first] == cut.lines[start] - 1
    place = cut.place.title()
    where = f"{place} {cut.lines[first]}" if one else f"{place}s {cut.lines[first]} to {cut.lines[start] - 1}"
    return (f"{where} above the table {'was' if one else 'were'} left out.",)


class FirstRows:
    """The first records from where the table may begin; what its later half holds tells its columns' kinds."""

    def __init__(self, records: Sequence[Record], lines: Sequence[int]) -> None:
        self._records, self._lines = records, lines
        tail = records[len(records) // 2 :] if len(records) > 1 else records
        width = usual_width([len(record) for record in records])
        shift = 1 if len(records[0]) == width - 1 and len(records) > 1 else 0
        self._numeric = [column for column in range(width) if is_numeric(tail, column)]
        self._all_numeric = len(self._numeric) == width
        self._shift = shift

    def names(self, header: bool | None, *, forced: bool) -> int | None:
        """Return which record holds the names; None when none does."""
        if header is not None and (forced or not header):
            return 0 if header else None
        if not self._numeric:
            first = self._records[0]
            named = any(cell.strip() for cell in first) and not any(map(looks_like_number, first))
            return 0 if named or header else None
        last = None if forced else self._below_blank()
        if last is None:
            last = self._last_wordy()
        if last is None or (forced and last):
            return 0 if header or self.is_doubtful(0) or (forced and self.wordy(0)) else None
        return self._chosen(last)

    def wordy(self, at: int) -> bool:
        """Say whether a record has words, and nothing else, where the columns have numbers."""
        cells = self._cells(at)
        return any(cells) and not any(map(is_number, cells))

    def is_doubtful(self, at: int) -> bool:
        """Say whether a record holds names though it holds numbers: years, say."""
        return not self.wordy(at) and (self._has_years(at) or self._mostly_words(at))

    def units(self, names: int) -> Record:
        """Return the units under the names; none where none are."""
        if names + 1 >= len(self._records) - 1:
            return []
        cells = self._records[names + 1]
        said = [cell for cell in self._cells(names + 1) if cell]
        fits = said and all(map(is_unit, said)) and self._has_words(names + 1) and self._is_named(names, cells)
        rest = [cell.strip() for column, cell in enumerate(cells) if column not in self._numeric and cell.strip()]
        return [bare(cell) for cell in cells] if fits and all(map(is_unit, rest)) else []

    def _is_named(self, names: int, units: Record) -> bool:
        """Say whether each unit stands directly under a name."""
        over = [*self._records[names], *[""] * len(units)]
        below = self._lines[names + 1] == self._lines[names] + 1 + sum(cell.count("\n") for cell in over)
        return below and all(name.strip() for name, unit in zip(over, units, strict=False) if unit.strip())

    def data(self, names: int) -> int:
        """Return which record under the names is the first with data."""
        at = names + 1 + bool(self.units(names))
        while self._all_numeric and at < len(self._records) - 1 and self.wordy(at) and self.wordy(names):
            at += 1
        return at

    def _cells(self, at: int) -> list[str]:
        """Return the cells of a record in the columns of numbers, "" where there is no value."""
        shift = self._shift if at == 0 else 0
        record = self._records[at]
        places = [column - shift for column in self._numeric]
        cells = [record[place].strip() if 0 <= place < len(record) else "" for place in places]
        return ["" if is_missing(cell) else cell for cell in cells]

    def _has_words(self, at: int) -> bool:
        return any(cell and not is_number(cell) for cell in self._cells(at))

    def _below_blank(self) -> int | None:
        """Return which record below the first blank line names columns that go on further than what is above it."""
        if not self._has_words(0):
            return None
        for at in range(1, min(MOST_ABOVE, len(self._records) - 1)):
            end = self._lines[at - 1] + sum(cell.count("\n") for cell in self._records[at - 1])
            blank = self._lines[at] > end + 1
            if blank and self.wordy(at) and not self.wordy(at + 1) and len(self._records) - at > at:
                return at
        return None

    def _last_wordy(self) -> int | None:
        """Return the last record of words alone among the first ones, before the numbers begin."""
        last = None
        for at in range(min(MOST_ABOVE, len(self._records))):
            if not self._has_words(at):
                break
            last = at if self.wordy(at) else last
        return last

    def _chosen(self, last: int) -> int:
        """Return which of the records of words that end at `last` holds the names."""
        first = last
        while first > 0 and self.wordy(first - 1):
            first -= 1
        if last > first and self.units(last - 1):
            return last - 1
        if self._lines[last] - self._lines[first] > last - first:
            return last  # a blank line parts them
        variety = {
            at: len({cell.strip() for cell in self._records[at] if cell.strip()}) for at in range(first, last + 1)
        }
        best = max(variety.values())
        varied = [at for at in variety if variety[at] == best]
        latest = varied[-1] if self._all_numeric else varied[0]
        return varied[0] if self._length(latest) > 2 * self._length(varied[0]) else latest

    def _length(self, at: int) -> int:
        return sum(len(cell) for cell in self._records[at])

    def _has_years(self, at: int) -> bool:
        """Say whether the numbers of a record are years in a row, and most records below have other numbers there."""
        cells = [cell for cell in self._cells(at) if cell and is_number(cell)]
        alike = sum(self._are_years(self._cells(below)) for below in self._below(at))
        if not self._are_years(cells) or 2 * alike > len(self._below(at)):
            return False
        first = self._records[at][0].strip()
        others = {self._records[below][0].strip() for below in self._below(at)}
        return len(cells) > 1 or (first not in others and not is_number(first) and 0 not in self._numeric)

    def _are_years(self, cells: Sequence[str]) -> bool:
        years = [int(cell) if len(cell) == 4 and cell.isdecimal() else 0 for cell in cells]
        steps = {later - earlier for earlier, later in pairwise(years)}
        return (
            bool(years) and all(YEARS[0] <= year <= YEARS[1] for year in years) and len(steps) <= 1 and 0 not in steps
        )

    def _mostly_words(self, at: int) -> bool:
        """Say whether a record has words over most columns of numbers, and over the rest numbers that may be names."""
        cells = [cell for cell in self._cells(at) if cell]
        numbers = [cell for cell in cells if is_number(cell)]
        plain = all(cell.isdecimal() for cell in numbers)
        return bool(cells) and plain and 2 * len(numbers) <= len(cells) and len(numbers) < len(cells)

    def _below(self, at: int) -> range:
        return range(at + 1, len(self._records))


def is_numeric(records: Sequence[Record], column: int) -> bool:
    """Say whether the cells of a column are numbers, but for a few of them and those that are missing."""
    cells = [record[column].strip() for record in records if column < len(record)]
    said = [cell for cell in cells if not is_missing(cell)]
    return bool(said) and sum(map(is_number, said)) >= MOSTLY * len(said)
