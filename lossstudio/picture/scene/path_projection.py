"""The paths of a run laid over the surface, at the heights of the objective on show, with points between steps.

A projected path is laid once and grows with its run; a frame shows the part up to its moment.
"""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.estimate import is_estimate, is_large
from lossstudio.core.objective.objective import Objective
from lossstudio.picture.scene.box import Box
from lossstudio.run.training.thetas import Thetas, stride_at_hand

MOST_KNOTS = 1500
"""How many steps of a long run a projected path passes through, evenly chosen."""

FEWEST_KNOTS, MOST_NUMBERS = 64, 1e8
"""Of an estimate, or where one look takes some milliseconds, a path passes through so few steps that these take no more
than so many rows times parameters, together."""

FINENESS = 0.016
"""How far apart the points between two steps are, in box units."""

MOST_BETWEEN, MOST_NUMBERS_BETWEEN = 64, 1e9
"""How many points there are between two steps at most, and of how many rows times parameters all of them; a path over
an estimate goes straight in between."""


@dataclass(frozen=True, slots=True, eq=False)
class ProjectionBasis:
    """What paths are laid on: the objective on show, the plane, and the box that says how fine is fine enough."""

    objective: Objective
    plane: Plane
    box: Box

    def points(self, theta: Floats) -> Floats:
        """Return plane coordinates and losses ``(n, 3)`` of parameters ``(n, P)``; a loss that is none is infinite."""
        with np.errstate(all="ignore"):
            return self.placed(theta, np.asarray(self.objective.values(theta), dtype=np.float64))

    def placed(self, theta: Floats, losses: Floats) -> Floats:
        """Return the same of parameters whose losses ``(n,)`` are known."""
        with np.errstate(all="ignore"):
            coordinates, _ = self.plane.project(theta)
        losses = np.where(np.isnan(losses), np.inf, losses)
        return np.concatenate([coordinates, losses[..., None]], axis=-1)


@dataclass(frozen=True, slots=True, eq=False)
class ProjectedPath:
    """A path, finely.

    Attributes
    ----------
    stride
        It passes through each stride-th step.
    knots
        ``(k, P)``: the parameters at those steps.
    time
        ``(m,)``: at which step, fractions included, each point is.
    points
        ``(m, 3)``: plane coordinates and loss.
    at_knot
        ``(k,)``: the numbers of the points that are steps.
    """

    stride: int
    knots: Floats
    time: Floats
    points: Floats
    at_knot: Integers

    def until(self, moment: float) -> tuple[Floats, Floats]:
        """Return the points before a moment ``(n, 3)``, and those of them that are steps ``(k, 3)``."""
        # A step's own point isn't before its moment, though time is a sum of rounded shares.
        count = int(np.searchsorted(self.time, moment - 1e-9, side="left"))
        return self.points[:count], self.points[self.at_knot[self.at_knot < count]]

    def at(self, moment: float) -> Floats:
        """Return where it is at a moment ``(3,)``: plane coordinates and loss, straight between its points."""
        with np.errstate(invalid="ignore"):
            return np.array([np.interp(moment, self.time, column) for column in self.points.T])


def project_path(
    ground: ProjectionBasis, theta: Thetas, first: int = 0, before: ProjectedPath | None = None
) -> ProjectedPath:
    """Return a path, projected.

    Parameters
    ----------
    ground
        What it is laid on.
    theta
        ``(n, P)``: the parameters at each step.
    first
        The number of the first of these steps.
    before
        A projected path on the same ground. What the two have in common is taken over.
    """
    stride, most = stride_at_hand(theta), _most_knots(ground.objective)
    while len(theta) > most * stride:
        stride *= 2
    knots = theta[::stride]
    kept = _common(knots, before) if before is not None and before.stride == stride else 0
    if before is None or kept < 1:
        start = ground.points(knots[:1])
        time = np.array([float(first)])
        return _grown(ground, ProjectedPath(stride, knots[:1], time, start, np.zeros(1, dtype=np.intp)), knots, first)
    last = int(before.at_knot[kept - 1]) + 1
    shared = ProjectedPath(stride, knots[:kept], before.time[:last], before.points[:last], before.at_knot[:kept])
    return _grown(ground, shared, knots, first)


def _most_knots(objective: Objective) -> int:
    judged = objective.pointwise
    if judged is None or not (is_estimate(objective) or is_large(objective)):
        return MOST_KNOTS
    return int(np.clip(MOST_NUMBERS / (judged.rows * judged.size), FEWEST_KNOTS, MOST_KNOTS))


def _most_between(objective: Objective) -> int:
    judged = objective.pointwise
    if is_estimate(objective):
        return 0
    if judged is None or not is_large(objective):
        return MOST_BETWEEN
    each = judged.rows * judged.size * _most_knots(objective)
    return int(np.clip(MOST_NUMBERS_BETWEEN / each, 0, MOST_BETWEEN))


def _common(knots: Floats, before: ProjectedPath) -> int:
    """Return how many of the first knots are the same."""
    length = min(len(knots), len(before.knots))
    if knots.shape[1] != before.knots.shape[1]:
        return 0
    same = np.all(knots[:length] == before.knots[:length], axis=1)
    return length if same.all() else int(np.argmin(same))


def _grown(ground: ProjectionBasis, trail: ProjectedPath, knots: Floats, first: int) -> ProjectedPath:
    """Return the projected path with the knots that it hasn't yet."""
    done = len(trail.knots)
    if done == len(knots):
        return trail
    starts, ways = knots[done - 1 : -1], np.diff(knots[done - 1 :], axis=0)
    segment, share = _between(ground, starts, starts + ways)
    theta = starts[segment] + ways[segment] * share[:, None]
    time = first + trail.stride * (done - 1 + segment + share)
    at_knot = len(trail.time) + np.flatnonzero(share == 1.0)
    return ProjectedPath(
        trail.stride,
        knots,
        np.concatenate([trail.time, time]),
        np.concatenate([trail.points, ground.points(theta)]),
        np.concatenate([trail.at_knot, at_knot]),
    )


def _between(ground: ProjectionBasis, starts: Floats, ends: Floats) -> tuple[Integers, Floats]:
    """Return where points are needed: the segment, and how far along it (the last one of each at exactly 1).

    Only the part of a segment that is over the floor gets points in between.
    """
    most = _most_between(ground.objective)
    if not most:
        return np.arange(len(starts)), np.ones(len(starts))
    a, b = (
        np.stack(ground.box.across(*np.moveaxis(ground.plane.project(ends_)[0], -1, 0)), -1) for ends_ in (starts, ends)
    )
    enter, leave = over_floor(a, b, 1.1 * np.array(ground.box.corner))
    with np.errstate(all="ignore"):
        length = np.linalg.norm(b - a, axis=1) * np.maximum(leave - enter, 0)
    count = np.clip(np.nan_to_num(np.ceil(length / FINENESS), nan=0, posinf=0), 0, most).astype(np.intp)
    segment = np.repeat(np.arange(len(starts)), count + 1)
    number = np.arange(len(segment)) - np.repeat(np.cumsum(count + 1) - (count + 1), count + 1)
    share = enter[segment] + (leave - enter)[segment] * (number + 1) / (count[segment] + 1)
    # Only the last point of a segment has a share of exactly 1: that is how `_grown` knows which points are steps.
    share = np.where(number == count[segment], 1.0, np.minimum(share, 1 - 1e-9))
    return segment, share


def over_floor(a: Floats, b: Floats, corner: Floats) -> tuple[Floats, Floats]:
    """Return which part of each segment between places ``(n, 2)`` is over the floor: from and to, as shares ``(n,)``.

    An empty part ends before it begins.
    """
    with np.errstate(all="ignore"):
        way = b - a
        low, high = (-corner - a) / way, (corner - a) / way
        inside = np.abs(a) <= corner
        near = np.where(way == 0, np.where(inside, -np.inf, np.inf), np.minimum(low, high))
        far = np.where(way == 0, np.where(inside, np.inf, -np.inf), np.maximum(low, high))
    return np.clip(near.max(axis=1), 0, 1), np.clip(far.min(axis=1), 0, 1)
