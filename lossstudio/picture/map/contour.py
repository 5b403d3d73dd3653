"""The ground of the contour view: bands of colour and level lines, drawn with NumPy as the shaders would."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lossstudio.picture.colors import colormap, mix, rgb
from lossstudio.picture.map.map_camera import MapCamera
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import (
    LINE_PT,
    MAJOR_LINE_PT,
    RIM_PT,
    Stage,
)
from lossstudio.picture.scene.height_interpolation import WALL, heights_at, holes_at

Floats32: TypeAlias = NDArray[np.float32]

_FIFTH = np.float32(0.2)
_FLAT = np.float32(2e-5)
"""Where a pixel changes the level by less there are no lines."""

_SHADE = 0.10
"""How much a slope that faces the light is lighter than one that turns away."""


def bands(stage: Stage, camera: MapCamera, columns: int, rows: int, scale: float) -> NDArray[np.uint8]:
    """Return the map as ``(rows, columns, 4)``: blue, green, red, opaque; the first row is the top.

    Parameters
    ----------
    stage
        What is to be seen.
    camera
        Which part of it; the map fills its plot.
    columns, rows
        How many pixels.
    scale
        Pixels per point.
    """
    height = _heights(stage, camera, columns, rows)
    level = (height - np.float32(stage.levels.origin)) / np.float32(stage.levels.step)
    down, across = (part.astype(np.float32) for part in np.gradient(level))
    # Distances to a line are divided by the steepness, which is 0 on a plateau.
    steepness = np.maximum(np.hypot(down, across), np.float32(1e-6)).astype(np.float32)
    color = _shaded(stage, level, down - across, steepness)
    lines = np.maximum(
        _lines(level, steepness, LINE_PT * scale, 0.20),
        _lines(level * _FIFTH, steepness * _FIFTH, MAJOR_LINE_PT * scale, 0.34),
    )
    lines[level < np.float32((stage.levels.lowest - stage.levels.origin) / stage.levels.step + 0.5)] = 0
    color += (rgb(stage.theme.isoline).astype(np.float32) - color) * lines[..., None]
    above = (height - np.float32(TALL)) / np.float32(stage.levels.step)
    outside = np.clip(0.5 + above / steepness, 0, 1)
    color += (rgb(_beyond(stage)).astype(np.float32) - color) * outside[..., None]
    rim = 0.55 * np.clip(RIM_PT * scale / 2 + 0.5 - np.abs(above) / steepness, 0, 1)
    color += (rgb(stage.theme.isoline).astype(np.float32) - color) * rim[..., None]
    picture = np.full((rows, columns, 4), 255, dtype=np.uint8)
    picture[..., :3] = np.clip(color[..., ::-1] * 255 + 0.5, 0, 255)
    return picture


def _heights(stage: Stage, camera: MapCamera, columns: int, rows: int) -> Floats32:
    (left, right), (bottom, top) = camera.seen
    x = left + (np.arange(columns) + 0.5) * (right - left) / columns
    y = top - (np.arange(rows) + 0.5) * (top - bottom) / rows
    height = heights_at(stage, x, y)
    if stage.box.scale == "clipped":
        height = np.where(holes_at(stage, x, y), WALL, np.minimum(height, TALL))
    return height.astype(np.float32)


def _shaded(stage: Stage, level: Floats32, facing: Floats32, steepness: Floats32) -> Floats32:
    """Return the colour of each pixel's band, a little lighter where the slope faces the upper left."""
    middle = (np.floor(level) + np.float32(0.5)) * np.float32(stage.levels.step) + np.float32(stage.levels.origin)
    index = np.clip(middle / np.float32(TALL) * 255, 0, 255).astype(np.intp)
    table = colormap(stage.colormap, stage.theme).astype(np.float32)
    light = 1 + np.float32(_SHADE) * facing / (steepness * np.float32(1.4142)) * np.minimum(1, steepness * 12)
    shaded: Floats32 = table[index] * light[..., None]
    return shaded


def _lines(level: Floats32, steepness: Floats32, width_px: float, opacity: float) -> Floats32:
    away_px = np.abs(level - np.round(level)) / steepness
    cover = np.clip(0.5 * width_px + 0.5 - away_px, 0, 1) * min(1.0, width_px)
    room = np.clip((1 / (steepness * width_px) - 2) / 3, 0, 1)
    return np.asarray(opacity * cover * room * (steepness > _FLAT), dtype=np.float32)


def _beyond(stage: Stage) -> str:
    """Return the colour of places that are above the top, or have no loss."""
    return mix(stage.theme.canvas, stage.theme.text, 0.06)
