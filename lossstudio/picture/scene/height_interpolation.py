"""A StaticScene's grid of heights at any resolution, smooth, with holes and walls kept at bay.

Between samples heights follow Catmull-Rom splines (Catmull & Rom 1974), which go through every sample. Losses that are
not finite count as walls, so that the surface is cut around them.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import StaticScene

Flags: TypeAlias = NDArray[np.bool_]

WALL = 1.5 * TALL
"""Places without a loss are this high: far enough over the top to be cut, near enough not to bend the spline."""

_KNEE = 1.4 * TALL
_MOST_OVER = 6.0


@dataclass(frozen=True, slots=True, eq=False)
class HeightInterpolation:
    """Heights ``(rows, columns)`` over `x` and `y`, all finite, all in box units."""

    x: Floats
    y: Floats
    height: Floats

    def normals(self) -> Floats:
        """Return the upward unit normals ``(rows, columns, 3)``."""
        down_y, down_x = np.gradient(self.height, self.y, self.x, edge_order=2)
        normals = np.stack([-down_x, -down_y, np.ones_like(down_x)], axis=-1)
        unit: Floats = normals / np.linalg.norm(normals, axis=-1, keepdims=True)
        return unit


def height_interpolation(static_scene: StaticScene, columns: int, rows: int) -> HeightInterpolation:
    """Return the static scene's heights on a grid of this many points over the whole floor."""
    x, y = (
        np.linspace(static_scene.x[0], static_scene.x[-1], columns),
        np.linspace(static_scene.y[0], static_scene.y[-1], rows),
    )
    return HeightInterpolation(x, y, heights_at(static_scene, x, y))


def heights_at(static_scene: StaticScene, x: Floats, y: Floats) -> Floats:
    """Return the heights ``(len(y), len(x))`` at places of the floor, as the box raises them, but never clipped."""
    straight = spline_weights(static_scene.y, y) @ softened(static_scene.heights) @ spline_weights(static_scene.x, x).T
    return straight if static_scene.box.scale == "clipped" else static_scene.box.raised(straight)


def softened(heights: Floats) -> Floats:
    """Return heights ``(rows, columns)`` in box units with those far above the top drawn nearer.

    They come nearer smoothly, so that no wall bends the spline below.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        over = np.log1p(np.maximum(heights / _KNEE - 1, 0))
    soft = np.where(heights <= _KNEE, heights, _KNEE * (1 + np.minimum(over, _MOST_OVER)))
    return np.where(np.isfinite(heights), soft, WALL)


def holes_at(static_scene: StaticScene, x: Floats, y: Floats) -> Flags:
    """Say ``(len(y), len(x))`` where the loss is no number."""
    missing = np.where(np.isfinite(static_scene.heights), 0.0, 1.0)
    if not missing.any():
        return np.zeros((y.size, x.size), dtype=np.bool_)
    return np.asarray(spline_weights(static_scene.y, y) @ missing @ spline_weights(static_scene.x, x).T > 0.5)


def spline_weights(knots: Floats, at: Floats) -> Floats:
    """Return the matrix ``(len(at), len(knots))`` that interpolates between evenly spaced knots."""
    count = knots.size
    position = np.clip((at - knots[0]) / (knots[-1] - knots[0]) * (count - 1), 0, count - 1)
    before = np.minimum(position.astype(np.intp), count - 2)
    share = position - before
    square, cube = share**2, share**3
    parts = (
        (-1, -0.5 * cube + square - 0.5 * share),
        (0, 1.5 * cube - 2.5 * square + 1),
        (1, -1.5 * cube + 2 * square + 0.5 * share),
        (2, 0.5 * cube - 0.5 * square),
    )
    weights = np.zeros((at.size, count + 2))
    rows = np.arange(at.size)
    for offset, part in parts:
        weights[rows, before + offset + 1] += part
    return _inside(weights)


def _inside(weights: Floats) -> Floats:
    """Fold in the knots beyond the ends, which are the straight continuation of the last two."""
    inner = weights[:, 1:-1].copy()
    for outside, end, next_to_it in ((weights[:, 0], 0, 1), (weights[:, -1], -1, -2)):
        inner[:, end] += 2 * outside
        inner[:, next_to_it] -= outside
    return inner
