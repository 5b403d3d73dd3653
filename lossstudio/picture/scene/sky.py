"""How much of the sky each place of a surface sees: valleys see little of it, and are shaded for that.

The sky view factor of a horizontal piece of ground under an even sky: the mean, over the compass, of the squared cosine
of the horizon's elevation (Oke, "Boundary Layer Climates", 1987; horizons as Max, "Horizon mapping", 1988, has them).
"""

from functools import lru_cache

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import StaticScene
from lossstudio.picture.scene.height_interpolation import heights_at, spline_weights

POINTS_PER_SIDE = 65
"""How finely the horizons are looked for along the longer side: the shading is smooth."""

_WAYS = ((1, 0), (2, 1), (1, 1), (1, 2), (0, 1), (-1, 2), (-1, 1), (-2, 1))
"""Half the compass, in cells (columns, rows); the other half is opposite."""

_AWAY = (1, 2, 3, 4, 5, 7, 9, 11, 14, 17, 21, 25, 30, 36, 43, 52)
"""How many times as far along each way the ground is looked at."""


_BLUR = (0.0625, 0.25, 0.375, 0.25, 0.0625)


def sky_at(static_scene: StaticScene, x: Floats, y: Floats) -> Floats:
    """Return the share of the sky ``(len(y), len(x))``, 0 .. 1, that the surface sees at places of the floor.

    What is cut away at the top of the box hides nothing.
    """
    across, up, shares = _coarse(static_scene)
    return np.clip(spline_weights(up, y) @ shares @ spline_weights(across, x).T, 0.0, 1.0)


@lru_cache(maxsize=2)
def _coarse(static_scene: StaticScene) -> tuple[Floats, Floats, Floats]:
    """Return a grid over the floor, x and y, and the shares upon it; kept, since each fineness of a surface asks."""
    longest = max(static_scene.box.sides)
    columns, rows = (max(4, round(side / longest * (POINTS_PER_SIDE - 1)) + 1) for side in static_scene.box.sides)
    across = np.linspace(static_scene.x[0], static_scene.x[-1], columns)
    up = np.linspace(static_scene.y[0], static_scene.y[-1], rows)
    heights = np.minimum(heights_at(static_scene, across, up), TALL)
    shares = sky_view(heights, float(across[1] - across[0]), float(up[1] - up[0]))
    return across, up, _smoothed(_smoothed(shares.T).T)


def sky_view(heights: Floats, across: float, up: float) -> Floats:
    """Return the sky view factor ``(rows, columns)`` of a ground of these heights.

    Parameters
    ----------
    heights
        ``(rows, columns)``, finite. Beyond the edges nothing hides the sky.
    across, up
        How far neighbouring columns, and rows, are apart, in the unit of the heights.
    """
    half = np.array(_WAYS)
    ways = np.concatenate([half, -half])
    lengths = np.hypot(ways[:, 0] * across, ways[:, 1] * up)
    shares = _shares_of_compass(np.arctan2(ways[:, 1] * up, ways[:, 0] * across))
    seen = np.zeros_like(heights)
    for (columns, rows), length, share in zip(ways.tolist(), lengths, shares, strict=True):
        seen += share / (1.0 + _steepest(heights, columns, rows, float(length)) ** 2)
    return seen


def _shares_of_compass(angles: Floats) -> Floats:
    """Return how much of the compass is nearest to each of rising angles (which may pass from pi to -pi)."""
    gaps = np.mod(np.roll(angles, -1) - angles, 2 * np.pi)
    return np.asarray((gaps + np.roll(gaps, 1)) / (4 * np.pi))


def _steepest(heights: Floats, columns: int, rows: int, length: float) -> Floats:
    """Return the tangent of the horizon's elevation along a way of so many cells; at least 0."""
    steepest = np.zeros_like(heights)
    for away in _AWAY:
        here, there = _shifted(heights.shape, rows * away, columns * away)
        rise = (heights[there] - heights[here]) / (length * away)
        np.maximum(steepest[here], rise, out=steepest[here])
    return steepest


def _shifted(shape: tuple[int, ...], rows: int, columns: int) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Return what of a grid has a cell so many rows and columns on, and those cells."""
    spans = [
        (slice(max(0, -by), max(0, size - max(0, by))), slice(max(0, by), max(0, size + min(0, by))))
        for size, by in zip(shape, (rows, columns), strict=True)
    ]
    return (spans[0][0], spans[1][0]), (spans[0][1], spans[1][1])


def _smoothed(shares: Floats) -> Floats:
    """Return each row mixed with its neighbours: where walls are cut off, horizons jump from cell to cell."""
    around = np.pad(shares, ((2, 2), (0, 0)), mode="edge")
    rows = len(shares)
    return np.asarray(sum(part * around[first : first + rows] for first, part in enumerate(_BLUR)))
