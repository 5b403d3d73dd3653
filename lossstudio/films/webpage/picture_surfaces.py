"""The surfaces of a page's picture: heights, shading, level lines and marks, as few numbers as look the same."""

from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.films.webpage.packing import Packed, packed
from lossstudio.films.webpage.picture_paths import few_points
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import StaticScene
from lossstudio.picture.scene.height_interpolation import softened, spline_weights
from lossstudio.picture.scene.sky import sky_at

COARSE = 65
"""So many samples along each side are tried first."""
UNSEEN = 0.0025
"""Surfaces that are this near to each other look the same: a fifth of the way between two level lines, in box units."""
SKY_POINTS = 65


def surface_part(static_scene: StaticScene) -> dict[str, Any]:
    """Return a surface as a page has it."""
    box, levels = static_scene.box, static_scene.levels
    x, y = (np.linspace(side[0], side[-1], SKY_POINTS) for side in (static_scene.x, static_scene.y))
    return {
        "x": box.x,
        "y": box.y,
        "sides": box.sides,
        "floor": box.floor,
        "top": box.top,
        "scale": box.scale,
        "log_share": box.log_share,
        "heights": packed(_few(static_scene)),
        "sky": packed(sky_at(static_scene, x, y), 8),
        "levels": {"origin": levels.origin, "step": levels.step, "lowest": levels.lowest},
        "names": static_scene.names,
        "field": lines_part(static_scene.field),
        "minima": lines_part(static_scene.minima),
    }


def lines_part(lines: tuple[Floats, ...]) -> Packed:
    """Return lines ``(n, 3)`` in box units as one, with rows of NaN between them, and no more points than are seen."""
    ends = np.zeros(1, dtype=np.intp)
    parted = [part for line in lines for part in (line[few_points(line, ends)], np.full((1, 3), np.nan))]
    return packed(np.concatenate(parted) if parted else np.empty((0, 3)))


def _few(static_scene: StaticScene) -> Floats:
    """Return heights ``(rows, columns)``, logarithmic ones as they are seen: every other one, where that is enough."""
    heights = softened(static_scene.heights)
    raised = static_scene.box.raised(heights) if static_scene.box.scale == "log" else heights
    raised = np.where(np.isfinite(static_scene.heights), raised, np.nan)
    rows, columns = raised.shape
    if min(rows, columns) < COARSE or rows % 2 == 0 or columns % 2 == 0:
        return raised
    few = raised[::2, ::2]
    return few if _off(static_scene, raised, few) <= UNSEEN else raised


def _off(static_scene: StaticScene, heights: Floats, few: Floats) -> float:
    """Return how far off heights are, below the top, when they are found between every other of them."""
    x, y = static_scene.x, static_scene.y
    between = spline_weights(y[::2], y) @ few @ spline_weights(x[::2], x).T
    seen = (heights <= TALL) & np.isfinite(between)
    return float(np.max(np.abs(between - heights), initial=0.0, where=seen))
