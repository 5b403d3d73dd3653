"""How one surface gives way to another: softly, through surfaces between them."""

from dataclasses import replace

import numpy as np

from lossstudio.core.easing import smoothstep
from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.estimate import is_estimate, is_large
from lossstudio.picture.scene.surface_between import GivingWay, Reach, Surface, seen_shares

SECONDS = 0.24
POINTS_PER_SIDE = 49
"""Of the surfaces between: they are seen for a moment only."""


class Morph:
    """From one surface to another of the same parameters; `now` are seconds of any clock that only goes forward.

    Each fills its box, and so does what lies between, with the paths upon it. Where one look at the data takes long,
    these are where they will be.

    Parameters
    ----------
    before
        What is seen.
    reach
        The losses at the bottom and the top of its box.
    after
        What it gives way to.
    now
        When it begins to.
    """

    def __init__(self, before: Surface, reach: Reach, after: Surface, now: float) -> None:
        self._began, self._reach = now, reach
        self._before = before[0], _sampled(before[1])
        self.retarget(after)

    def retarget(self, after: Surface) -> None:
        """Go towards a finer picture of the same surface."""
        self._after = after[0], _sampled(after[1])
        self._giving = GivingWay(self._before, self._after)

    def at(self, now: float, reach: Reach) -> tuple[Surface, Reach] | None:
        """Return the surface between and its reach, where the later one's is known; None once the morph is over."""
        share = (now - self._began) / SECONDS
        if share >= 1.0:
            return None
        part = eased(share)
        shares = seen_shares(self._reach, reach, part)
        objective, between = self._giving.at(shares)
        (one, old), (other, new) = self._before, self._after
        x, y = (start + (goal - start) * part for start, goal in ((old.x, new.x), (old.y, new.y)))
        if one is other or any(is_large(each) or is_estimate(each) for each in (one, other)):
            objective = other
        ends = tuple(map(shares.of, self._reach, reach))
        return (objective, replace(between, x=x, y=y)), (ends[0], ends[1])


def eased(share: float) -> float:
    """Return how far something is after this share of its time, when it sets out and comes to rest softly."""
    return smoothstep(min(share, 1.0))


def _sampled(landscape: Landscape) -> Landscape:
    """Return it on a grid of one size for all, linear between the samples."""
    columns = np.linspace(0, len(landscape.x) - 1, POINTS_PER_SIDE)
    rows = np.linspace(0, len(landscape.y) - 1, POINTS_PER_SIDE)
    left = np.minimum(columns.astype(np.intp), len(landscape.x) - 2)
    below = np.minimum(rows.astype(np.intp), len(landscape.y) - 2)
    across, up = columns - left, (rows - below)[:, None]
    with np.errstate(invalid="ignore"):
        low = landscape.loss[below][:, left] * (1 - across) + landscape.loss[below][:, left + 1] * across
        top = landscape.loss[below + 1][:, left] * (1 - across) + landscape.loss[below + 1][:, left + 1] * across
        loss = low * (1 - up) + top * up
    x = np.interp(columns, np.arange(len(landscape.x)), landscape.x)
    y = np.interp(rows[:], np.arange(len(landscape.y)), landscape.y)
    return Landscape(x, y, loss, landscape.plane)


def holds(plane: Plane, before: Landscape | None) -> bool:
    """Say whether a plane shows all that the one of a landscape shows, along the same directions."""
    if before is None or before.plane.origin.shape != plane.origin.shape:
        return False
    old, new = np.array(before.plane.range), np.array(plane.range)
    same = np.array_equal(before.plane.x, plane.x) and np.array_equal(before.plane.y, plane.y)
    return same and bool((new[0::2] <= old[0::2]).all() and (new[1::2] >= old[1::2]).all())
