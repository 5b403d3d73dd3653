"""What lies on the surface beside paths and arrows: lowest places, the ball's curvature, a game's joint field."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.game.objective import surface_of
from lossstudio.core.objective.objective import Objective
from lossstudio.picture.scene.box import Box
from lossstudio.picture.scene.path_projection import ProjectionBasis

ARM = 0.021
"""How far the arms of a cross reach, in box units."""
LIFT = 0.003
"""How far a cross is above the surface, in box units."""


def minima_of(objective: Objective, plane: Plane, box: Box) -> tuple[Floats, ...]:
    """Return the strokes ``(n, 3)`` of the crosses, in box units; none where the lowest places aren't known."""
    if not plane.exact:
        return ()
    ground = ProjectionBasis(objective, plane, box)
    return tuple(stroke for place in objective.minima for stroke in _cross(ground, place))


def _cross(ground: ProjectionBasis, theta: Floats) -> tuple[Floats, ...]:
    """Return two strokes that cross at a place; none where the place isn't in the picture."""
    box, (at, _) = ground.box, ground.plane.project(theta)
    middle = np.stack(box.across(at[0], at[1]))
    if (np.abs(middle) > np.array(box.corner)).any():
        return ()
    height = float(box.place(ground.points(theta[None]))[0, 2]) + LIFT
    arm = ARM / np.sqrt(2.0)
    ways = np.array([[(-arm, -arm), (0.0, 0.0), (arm, arm)], [(-arm, arm), (0.0, 0.0), (arm, -arm)]])
    strokes = np.concatenate([middle + ways, np.full((2, 3, 1), height)], axis=-1)
    return tuple(strokes) if np.isfinite(height) and box.holds(strokes[:, 1]).all() else ()


ARROWS = 13
"""How many arrows there are along the longer side."""
SHORTEST, LONGEST = 0.25, 0.86
"""An arrow's length as a share of the distance between two of them."""
HEAD_DEG, HEAD = 150.0, 0.3
"""How far the two strokes of a head are turned from the way, and their length as a share of the arrow's."""
ALONG = 7
"""How many points lie along an arrow, so that it bends with the surface."""
STILL = 1e-3
"""Where the field is below this share of its longest there is nowhere to point."""


def field_of(objective: Objective, plane: Plane, box: Box) -> tuple[Floats, ...]:
    """Return the strokes ``(n, 3)`` of a game's arrows, in box units; none for what is no game.

    An arrow points where both players' small simultaneous steps lead, which is against the joint field; its length
    grows with the root of the field's. On a slice it is what of the way lies along the slice.
    """
    if objective.game is None:
        return ()
    feet, gap = _grid(box)
    theta = plane.point(*box.coordinates(feet[:, 0], feet[:, 1]))
    with np.errstate(all="ignore"):
        _, field = objective.values_and_gradients(theta)
        ways = _across(plane, box, theta, -field)
    sizes = np.linalg.norm(ways, axis=1)
    longest = float(np.max(sizes, initial=0.0, where=np.isfinite(sizes)))
    seen = np.isfinite(sizes) & (sizes > STILL * longest)
    if not seen.any():
        return ()
    share = SHORTEST + (LONGEST - SHORTEST) * np.sqrt(sizes[seen] / longest)
    return _strokes(objective, plane, box, feet[seen], (share * gap / sizes[seen])[:, None] * ways[seen])


def _grid(box: Box) -> tuple[Floats, float]:
    """Return where arrows have their middles ``(n, 2)``, in box units, and how far they are apart."""
    gap = 1.0 / ARROWS
    x, y = (np.arange(max(1, round(side / gap))) + 0.5 for side in box.sides)
    x, y = (gap * (part - len(part) / 2) for part in (x, y))
    across, up = np.meshgrid(x, y)
    return np.column_stack([across.ravel(), up.ravel()]), gap


def _across(plane: Plane, box: Box, theta: Floats, way: Floats) -> Floats:
    """Return ways in parameter space as ways ``(n, 2)`` over the floor."""
    start, _ = plane.project(theta)
    end, _ = plane.project(theta + way)
    a, b = (np.stack(box.across(at[:, 0], at[:, 1]), axis=-1) for at in (start, end))
    return np.asarray(b - a)


def _strokes(objective: Objective, plane: Plane, box: Box, feet: Floats, ways: Floats) -> tuple[Floats, ...]:
    """Return a shaft and a head for each arrow, laid upon the surface; those that leave the box are left out."""
    flat = np.concatenate([_shafts(feet, ways), _heads(feet + ways / 2, ways)], axis=1)
    inside = np.all(np.abs(flat) <= np.array(box.corner), axis=(1, 2))
    theta = plane.point(*box.coordinates(flat[inside, :, 0], flat[inside, :, 1]))
    ground = ProjectionBasis(objective, plane, box)
    heights = box.place(ground.points(theta.reshape(-1, theta.shape[-1])))[:, 2].reshape(theta.shape[:2])
    upon = np.concatenate([flat[inside], heights[..., None]], axis=-1)
    whole = box.holds(upon).all(axis=1) & np.isfinite(upon).all(axis=(1, 2))
    return tuple(stroke for arrow in upon[whole] for stroke in (arrow[:ALONG], arrow[ALONG:]))


def _shafts(feet: Floats, ways: Floats) -> Floats:
    """Return points ``(n, ALONG, 2)`` along the arrows, whose middles are the feet."""
    along = np.linspace(-0.5, 0.5, ALONG)
    return np.asarray(feet[:, None, :] + along[None, :, None] * ways[:, None, :])


def _heads(tips: Floats, ways: Floats) -> Floats:
    """Return the heads ``(n, 3, 2)``: from one side over the tip to the other."""
    turn = np.radians(HEAD_DEG)
    back = HEAD * ways * np.cos(turn)
    aside = HEAD * np.column_stack([-ways[:, 1], ways[:, 0]]) * np.sin(turn)
    return np.stack([tips + back + aside, tips, tips + back - aside], axis=1)


REACH = 0.15
"""How far a direction is drawn to either side, in box units."""
POINTS = 33


@dataclass(frozen=True, slots=True, eq=False)
class CurvatureLine:
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


def curvature_lines_at(ground: ProjectionBasis, theta: Floats) -> tuple[CurvatureLine, ...]:
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
    return tuple(CurvatureLine(value, way, points) for value, way, points in found if points is not None)


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


def _along(ground: ProjectionBasis, theta: Floats, way: Floats) -> Floats | None:
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
