"""Which losses a chart shows, and at which heights: decades where no loss is below zero, else even heights.

The choice must not change while a run grows, or the chart would jump; over a short range decades look linear anyway.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.picture.charts.axis import near
from lossstudio.picture.charts.cut_ends import CutEnd, cut_ends
from lossstudio.picture.text.ticks import FARTHEST, LEAST_SPAN

DEEPEST = 1e-12
"""Losses below this share of the highest are drawn at the bottom."""
LOWEST_EXPECTED = 1e-3
"""A floor below this share of the highest loss is not waited for."""
ABOVE_START = 1.5
"""How far above the start a curve is followed, as a share of the way that the best one goes down."""
EXPLOSION = 30.0
"""How far above the start curves are followed when none goes down, as a ratio."""
PLUNGE = 1000.0
"""How far below the start a curve is followed that falls beyond all numbers, as a multiple of the start."""
FIRST_DECADE, LAST_DECADE = -324.0, 308.0
"""Between these are the logarithms of all numbers."""


@dataclass(frozen=True, slots=True)
class LossRange:
    """The heights on show: losses, or their decimal logarithms when `decades`."""

    low: float
    high: float
    decades: bool

    def heights(self, losses: Floats) -> Floats:
        """Return where losses ``(...)`` stand, near the range; NaN where there is none."""
        if not self.decades:
            return near(losses, self.low, self.high)
        with np.errstate(divide="ignore", invalid="ignore"):
            return near(np.maximum(np.log10(losses), self.low), self.low, self.high)

    def cut_ends(self, steps: Floats | Integers, losses: Floats, digits: int) -> tuple[CutEnd, ...]:
        """Return where a curve of losses ``(n,)`` over steps ``(n,)`` is cut, told with so many digits."""
        with np.errstate(divide="ignore", invalid="ignore"):
            levels = np.log10(losses) if self.decades else losses
        return cut_ends(steps.astype(np.float64), levels, self.low, self.high, losses, digits=digits)

    def widened(self, other: "LossRange") -> "LossRange":
        """Return a range that shows what both show; in decades only where both are."""
        one, two = self, other
        if one.decades != two.decades:
            one, two = one.plain(), two.plain()
        return LossRange(min(one.low, two.low), max(one.high, two.high), decades=one.decades)

    def plain(self) -> "LossRange":
        """Return the same range without decades."""
        if not self.decades:
            return self
        low, high = 10.0**self.low, 10.0**self.high
        return LossRange(low, max(high, low + LEAST_SPAN), decades=False)


def loss_range(
    *parts: Floats | None, floor: float | None = None, anew: Sequence[int] = (), complete: bool = False
) -> LossRange:
    """Return the range for curves ``(n, R)``, the first of which begins at the start of the run.

    Parameters
    ----------
    floor
        The lowest loss that is expected, so that the axis is right before the run has come there.
    anew
        The rows of the first part from which on another loss is minimised: what is high above the start of the run may
        be an ordinary height there.
    complete
        Whether the run is known to its end, so that curves of which none goes down can be followed wherever they go.
    """
    known = [_nearer(part).reshape(len(part), -1) for part in parts if part is not None and part.size]
    if not known:
        return LossRange(0.0, 1.0, decades=False)
    values = np.concatenate([part[np.isfinite(part)] for part in known])
    if not len(values):
        return LossRange(0.0, 1.0, decades=False)
    top = max(_top_of(known[0], values), *(_top_of(each, each) for each in np.split(known[0], anew)[1:]), -np.inf)
    bottom = _bottom(known[0], float(values.min()))
    shown = values[(values > top * DEEPEST) & (values <= top)]
    if complete and bottom > 0 and _none_goes_down(known[0]):
        top, shown = float(values.max()), values
    if bottom >= 0 and len(shown):
        lowest = float(shown.min())
        expected = floor if floor is not None and top * LOWEST_EXPECTED < floor < lowest else lowest
        low, high = np.log10(expected), np.log10(top)
        margin = 0.06 * (high - low) or 0.05
        grain = 10.0 ** np.floor(np.log10(margin))
        low, high = max(_down(low - margin, grain), FIRST_DECADE), min(_up(high + margin, grain), LAST_DECADE)
        return LossRange(low, high, decades=True)
    span = max((top - bottom) or abs(top) or 1.0, LEAST_SPAN)
    grain = 10.0 ** np.floor(np.log10(span)) / 10
    low = 0.0 if 0 <= bottom <= 0.4 * top else _down(bottom - 0.06 * span, grain)
    return LossRange(low, _up(top + 0.06 * span, grain), decades=False)


def _nearer(losses: Floats) -> Floats:
    """Return losses ``(...)``, of which no finite one lies further from 0 than any scale goes."""
    return np.where(np.isfinite(losses), np.clip(losses, -FARTHEST, FARTHEST), losses)


def _top_of(curves: Floats, values: Floats) -> float:
    """Return how high is shown of values ``(...)``, where curves ``(n, R)`` begin among them."""
    known = values[np.isfinite(values)]
    if not (len(known) and len(curves)):
        return -np.inf
    start = curves[0]
    return _top(known, float(np.max(start[np.isfinite(start)], initial=float(known.min()))))


def _top(values: Floats, start: float) -> float:
    fall = start - float(values.min())
    if fall <= 1e-9 * abs(start):
        return min(float(values.max()), start + (EXPLOSION - 1) * (abs(start) or 1.0))
    return min(float(values.max()), start + ABOVE_START * fall)


def _bottom(curves: Floats, lowest: float) -> float:
    """Return how far down curves ``(n, R)`` are followed: not to the last number of a fall beyond all numbers."""
    for curve in curves.T:
        numbers = np.flatnonzero(np.isfinite(curve))
        if len(numbers) and numbers[0] == 0 and numbers[-1] < len(curve) - 1 and curve[numbers[-1]] == lowest < 0:
            start = float(curve[0])
            return max(lowest, start - PLUNGE * (abs(start) or 1.0))
    return lowest


def _none_goes_down(curves: Floats) -> bool:
    """Say whether all curves ``(n, R)`` only rise above where they begin."""
    return bool(np.fmin.reduce(curves, axis=None) >= np.fmin.reduce(curves[0]) * (1 - 1e-9))


def _down(value: float, grain: float) -> float:
    return float(np.floor(value / grain) * grain)


def _up(value: float, grain: float) -> float:
    return float(np.ceil(value / grain) * grain)
