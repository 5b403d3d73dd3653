"""A relief over a square grid as few triangles: large ones where it is flat, small ones where it bends.

Right-triangulated irregular networks: Evans, Kirkpatrick & Townsend, "Right-triangulated irregular networks" (2001).
Each triangle is cut in half at the middle of its longest side until it is near enough to the relief. What a point would
be missed by is raised to what its neighbours of the next finer level would, so that two triangles are always cut at the
same point of a side that they share, and no gap opens.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats

Corners = NDArray[np.int64]
HALVINGS = 20


@dataclass(frozen=True, slots=True, eq=False)
class Relief:
    """Heights, and by how much each would be missed without a point there.

    Attributes
    ----------
    heights
        ``(n, n)``, n a power of two and one.
    missed
        ``(n, n)``: never less than of any point that is only there if this one is.
    """

    heights: Floats
    missed: Floats

    @classmethod
    def of(cls, heights: Floats) -> "Relief":
        """Find out how much each point of heights ``(n, n)`` matters."""
        size = len(heights) - 1
        missed = np.zeros_like(heights)
        step = 1
        while step < size:
            _note_sides(heights, missed, step)
            _note_middles(heights, missed, step)
            step *= 2
        return cls(heights, missed)

    def triangles(self, most: int) -> Corners:
        """Return as good a surface as `most` triangles make: ``(m, 3)`` numbers of points, counted row by row.

        They run counter-clockwise where columns go to the right and rows go up. There are two of them at least.
        """
        low, high = 0.0, 2.0 * float(self.missed.max()) + 1.0
        best = self._within(high)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            found = self._within(middle)
            if len(found) <= most:
                best, high = found, middle
            else:
                low = middle
        return best

    def _within(self, slack: float) -> Corners:
        """Return the triangles that miss no point by more than `slack`."""
        size = len(self.heights) - 1
        corners = np.array([[[size, size], [0, 0], [size, 0]], [[0, 0], [size, size], [0, size]]])
        done = []
        while len(corners):
            start, end, square = corners[:, 0], corners[:, 1], corners[:, 2]
            middle = (start + end) // 2
            cuttable = np.abs(start - end).max(axis=1) > 1
            cut = cuttable & (self.missed[middle[:, 1], middle[:, 0]] > slack)
            done.append(corners[~cut])
            halves = (square[cut], start[cut], middle[cut]), (end[cut], square[cut], middle[cut])
            corners = np.concatenate([np.stack(half, axis=1) for half in halves])
        every = np.concatenate(done)
        numbers: Corners = every[..., 1] * (size + 1) + every[..., 0]
        return numbers


def _note_sides(heights: Floats, missed: Floats, step: int) -> None:
    """Note how much the middles of the sides of squares of twice `step` matter."""
    for turned in (False, True):
        height, miss = (heights.T, missed.T) if turned else (heights, missed)
        here = miss[:: 2 * step, step :: 2 * step]
        near = (height[:: 2 * step, : -2 * step : 2 * step] + height[:: 2 * step, 2 * step :: 2 * step]) / 2
        np.copyto(here, np.abs(height[:: 2 * step, step :: 2 * step] - near))
        if step > 1:
            finer = _finer_middles(miss, step)
            np.maximum(here, finer, out=here)


def _finer_middles(miss: Floats, step: int) -> Floats:
    """Return the most that the middles of the four squares of `step` around each side's middle matter."""
    half = step // 2
    size = len(miss) - 1
    rows, columns = np.arange(0, size + 1, 2 * step), np.arange(step, size, 2 * step)
    found = np.zeros((len(rows), len(columns)))
    for down in (-half, half):
        at = rows + down
        inside = (at >= 0) & (at <= size)
        for across in (-half, half):
            found[inside] = np.maximum(found[inside], miss[np.ix_(at[inside], columns + across)])
    return found


def _note_middles(heights: Floats, missed: Floats, step: int) -> None:
    """Note how much the middles of squares of twice `step` matter, whose diagonals point to the next larger middle."""
    count = (len(heights) - 1) // (2 * step)
    corner = heights[:: 2 * step, :: 2 * step]
    rising = (corner[:-1, :-1] + corner[1:, 1:]) / 2
    falling = (corner[:-1, 1:] + corner[1:, :-1]) / 2
    even = np.add.outer(np.arange(count), np.arange(count)) % 2 == 0
    here = missed[step :: 2 * step, step :: 2 * step]
    sides = [
        missed[: -2 * step : 2 * step, step :: 2 * step],
        missed[2 * step :: 2 * step, step :: 2 * step],
        missed[step :: 2 * step, : -2 * step : 2 * step],
        missed[step :: 2 * step, 2 * step :: 2 * step],
    ]
    own = np.abs(heights[step :: 2 * step, step :: 2 * step] - np.where(even, rising, falling))
    np.copyto(here, np.maximum.reduce([own, *sides]))
