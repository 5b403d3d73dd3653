"""Leader lines, from what a label names to the label: which of them run through an area."""

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats


def nearest_in(sides: Floats, place: tuple[float, float]) -> Floats:
    """Return where leaders from a place end ``(n, 2)``: at the nearest places of areas ``(n, 4)``.

    An area is given by its left, top, right and bottom, in pixels.
    """
    ends: Floats = np.clip(np.array(place), sides[:, :2], sides[:, 2:])
    return ends


def run_through(starts: Floats, ends: Floats, sides: Floats) -> NDArray[np.bool_]:
    """Say which leaders ``(m, 2)`` to ``(m, 2)`` run through which areas ``(n, 4)``: ``(m, n)``.

    Clipped as by Liang and Barsky (1984): a line is between an area's sides from one share of its way to another.
    """
    enters, leaves = np.zeros((len(starts), len(sides))), np.ones((len(starts), len(sides)))
    for axis in (0, 1):
        start, way = starts[:, axis, np.newaxis], (ends - starts)[:, axis, np.newaxis]
        low, high = sides[:, axis] - start, sides[:, axis + 2] - start
        along = np.where(way == 0.0, 1.0, way)
        still = np.where((low < 0.0) & (high > 0.0), np.inf, -np.inf)  # it goes past all of the area, or none
        one, other = low / along, high / along
        enters = np.maximum(enters, np.where(way == 0.0, -still, np.minimum(one, other)))
        leaves = np.minimum(leaves, np.where(way == 0.0, still, np.maximum(one, other)))
    through: NDArray[np.bool_] = enters < leaves
    return through
