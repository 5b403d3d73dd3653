"""Arrows draped over the surface, and the tangent patch: what one update is made of, at the ball."""

from dataclasses import replace

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.picture.colors import Theme
from lossstudio.picture.scene.frame import Arrow, FrameLabel, Patch
from lossstudio.picture.scene.path_projection import ProjectionBasis
from lossstudio.picture.scene.players import moves, wishes
from lossstudio.run.analysis.explanation import Explanation

POINTS = 33
LONGEST, SHORTEST = 0.32, 0.09
"""A gradient arrow's length over the floor, in box units."""

PATCH = 0.085
"""Half a side of the tangent patch, in box units."""

SHORTEST_SHARE = 0.02
"""Less of an arrow isn't drawn."""

GRADIENT, UPDATE = 3, 4


def arrows_of(
    explanation: Explanation, phase: int, ground: ProjectionBasis, steepest: float, theme: Theme, color: str
) -> tuple[tuple[Arrow, str], ...]:
    """Return the arrows of a phase with their words: the gradient in the third, step and momentum in the fourth.

    Parameters
    ----------
    explanation
        The update.
    phase
        1 to 4; 0 is none.
    ground
        What they are draped over.
    steepest
        The length of the gradient that gets the longest arrow.
    theme, color
        Their colours; `color` is the runner's.
    """
    game = ground.objective.game
    if game is not None:
        return _of_game(game, explanation, phase, ground, steepest=steepest, theme=theme, color=color)
    if phase == GRADIENT:
        arrow = _gradient_arrow(explanation.gradient, explanation.theta, ground, steepest)
        return () if arrow is None else ((Arrow(points=arrow, color=theme.error, kind="gradient"), "gradient: uphill"),)
    if phase != UPDATE or explanation.next_theta is None:
        return ()
    arrows: list[tuple[Arrow, str]] = []
    carried = _carried(explanation)
    if carried is not None and (points := _draped(ground, explanation.theta, carried)) is not None:
        arrows.append((Arrow(points=points, color=theme.secondary, kind="momentum"), "momentum: carried on"))
    points = _draped(ground, explanation.theta, explanation.next_theta - explanation.theta)
    if points is not None:
        arrows.append((Arrow(points=points, color=color, kind="step"), "step"))
    return tuple(arrows)


def _of_game(
    game: GameObjective,
    explanation: Explanation,
    phase: int,
    ground: ProjectionBasis,
    *,
    steepest: float,
    theme: Theme,
    color: str,
) -> tuple[tuple[Arrow, str], ...]:
    """Return what each player wants in the third phase, and the moves of the step in the fourth."""
    drawn: list[tuple[Arrow, str]] = []
    if phase == GRADIENT:
        for way, words in wishes(game, explanation):
            points = _gradient_arrow(way, explanation.theta, ground, steepest)
            if points is not None:
                drawn.append((Arrow(points=points, color=theme.error, kind="gradient"), words))
    elif phase == UPDATE:
        for start, way, words in moves(game, explanation):
            points = _draped(ground, start, way)
            if points is not None:
                drawn.append((Arrow(points=points, color=color, kind="step"), words))
    return tuple(drawn)


def _gradient_arrow(gradient: Floats, theta: Floats, ground: ProjectionBasis, steepest: float) -> Floats | None:
    with np.errstate(all="ignore"):
        size = float(np.linalg.norm(gradient))
    if not np.isfinite(size) or size == 0:
        return None
    share = np.sqrt(min(1.0, size / max(steepest, 1e-300)))
    unit = gradient / size
    reach = _over_floor(ground, theta, unit)
    if reach < 1e-12:
        return None
    return _draped(ground, theta, unit * (SHORTEST + (LONGEST - SHORTEST) * share) / reach)


def _over_floor(ground: ProjectionBasis, theta: Floats, way: Floats) -> float:
    """Return how long a way in parameter space is over the floor, in box units."""
    coordinates, _ = ground.plane.project(np.stack([theta, theta + way]))
    x, y = ground.box.across(coordinates[:, 0], coordinates[:, 1])
    return float(np.hypot(x[1] - x[0], y[1] - y[0]))


def _draped(ground: ProjectionBasis, theta: Floats, way: Floats) -> Floats | None:
    """Return a way over the surface as far as it is in the box, in box units; None where nothing of it can be seen."""
    shares = np.linspace(0.0, 1.0, POINTS)
    points = ground.box.place(ground.points(theta + shares[:, None] * way))
    inside = ground.box.holds(points) & np.all(np.isfinite(points), axis=1)
    count = POINTS if inside.all() else int(np.argmin(inside))
    return points[:count] if count >= 3 else None


def _carried(explanation: Explanation) -> Floats | None:
    """Return the part of the update that comes from earlier gradients; None where the optimizer has none."""
    velocity, rate = explanation.moments.get("velocity"), explanation.learning_rate
    if velocity is None or rate is None or explanation.clipped_gradient is None:
        return None
    carried: Floats = -rate * (velocity - explanation.clipped_gradient)
    return carried if float(np.linalg.norm(carried)) > 1e-12 else None


def stands_at(ground: ProjectionBasis, theta: Floats) -> tuple[Floats, Floats]:
    """Return points as `ground.points` does, and the upward unit normals of the surface there ``(n, 3)``, in box units.

    All losses that this takes are found together, for it is asked in every frame.
    """
    plane, box, count = ground.plane, ground.box, len(theta)
    nudges = [1e-4 * (high - low) for low, high in (box.x, box.y)]
    ways = np.stack([nudges[0] * plane.x, nudges[1] * plane.y])
    around = theta[:, None, None, :] + ways[:, None, :] * np.array([[-1.0], [1.0]])
    with np.errstate(all="ignore"):
        every = np.concatenate([theta[:, None], around.reshape(count, 4, -1)], axis=1)
        losses = np.asarray(ground.objective.values(every), dtype=np.float64)
        heights = box.height(losses[:, 1:].reshape(count, 2, 2))
        slope = (heights[..., 1] - heights[..., 0]) / (2e-4 * np.array(box.sides))
    # Beside a loss that isn't finite the slope isn't either; the normal is finite and points upwards all the same.
    slope = np.clip(np.nan_to_num(slope, nan=0.0, posinf=0.0, neginf=0.0), -50, 50)
    normals = np.concatenate([-slope, np.ones((len(theta), 1))], axis=1)
    unit: Floats = normals / np.linalg.norm(normals, axis=1, keepdims=True)
    return ground.placed(theta, losses[:, 0]), unit


def patch_at(place: Floats, normal: Floats, color: str, share: float = 1.0) -> Patch:
    """Return a square of the tangent plane at a place ``(3,)`` with this normal ``(3,)``, one side the steepest way.

    Its sides have a `share` of their length.
    """
    uphill = np.array([-normal[0], -normal[1], 0.0])
    # Level ground has no steepest way.
    uphill = uphill if float(np.linalg.norm(uphill)) > 1e-6 else np.array([1.0, 0.0, 0.0])
    sideways = np.cross(normal, uphill)
    sideways = sideways / np.linalg.norm(sideways)
    along = np.cross(sideways, normal)
    corners = [place + share * PATCH * (x * along + y * sideways) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    return Patch(corners=np.stack(corners), color=color)


def on_its_way(arrow: Arrow, entered: float, left: float) -> Arrow | None:
    """Return as much of an arrow as has come and not gone again (both 0..1); None where nothing of it is there.

    It grows from its tail. A step then follows the ball to its tip, and what says a direction goes back.
    """
    start, end = (left, entered) if arrow.kind == "step" else (0.0, entered * (1.0 - left))
    if start <= 0 and end >= 1:
        return arrow
    if end - start < SHORTEST_SHARE:
        return None
    at = np.linspace(start, end, len(arrow.points)) * (len(arrow.points) - 1)
    known = np.arange(len(arrow.points))
    return replace(arrow, points=np.stack([np.interp(at, known, part) for part in arrow.points.T], axis=-1))


def label_of(arrow: Arrow, text: str) -> FrameLabel:
    """Return an arrow's label, at its tip."""
    key = f"{arrow.kind}: {text}"
    return FrameLabel(place=arrow.points[-1], text=text, color=arrow.color, kind="arrow", key=key)
