"""Where a curve is known: a line joins steps that were evaluated, and where nobody has evaluated any there is a gap."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.picture.charts.loss.change_marks import HALF
from lossstudio.run.analysis.curves import longest_stretch


def with_gaps(steps: Floats | Integers, heights: Floats, last: int) -> tuple[Floats, Floats]:
    """Return points ``(n,)`` of a curve over an axis that ends at step `last`, NaN wherever a stretch is unknown."""
    after = np.flatnonzero(np.diff(steps) > longest_stretch(last)) + 1
    x = np.insert(np.asarray(steps, dtype=np.float64), after, steps[after - 1] + HALF)
    return x, np.insert(heights, after, np.nan)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a curve's ball is: a step and a height, NaN where nothing is known near the cursor."""

    step: float
    height: float


def place_at(steps: Integers, heights: Floats, cursor: float, last: int, breaks: tuple[int, ...] = ()) -> Place:
    """Return where a curve over `steps` ``(n,)`` is at the cursor, from what was evaluated alone.

    On the way from one step to the next it is between their heights. Else it is at the last step before the cursor that
    is known: of a long run not each is, and none in between has a height.
    """
    at = int(np.searchsorted(steps, cursor, side="right")) - 1
    if at < 0 or cursor - steps[at] > longest_stretch(last):
        return Place(cursor, float("nan"))
    here = float(heights[at])
    if cursor == steps[at] or at + 1 == len(steps) or steps[at + 1] - steps[at] > 1 or int(steps[at + 1]) in breaks:
        return Place(float(steps[at]), here)
    return Place(cursor, here + (cursor - float(steps[at])) * (float(heights[at + 1]) - here))
