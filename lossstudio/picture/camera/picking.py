"""Picking: which place of the surface, or which ball, is under a pixel."""

from dataclasses import dataclass
from functools import lru_cache
from math import hypot

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.picture.camera.camera import Camera, Size
from lossstudio.picture.map.map_camera import MapCamera
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import BALL_PT, Frame, StaticScene
from lossstudio.picture.scene.height_interpolation import Flags, softened

_STEPS = 400
_REFINEMENTS = 24
_SLOP_PT = 5.0


@dataclass(frozen=True, slots=True, eq=False)
class Picked:
    """A place on the surface: plane coordinates and loss, and where that is in box units ``(3,)``."""

    x: float
    y: float
    loss: float
    place: Floats


def pick(
    static_scene: StaticScene, camera: Camera | MapCamera, pixel: tuple[float, float], size: Size
) -> Picked | None:
    """Return what is under a pixel; None beside the surface. A bowl's near wall, which is glass, is seen through."""
    if isinstance(camera, MapCamera):
        return surface_at(static_scene, np.array(camera.place(pixel))) if camera.plot.holds_point(pixel) else None
    eye, way = camera.ray(pixel, size)
    distances = np.linspace(camera.near, camera.far + 1.0, _STEPS)
    above = height_over(static_scene, eye + distances[:, None] * way)
    entering = np.flatnonzero((above[:-1] > 0) & (above[1:] <= 0))
    for first in entering:
        low, high = float(distances[first]), float(distances[first + 1])
        for _ in range(_REFINEMENTS):
            middle = (low + high) / 2
            is_above = float(height_over(static_scene, (eye + middle * way)[None])[0]) > 0
            low, high = (middle, high) if is_above else (low, middle)
        place = eye + (low + high) / 2 * way
        if place[2] <= TALL * 1.001:
            return surface_at(static_scene, place[:2])
    return None


def covered(static_scene: StaticScene, floor: Floats, eye: Floats) -> Flags:
    """Say which places on the floor ``(n, 3)`` lie behind the surface as the eye sees them."""
    way = eye - floor
    line = floor[:, None, :] + np.linspace(0.0, 1.0, _STEPS)[None, :, None] * way[:, None, :]
    above = height_over(static_scene, line.reshape(-1, 3)).reshape(len(floor), _STEPS)
    there = line[..., 2] - above <= TALL
    been_under = np.maximum.accumulate(there & (above < 0), axis=1)
    return np.asarray(np.any(been_under & there & (above > 0), axis=1))


def ball_at(
    frame: Frame, camera: Camera | MapCamera, pixel: tuple[float, float], size: Size, scale: float
) -> int | None:
    """Return the runner whose ball is under a pixel, or near it; of several the uppermost."""
    reach = (BALL_PT / 2 + _SLOP_PT) * scale
    for ball in reversed(frame.balls):
        x, y, _ = camera.project(ball.place, size)
        if hypot(x - pixel[0], y - pixel[1]) <= reach:
            return ball.runner
    return None


def surface_at(static_scene: StaticScene, place: Floats) -> Picked | None:
    """Return the surface at a place of the floor ``(2,)``, in box units; None beside it and where it is cut off."""
    half_x, half_y = static_scene.box.corner
    if abs(place[0]) > half_x or abs(place[1]) > half_y:
        return None
    height = float(_heights(static_scene, np.array([place[0]]), np.array([place[1]]))[0])
    if not height <= TALL * 1.001:
        return None
    x, y = static_scene.box.coordinates(np.array(place[0]), np.array(place[1]))
    return Picked(float(x), float(y), float(static_scene.box.loss(np.array(height))), np.array([*place, height]))


def height_over(static_scene: StaticScene, places: Floats) -> Floats:
    """Return how far places ``(n, 3)`` are above the surface; NaN where there is none."""
    half_x, half_y = static_scene.box.corner
    over_floor = (np.abs(places[:, 0]) <= half_x) & (np.abs(places[:, 1]) <= half_y)
    return np.where(over_floor, places[:, 2] - _heights(static_scene, places[:, 0], places[:, 1]), np.nan)


def _heights(static_scene: StaticScene, x: Floats, y: Floats) -> Floats:
    """Return the surface's heights between the samples, straight across each cell."""
    column, across = _cell(static_scene.x, x)
    row, upward = _cell(static_scene.y, y)
    heights = _softened(static_scene)
    near = heights[row, column] * (1 - across) + heights[row, column + 1] * across
    far = heights[row + 1, column] * (1 - across) + heights[row + 1, column + 1] * across
    return static_scene.box.raised(near * (1 - upward) + far * upward)


@lru_cache(maxsize=4)
def _softened(static_scene: StaticScene) -> Floats:
    """Return the surface's heights as they are drawn; while the camera moves they are asked for in every frame."""
    return softened(static_scene.heights)


def _cell(knots: Floats, at: Floats) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.intp]], Floats]:
    position = np.clip((at - knots[0]) / (knots[-1] - knots[0]) * (knots.size - 1), 0, knots.size - 1)
    cell = np.minimum(position.astype(np.intp), knots.size - 2)
    return cell, position - cell
