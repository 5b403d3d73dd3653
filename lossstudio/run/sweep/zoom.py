"""Zooming into a map of runs: which part of it is on show at each magnification, and where its border is finest."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.option import Integer
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.sweep.axis import Range, SweepError, setting_of
from lossstudio.run.sweep.measures import RunMeasure
from lossstudio.run.sweep.sweep import Swept

Span = tuple[float, float]
"""From where to where on an axis: as its values stand there, by their logarithms where these are even."""
MOST_TIMES = 1e9
"""Nearer than that the values of an axis could no longer be told apart."""
NEARER = 2.0
"""From one level to the next."""
SHADES = 8
"""Where all runs end alike, they are told apart by so many shades of their losses."""
CURLED = 0.25
"""A border is most worth seeing where so many of the neighbours differ: fewer and it is smooth, more and it is dust."""
PART = 4
"""A place is looked for in a part of a map that is so many times as narrow, and then in that part again."""
SEARCH_SIDE = 32
"""So many runs a side has each map in which it is looked for."""


@dataclass(frozen=True, slots=True)
class Zoom:
    """A way from a whole map to a small part of it, straight on: one place stays where it is in the picture.

    Attributes
    ----------
    ranges
        What the whole goes over, with as many values as each level has.
    times
        How many times nearer it ends.
    at
        The values in the middle of the last picture; near the border of the map as near to them as it can be.
    """

    ranges: tuple[Range, ...]
    times: float
    at: tuple[float, ...]

    def window(self, times: float) -> tuple[Span, ...]:
        """Return from which value to which the picture goes on each axis when it is so many times nearer."""
        return tuple(self._span(each, value, times) for each, value in zip(self.ranges, self.at, strict=True))

    def level(self, number: int) -> tuple[Range, ...]:
        """Return what the runs of a level go over."""
        times = magnifications(self.times)[number]
        if times == 1.0:
            return self.ranges
        return tuple(range_of(span, each) for span, each in zip(self.window(times), self.ranges, strict=True))

    def _span(self, whole: Range, value: float, times: float) -> Span:
        low, high = span_of(whole)
        wide = (high - low) / self.times
        middle = place_of(value, whole)
        first = min(max(middle - wide / 2, low), high - wide)
        share = (1.0 / times - 1.0 / self.times) / (1.0 - 1.0 / self.times)  # how much is left of the way
        return low * share + first * (1.0 - share), high * share + (first + wide) * (1.0 - share)


def magnifications(times: float) -> tuple[float, ...]:
    """Return how many times nearer each level is: 1, 2, 4, ..., the whole way."""
    count = max(1, math.ceil(math.log(times, NEARER) - 1e-9))
    return (*(NEARER**level for level in range(count)), times)


def place_of(value: float, on: Range) -> float:
    """Return where a value stands on an axis."""
    return math.log10(value) if on.spacing == "log" else value


def span_of(wanted: Range) -> Span:
    """Return from where to where a range goes on its axis."""
    return place_of(wanted.low, wanted), place_of(wanted.high, wanted)


def range_of(span: Span, whole: Range) -> Range:
    """Return the part of a range, as many values, that goes from where to where on its axis; never beyond its ends."""
    low, high = (min(max(10.0**place if whole.spacing == "log" else place, whole.low), whole.high) for place in span)
    return replace(whole, low=low, high=high)


def check_zoom(recipe: Recipe, ranges: Sequence[Range], times: float, at: Sequence[float] | None) -> None:
    """See that there is something to zoom into.

    Raises
    ------
    SweepError
        If there isn't; the text says why.
    """
    if len(ranges) != 2:
        raise SweepError(f"a map is zoomed into, and needs 2 settings to go over, not {len(ranges)}")
    if not NEARER <= times <= MOST_TIMES:
        raise SweepError(f"a film zooms in {NEARER:g} to {MOST_TIMES:,.0f} times, not {times:g}")
    for each in ranges:
        if isinstance(setting_of(each.path, recipe)[0], Integer):
            raise SweepError(f"{each.path}: has whole numbers only, and nothing between them to zoom into")
        if not each.low < each.high or each.count < 2:
            raise SweepError(f"{each.path}: must go from a smaller number to a larger one, to be zoomed into")
    if at is not None and len(at) != len(ranges):
        raise SweepError(f"the place to zoom into is a value of each of the 2 settings, not {len(at)}")
    for value, each in zip(at or (), ranges, strict=False):
        if not each.low <= value <= each.high:
            raise SweepError(f"{each.path}: {value:g} isn't on the map, which goes from {each.low:g} to {each.high:g}")


def part(ranges: tuple[Range, ...], middle: tuple[float, ...]) -> tuple[Range, ...]:
    """Return the part of a map, `PART` times as narrow, that has some values in its middle, or near to it."""
    window = Zoom(ranges, PART, middle).window(PART)
    return tuple(range_of(span, whole) for span, whole in zip(window, ranges, strict=True))


def kinds_of(swept: Swept, measure: RunMeasure) -> Integers:
    """Return what became of each run ``(across, up)``, as numbers of what can be told apart.

    Where minima are told, those; else whether it diverged; and where all did or none, the shade of its loss.
    """
    ends: Floats = np.isfinite(swept["diverged_at"]).any(axis=-1).astype(float)
    if measure.kind == "minimum":
        ends = np.where(np.isnan(swept["last_loss"][..., 0]), -1.0, np.nan_to_num(swept["minimum"][..., 0]))
    kinds: Integers = ends.astype(np.intp)
    if np.ptp(kinds) > 0:
        return kinds
    losses = swept["last_loss"].mean(axis=-1)
    known = losses[np.isfinite(losses)]
    if not known.size:
        return kinds
    steps = np.quantile(known, np.linspace(0.0, 1.0, SHADES + 1)[1:-1])
    shades: Integers = np.searchsorted(steps, np.nan_to_num(losses, nan=np.inf))
    return shades


def finest(swept: Swept, measure: RunMeasure) -> tuple[float, ...]:
    """Return the values amid the part of a map in which its border is most worth seeing; of equal ones the middlest."""
    share = _differing(kinds_of(swept, measure))
    worth = CURLED - np.abs(share - CURLED)
    middle = (np.array(worth.shape) - 1) / 2
    away = np.hypot(*(np.indices(worth.shape) - middle[:, None, None]))
    best = np.lexsort((away.ravel(), -np.round(worth, 9).ravel()))[0]
    corner = np.unravel_index(int(best), worth.shape)
    return tuple(
        _amid(axis.values, int(at), len(axis.values) - count + 1, log=axis.spacing == "log")
        for axis, at, count in zip(swept.sweep.axes, corner, worth.shape, strict=True)
    )


def _amid(values: Sequence[float], first: int, count: int, *, log: bool) -> float:
    """Return the middle of so many of the values of an axis."""
    low, high = values[first], values[first + count - 1]
    return math.sqrt(low * high) if log else (low + high) / 2


def _differing(kinds: Integers) -> Floats:
    """Return which share of the neighbours differ in each part of a map ``(across - part + 1, up - part + 1)``."""
    wide, high = (max(2, count // PART) for count in kinds.shape)
    across = _sums((kinds[1:] != kinds[:-1]).astype(float), wide - 1, high)
    up = _sums((kinds[:, 1:] != kinds[:, :-1]).astype(float), wide, high - 1)
    share: Floats = (across + up) / ((wide - 1) * high + wide * (high - 1))
    return share


def _sums(values: Floats, wide: int, high: int) -> Floats:
    """Return the sum of each block of a grid that is so wide and so high."""
    total = np.zeros((values.shape[0] + 1, values.shape[1] + 1))
    total[1:, 1:] = values.cumsum(axis=0).cumsum(axis=1)
    found: Floats = total[wide:, high:] - total[:-wide, high:] - total[wide:, :-high] + total[:-wide, :-high]
    return found
