"""How one surface gives way to another: softly, through surfaces between them."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.easing import smoothstep
from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.landscape.plane import Plane

SECONDS = 0.24
POINTS_PER_SIDE = 49
"""Of the surfaces between: they are seen for a moment only."""


class Morph:
    """From one landscape to another of the same parameters; `now` are seconds of any clock that only goes forward."""

    def __init__(self, before: Landscape, after: Landscape, now: float) -> None:
        self._began = now
        self._before = _sampled(before)
        self.retarget(after)

    def retarget(self, after: Landscape) -> None:
        """Go towards a finer picture of the same surface."""
        self._after = after
        self._goal = _sampled(after)

    def at(self, now: float) -> Landscape | None:
        """Return the surface between; None once the morph is over."""
        share = (now - self._began) / SECONDS
        if share >= 1.0:
            return None
        part = eased(share)
        x, y, loss = (start + (goal - start) * part for start, goal in zip(self._before, self._goal, strict=True))
        return Landscape(x, y, loss, self._after.plane)


def eased(share: float) -> float:
    """Return how far something is after this share of its time, when it sets out and comes to rest softly."""
    return smoothstep(min(share, 1.0))


def _sampled(landscape: Landscape) -> tuple[Floats, Floats, Floats]:
    """Return x, y and loss on a grid of one size for all, linear between the samples."""
    columns = np.linspace(0, len(landscape.x) - 1, POINTS_PER_SIDE)
    rows = np.linspace(0, len(landscape.y) - 1, POINTS_PER_SIDE)
    left = np.minimum(columns.astype(np.intp), len(landscape.x) - 2)
    below = np.minimum(rows.astype(np.intp), len(landscape.y) - 2)
    across, up = columns - left, (rows - below)[:, None]
    with np.errstate(invalid="ignore"):
        low = landscape.loss[below][:, left] * (1 - across) + landscape.loss[below][:, left + 1] * across
        top = landscape.loss[below + 1][:, left] * (1 - across) + landscape.loss[below + 1][:, left + 1] * across
        loss: Floats = low * (1 - up) + top * up
    x = np.interp(columns, np.arange(len(landscape.x)), landscape.x)
    y = np.interp(rows[:], np.arange(len(landscape.y)), landscape.y)
    return x, y, loss


def holds(plane: Plane, before: Landscape | None) -> bool:
    """Say whether a plane shows all that the one of a landscape shows, along the same directions."""
    if before is None or before.plane.origin.shape != plane.origin.shape:
        return False
    old, new = np.array(before.plane.range), np.array(plane.range)
    same = np.array_equal(before.plane.x, plane.x) and np.array_equal(before.plane.y, plane.y)
    return same and bool((new[0::2] <= old[0::2]).all() and (new[1::2] >= old[1::2]).all())
