"""Where a curve is cut at a chart's ceiling or floor: an arrow there, and the number that isn't seen.

A curve is cut at the ends of a chart, and where it leaves and comes back: of those places the farthest off counts, one
above and one below.
"""

from dataclasses import dataclass, replace

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.numbers import DIGITS, readout
from lossstudio.picture.charts.curve_names import DOWN, UP, CurveName


@dataclass(frozen=True, slots=True)
class CutEnd:
    """One place where a curve is cut.

    Attributes
    ----------
    x
        Where the curve crosses the edge; where it is farthest off, when it comes back.
    above
        Whether at the ceiling, else at the floor.
    value
        The number at the curve's own end, or the farthest one.
    side
        -1 where the curve begins cut, 1 where it ends cut, 0 where it comes back.
    digits
        With how many significant digits the number is written.
    """

    x: float
    above: bool
    value: float
    side: int
    digits: int = DIGITS

    @property
    def words(self) -> str:
        """An arrow and the number, such as "↑ 1234"."""
        return f"{UP if self.above else DOWN} {readout(self.value, self.digits)}"

    def name(self, color: str, low: float, high: float, before: str = "") -> CurveName:
        """Return what is written at the edge of a chart from `low` to `high`, after the words `before`."""
        edge = high if self.above else low
        return CurveName(before, color, self.x, edge, below=self.above, number=self.words, beyond=self.value)


def cut_ends(
    x: Floats, heights: Floats, low: float, high: float, values: Floats | None = None, *, digits: int = DIGITS
) -> tuple[CutEnd, ...]:
    """Return where a curve is cut, from left to right.

    Parameters
    ----------
    x, heights
        ``(n,)``: the curve, its places rising. Heights may be infinite; NaN is a gap.
    low, high
        The chart's floor and ceiling, in the unit of the heights.
    values
        ``(n,)``: the numbers that the heights stand for, where these are logarithms; None: the heights themselves.
    digits
        With how many significant digits numbers are written.
    """
    values = heights if values is None else values
    known = np.flatnonzero(~np.isnan(heights))
    x, heights, values = x[known], heights[known], values[known]
    beyond = np.where(heights > high, 1, np.where(heights < low, -1, 0))
    if not beyond.any():
        return ()
    edges = np.flatnonzero(np.diff(beyond)) + 1
    found: list[CutEnd] = []
    between: dict[int, CutEnd] = {}
    for first, last in zip([0, *edges], [*edges, len(x)], strict=True):
        sign = int(beyond[first])
        if not sign:
            continue
        cut = _cut(x, heights, values, (int(first), int(last)), high if sign > 0 else low)
        if cut.side:
            found.append(cut)
        elif sign not in between or sign * cut.value > sign * between[sign].value:
            between[sign] = cut
    every = sorted((*found, *between.values()), key=lambda cut: cut.x)
    return tuple(replace(cut, digits=digits) for cut in every)


def _cut(x: Floats, heights: Floats, values: Floats, part: tuple[int, int], edge: float) -> CutEnd:
    """Return where the part of a curve from `part[0]` to before `part[1]`, all of it beyond an edge, is cut."""
    first, last = part
    above = bool(heights[first] > edge)
    if last == len(x):  # it ends out there, and perhaps is there all the time: then its end is told at the chart's
        place = _crossing(x, heights, first - 1, first, edge) if first else float(x[-1])
        return CutEnd(place, above, _last_finite(values[first:last]), 1)
    if first == 0:
        return CutEnd(_crossing(x, heights, last, last - 1, edge), above, _last_finite(values[last - 1 :: -1]), -1)
    farthest = first + int(np.argmax(heights[first:last] if above else -heights[first:last]))
    return CutEnd(float(x[farthest]), above, float(values[farthest]), 0)


def _last_finite(values: Floats) -> float:
    """Return the last number that is one; without any the last of all."""
    finite = values[np.isfinite(values)]
    return float((finite if len(finite) else values)[-1])


def _crossing(x: Floats, heights: Floats, inside: int, outside: int, edge: float) -> float:
    """Return where the straight line between two neighbouring points crosses an edge."""
    with np.errstate(all="ignore"):
        share = (edge - heights[inside]) / (heights[outside] - heights[inside])
    return float(x[inside] + (share if np.isfinite(share) else 0.0) * (x[outside] - x[inside]))
