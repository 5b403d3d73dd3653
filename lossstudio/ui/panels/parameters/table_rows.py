"""Where the rows of a table of parameters stand: nothing is made for each of them, for there may be 100,000."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lossstudio.core.evenly import evenly
from lossstudio.core.group import Group

MOST_MEASURED = 256
"""Of more names so many of the longest say how wide their column is: they differ by their indices alone."""


class Row(NamedTuple):
    """A row: a parameter's number or a group's heading, and where it stands, in pixels from the table's top."""

    what: int | str
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows from the top: parameters, under a heading for each group where there are several large ones.

    Attributes
    ----------
    sections
        A heading, or nothing, and the parameters below it, from the first up to the last.
    """

    sections: tuple[tuple[str, int, int], ...] = ()

    @classmethod
    def of(cls, count: int, groups: Sequence[Group]) -> "TableRows":
        """Return the rows of so many parameters."""
        if len(groups) <= 1 or count <= 4:
            return cls((("", 0, count),))
        return cls(tuple((_heading(group), group.start, group.stop) for group in groups))

    def height(self, heading_px: float, row_px: float) -> float:
        """Return how high all rows are together, each heading and each parameter being so high."""
        return sum(heading_px * bool(words) + row_px * (stop - first) for words, first, stop in self.sections)

    def row_of(self, parameter: int, heading_px: float, row_px: float) -> Row | None:
        """Return a parameter's row; None where it has none."""
        top = 0.0
        for words, first, stop in self.sections:
            top += heading_px * bool(words)
            if first <= parameter < stop:
                return Row(parameter, top + row_px * (parameter - first), row_px)
            top += row_px * (stop - first)
        return None

    def between(self, high: float, low: float, heading_px: float, row_px: float) -> Iterator[Row]:
        """Yield the rows that reach into a part of the table, from a height down to another."""
        top = 0.0
        for words, first, stop in self.sections:
            if words:
                if top < low and top + heading_px > high:
                    yield Row(words, top, heading_px)
                top += heading_px
            before = max(0, int((high - top) // row_px))
            for parameter in range(first + before, stop):
                at = top + row_px * (parameter - first)
                if at >= low:
                    return
                yield Row(parameter, at, row_px)
            top += row_px * (stop - first)


def longest_of(names: Sequence[str]) -> list[str]:
    """Return all names; where they are very many, some of those with the most letters."""
    if len(names) <= MOST_MEASURED:
        return list(names)
    most = max(map(len, names))
    long = [name for name in names if len(name) == most]
    return [long[at] for at in evenly(len(long), MOST_MEASURED)]


def _heading(group: Group) -> str:
    return " × ".join((group.name, *(str(size) for size in group.shape))).replace(" × ", "   ", 1)
