"""How the surface bends at the ball: the two directions of extreme curvature in the plane on show, laid upon it."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.game.objective import surface_of
from lossstudio.core.objective.objective import Objective
from lossstudio.picture.scene.path_projection import Ground

REACH = 0.15
"""How far a direction is drawn to either side, in box units."""
POINTS = 33


@dataclass(frozen=True, slots=True, eq=False)
class Bend:
    """One direction of extreme curvature.

    Attributes
    ----------
    curvature
        The second derivative of the loss along it, per squared unit of parameter space.
    way
        ``(P,)``, of length 1, within the plane.
    points
        ``(n, 3)``: the surface along it, in box units.
    """

    curvature: float
    way: Floats
    points: Floats


def bends_at(ground: Ground, theta: Floats) -> tuple[Bend, ...]:
    """Return the two directions of extreme curvature at parameters ``(P,)``, the steeper first.

    They are eigenvectors of the Hessian as the plane has it: the surface shows no more of it. None where it isn't
    finite; only one where the plane is a line.
    """
    if not np.isfinite(theta).all():
        return ()
    basis = _basis(ground.plane)
    with np.errstate(all="ignore"):
        matrix = _hessian_within(surface_of(ground.objective), theta, basis)
    if not np.isfinite(matrix).all():
        return ()
    values, vectors = np.linalg.eigh(matrix)
    order = np.argsort(-np.abs(values), kind="stable")
    ways = (basis @ vectors[:, order]).T
    found = ((float(value), way, _along(ground, theta, way)) for value, way in zip(values[order], ways, strict=True))
    return tuple(Bend(value, way, points) for value, way, points in found if points is not None)


def _basis(plane: Plane) -> Floats:
    """Return orthonormal directions ``(P, 2)`` of a plane; ``(P, 1)`` where it is a line."""
    if not np.any(plane.y):
        return np.asarray(plane.x / np.linalg.norm(plane.x))[:, None]
    across, _ = np.linalg.qr(np.stack([plane.x, plane.y], axis=1))
    return np.asarray(across)


def _hessian_within(objective: Objective, theta: Floats, basis: Floats) -> Floats:
    """Return the Hessian within orthonormal directions ``(P, k)``."""
    rough = objective.hessian_products(theta, basis.T) @ basis
    return np.asarray(0.5 * (rough + rough.T))


def _along(ground: Ground, theta: Floats, way: Floats) -> Floats | None:
    """Return the surface along a direction, as far as it is in the box; None where too little of it is."""
    coordinates, _ = ground.plane.project(np.stack([theta, theta + way]))
    x, y = ground.box.across(coordinates[:, 0], coordinates[:, 1])
    length = float(np.hypot(x[1] - x[0], y[1] - y[0]))
    if not length > 0:
        return None
    shares = np.linspace(-REACH, REACH, POINTS) / length
    points = ground.box.place(ground.points(theta + shares[:, None] * way))
    inside = ground.box.holds(points) & np.all(np.isfinite(points), axis=1)
    points = np.where(inside[:, None], points, np.nan)
    return points if int(inside.sum()) >= 3 else None
