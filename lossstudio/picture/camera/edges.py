"""Which edges of the box carry the numbers, as a camera sees it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.picture.camera.camera import Camera, Size
from lossstudio.picture.camera.picking import covered
from lossstudio.picture.map.map_camera import MapCamera
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import StaticScene

_STEEP_DEG = 75.0
"""From so steeply above the loss axis is too short to be read."""

_SIDEWAYS = 0.2
"""An edge that leads so straight away from the viewer carries its numbers on the right, away from the loss axis."""

_HELD_DEG, _HELD_SIDEWAYS, _HELD_SHARE = 2.0, 0.08, 0.015
"""Another edge takes over only when it is so much better: by elevation, by direction, or by shares of the width."""


def _nothing_hidden(places: list[Floats]) -> list[bool]:
    return [False] * len(places)


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """An edge.

    Attributes
    ----------
    start, end
        Its ends ``(3,)``, in box units.
    outward
        The way ``(3,)`` on which its numbers stand; None for an upright edge, whose numbers stand on the left.
    values
        What it measures, from its start to its end.
    place
        Where a value is.
    name
        What it is called.
    step
        The step of its numbers, where one is wanted.
    log
        Whether its numbers go in powers of ten.
    hidden
        Says of places on it which of them the surface hides.
    """

    start: Floats
    end: Floats
    outward: Floats | None
    values: tuple[float, float]
    place: Callable[[float], Floats]
    name: str
    step: float | None = None
    log: bool = False
    hidden: Callable[[list[Floats]], list[bool]] = _nothing_hidden


@dataclass(frozen=True, slots=True)
class Sides:
    """Which edges carry numbers.

    Attributes
    ----------
    along_x, along_y
        On which side (-1 or 1) of the floor the edges along x and along y lie.
    upright
        At which corner the loss axis stands; None where it is too short to be read.
    """

    along_x: float
    along_y: float
    upright: tuple[float, float] | None


def sides_of(static_scene: StaticScene, camera: Camera, size: Size, before: Sides | None = None) -> Sides:
    """Return the sides that suit a camera best; `before` are those of an earlier moment, kept while nearly as good."""
    around = np.radians(camera.azimuth)
    toward, right = (float(np.cos(around)), float(np.sin(around))), camera.axes[0]
    along_y = _side(toward[0], float(right[0]), None if before is None else before.along_y)
    along_x = _side(toward[1], float(right[1]), None if before is None else before.along_x)
    upright = None if before is None else before.upright
    steep = _STEEP_DEG + (0.0 if before is None else -_HELD_DEG if upright is None else _HELD_DEG)
    if camera.elevation > steep:
        return Sides(along_x, along_y, None)
    half_x, half_y = static_scene.box.corner
    corners = [(x, y) for x in (-1.0, 1.0) for y in (-1.0, 1.0)]
    places = np.array([[x * half_x, y * half_y, 0.0] for x, y in corners])
    left = camera.project(places, size)[:, 0]
    best = int(np.argmin(left))
    if upright is not None and left[corners.index(upright)] < left[best] + _HELD_SHARE * size[0]:
        return Sides(along_x, along_y, upright)
    return Sides(along_x, along_y, corners[best])


def _side(toward: float, right: float, held: float | None) -> float:
    """Return the side of the floor that is nearer to the viewer, or the right one where both are equally near."""
    side = float(np.copysign(1.0, toward if abs(toward) > _SIDEWAYS else right))
    near = held is not None and abs(abs(toward) - _SIDEWAYS) < _HELD_SIDEWAYS
    return held if near and held is not None else side


def edges_of(
    static_scene: StaticScene, camera: Camera | MapCamera, size: Size, sides: Sides | None = None
) -> tuple[Edge, ...]:
    """Return the edges that carry numbers: the loss axis first, where it can be read, then x and y.

    `sides` say which these are; None: those that suit the camera best.
    """
    if isinstance(camera, MapCamera):
        return _map_edges(static_scene, camera)
    sides = sides or sides_of(static_scene, camera, size)
    floor = _floor_edges(static_scene, camera, sides)
    return floor if sides.upright is None else (_loss_edge(static_scene, sides.upright), *floor)


def _map_edges(static_scene: StaticScene, camera: MapCamera) -> tuple[Edge, Edge]:
    """Return the lower and the left side of a map."""
    (left, right), (bottom, top) = camera.seen
    x, y = static_scene.box.coordinates(np.array([left, right]), np.array([bottom, top]))

    def at_x(value: float) -> Floats:
        return np.array([float(static_scene.box.across(np.array(value), np.array(0.0))[0]), bottom, 0.0])

    def at_y(value: float) -> Floats:
        return np.array([left, float(static_scene.box.across(np.array(0.0), np.array(value))[1]), 0.0])

    corner = np.array([left, bottom, 0.0])
    lower, upper = np.array([right, bottom, 0.0]), np.array([left, top, 0.0])
    return (
        Edge(corner, lower, np.array([0.0, -1.0, 0.0]), (float(x[0]), float(x[1])), at_x, static_scene.names[0]),
        Edge(corner, upper, np.array([-1.0, 0.0, 0.0]), (float(y[0]), float(y[1])), at_y, static_scene.names[1]),
    )


def _floor_edges(static_scene: StaticScene, camera: Camera, sides: Sides) -> tuple[Edge, Edge]:
    """Return the two edges of the floor on these sides."""
    box = static_scene.box
    half_x, half_y = box.corner
    side_x, side_y = sides.along_y * half_x, sides.along_x * half_y

    def at_x(value: float) -> Floats:
        return np.array([float(box.across(np.array(value), np.array(0.0))[0]), side_y, 0.0])

    def at_y(value: float) -> Floats:
        return np.array([side_x, float(box.across(np.array(0.0), np.array(value))[1]), 0.0])

    def hidden(places: list[Floats]) -> list[bool]:
        return covered(static_scene, np.stack(places), camera.eye).tolist() if places else []

    out_x, out_y = np.array([0.0, np.sign(side_y), 0.0]), np.array([np.sign(side_x), 0.0, 0.0])
    return (
        Edge(at_x(box.x[0]), at_x(box.x[1]), out_x, box.x, at_x, static_scene.names[0], hidden=hidden),
        Edge(at_y(box.y[0]), at_y(box.y[1]), out_y, box.y, at_y, static_scene.names[1], hidden=hidden),
    )


def _loss_edge(static_scene: StaticScene, upright: tuple[float, float]) -> Edge:
    """Return the upright edge at a corner."""
    foot = np.array([*np.multiply(upright, static_scene.box.corner), 0.0])

    def at(value: float) -> Floats:
        place: Floats = foot + np.array([0.0, 0.0, float(static_scene.box.height(np.array(value)))])
        return place

    values = (static_scene.box.floor, static_scene.box.top)
    step = 5 * static_scene.levels.step / TALL * (values[1] - values[0])
    top, log = foot + np.array([0.0, 0.0, TALL]), static_scene.box.scale == "log"
    return Edge(foot, top, None, values, at, static_scene.names[2], step, log)
