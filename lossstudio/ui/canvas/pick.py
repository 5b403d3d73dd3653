"""What is under a pixel of the surface: the place where the line of sight first meets it."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.picture.box import TALL
from lossstudio.picture.camera import Camera, Size
from lossstudio.picture.frame import Ball, Stage

SAMPLES = 400
HALVINGS = 18


def place_under(pixel: tuple[float, float], stage: Stage, camera: Camera, size: Size) -> tuple[float, float] | None:
    """Return the box units (x, y) under a pixel, or None where there is only sky or floor beside the surface."""
    origin, direction = camera.ray(pixel, size)
    stretch = _stretch(origin, direction, stage)
    if stretch is None:
        return None
    along = np.linspace(*stretch, SAMPLES)
    above = _above(origin + along[:, None] * direction, stage)
    crossing = np.flatnonzero((above[:-1] * above[1:] <= 0) & np.isfinite(above[:-1]) & np.isfinite(above[1:]))
    if not crossing.size:
        return None
    first = int(crossing[0])
    low, high, start = float(along[first]), float(along[first + 1]), float(above[first])
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if float(_above((origin + middle * direction)[None], stage)[0]) * start > 0:
            low = middle
        else:
            high = middle
    x, y, _ = origin + high * direction
    return float(x), float(y)


def height_at(stage: Stage, x: Floats, y: Floats) -> Floats:
    """Return the surface's heights at places in box units, linear between the samples; NaN outside."""
    half_x, half_y = stage.box.corner
    column = np.interp(x, stage.x, np.arange(len(stage.x), dtype=np.float64))
    row = np.interp(y, stage.y, np.arange(len(stage.y), dtype=np.float64))
    left = np.minimum(column.astype(np.intp), len(stage.x) - 2)
    below = np.minimum(row.astype(np.intp), len(stage.y) - 2)
    across, up = column - left, row - below
    with np.errstate(invalid="ignore"):
        low = stage.heights[below, left] * (1 - across) + stage.heights[below, left + 1] * across
        top = stage.heights[below + 1, left] * (1 - across) + stage.heights[below + 1, left + 1] * across
        height: Floats = low * (1 - up) + top * up
    return np.where((np.abs(x) <= half_x) & (np.abs(y) <= half_y) & (height <= TALL * 1.001), height, np.nan)


def ball_under(
    pixel: tuple[float, float], balls: tuple[Ball, ...], camera: Camera, size: Size, reach_px: float
) -> Ball | None:
    """Return the ball under a pixel, the nearest when several are."""
    best, nearest = None, reach_px
    for ball in balls:
        x, y, _ = camera.project(ball.place, size)
        away = float(np.hypot(x - pixel[0], y - pixel[1]))
        if away <= nearest:
            best, nearest = ball, away
    return best


def _above(points: Floats, stage: Stage) -> Floats:
    """Return how far points ``(n, 3)`` are above the surface; NaN where there is none."""
    return points[:, 2] - height_at(stage, points[:, 0], points[:, 1])


def _stretch(origin: Floats, direction: Floats, stage: Stage) -> tuple[float, float] | None:
    """Return the part of a line of sight that lies inside the box."""
    half_x, half_y = stage.box.corner
    low = np.array([-half_x, -half_y, -0.01])
    high = np.array([half_x, half_y, TALL * 1.02])
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = (low - origin) / direction, (high - origin) / direction
    near = float(np.nanmax(np.minimum(first, second)))
    far = float(np.nanmin(np.maximum(first, second)))
    return (max(near, 0.0), far) if far > max(near, 0.0) else None
