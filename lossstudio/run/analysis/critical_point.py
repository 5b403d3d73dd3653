"""What kind of point a runner stands on: a minimum, a saddle, a plateau, a maximum, a slope; of a game, an equilibrium.

A kind is given only with evidence that holds. The loss must have stopped falling on its own scale: what a Newton step
still promises is nothing against what it has fallen, and nothing against what is left of it. Curvatures are looked at
with each parameter in a unit of its own, so that no unit of the data decides. A way down along a direction that bends
downwards is tried, not inferred.
"""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.curvature import DENSE_LIMIT, extreme_eigenvectors_in_pieces, hessian
from lossstudio.core.evenly import evenly
from lossstudio.core.objective.estimate import estimate_of
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.core.objective.objective import Objective
from lossstudio.core.pieces import Pieces, finished
from lossstudio.core.random import normal
from lossstudio.run.analysis.folds import fall_nearby
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.runner_group import length_without_overflow
from lossstudio.run.training.timeline import Timeline


def is_piecewise_linear(objective: Objective) -> bool:
    """Say whether an objective is made of flat pieces, so that its curvature shows neither minima nor limits.

    The distance has a kink at its bottom alone, and bends everywhere else.
    """
    judged = objective.pointwise
    return judged is not None and judged.loss.takes != "vector" and bool(judged.kinks)


def has_constant_hessian(objective: Objective) -> bool:
    """Say whether an objective is a quadratic that bends upwards, so that its curvature is the same everywhere."""
    return objective.is_bowl


PointKind: TypeAlias = Literal[
    "minimum", "saddle", "plateau", "maximum", "slope", "endless", "attracting", "repelling", "turning"
]

LEVEL = 1e-2
"""A gradient is small when it is at most this share of the steepest on the way."""
PROMISE = 1e-3
"""A place is reached when a Newton step would lower the loss by at most this share of what it fell, and of what is left
above its bound."""
ARRIVED = 1e-6
"""What is left of a fall when nothing is left of it: near its bound a loss may fall by the same share at every step."""
ROUND = 1e-12
"""What of a loss is rounding."""
EXACT = 1e-14
"""What of an eigenvalue is rounding, beside the largest."""
FLAT = 1e-3
"""A curvature counts as none below this share of the largest there, each parameter in its own unit."""
FLAT_AROUND = 1e-2
"""All is flat when the largest curvature is below this share of what the way down would have."""
UNMOVED = 0.01
"""A run has gone nowhere when its loss has changed by at most this share, ..."""
UNPROMISING = 0.1
"""... and no step that is tried would change it by this share."""
LENGTHS: Floats = 2.0 ** np.arange(-10.0, 2.0)
"""How many times a step's length is tried where it is asked what a direction has to offer."""
FLAT_TRIED = 16
"""Along so many directions, drawn by chance, the loss is tried where it hardly bends: it may fall farther away."""
RIDGE = 0.1
"""A surface that bends downwards by this share of how it bends upwards is no bowl."""
MOST_STEPS = 512
"""At so many steps of a way it is looked at what no update has, evenly chosen."""
AT_ONCE = 32
"""So many places on the way are evaluated before a pause."""
MOST_ESTIMATED = 64
"""At so many where very many rows make each of them dear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalPoint:
    """A point, and the evidence.

    Attributes
    ----------
    kind
        "slope": still on its way. "endless": too, and there is nowhere to arrive, since the loss falls for ever as
        the parameters grow. Where the loss has stopped falling: "minimum" (nothing curves downwards; it may be flat
        along some directions), "saddle" (it curves both ways), "maximum" (nothing curves upwards), "plateau" (hardly
        anything curves, or the loss falls farther away where nothing does). A way that led nowhere, where no step
        promises more, has also ended on a "plateau". Where the field of a game is small: "attracting" (followed in
        small steps, it leads to the point), "repelling" (away from it), "turning" (around it).
    gradient_norm
        The length of the gradient, or of the joint field, on all rows.
    steepest
        The longest on the way, against which it is small or not.
    lowest, highest
        The extreme eigenvalues of the Hessian; of a game, the extreme real parts of those of the field's derivative.
    turning
        The largest imaginary part of these; None where there is no game.
    fall
        Of a loss with folds, where curvatures don't tell: by how much it falls where the slopes around lead. None
        elsewhere, and where that would take long.
    rows
        How many rows of how many it was looked at on; None where it was on all of them.
    """

    kind: PointKind
    gradient_norm: float
    steepest: float
    lowest: float
    highest: float
    turning: float | None = None
    fall: float | None = None
    rows: tuple[int, int] | None = None

    @property
    def is_bowl(self) -> bool:
        """Whether the surface bends upwards, and nearly nowhere downwards."""
        return self.highest > 0.0 and self.lowest >= -RIDGE * self.highest


def critical_point(
    timeline: Timeline, runner: int = 0, step: int | None = None, *, estimated: bool = False
) -> CriticalPoint:
    """Return what kind of point a runner stands on at a step (None: its last finite one).

    It comes in pieces from `critical_point_in_pieces`.

    Parameters
    ----------
    timeline
        The run so far; what is small is measured by how steep and how high its way was.
    estimated
        Whether some of very many rows will do, where all of them would take long.
    """
    return finished(critical_point_in_pieces(timeline, runner, step, estimated=estimated))


def critical_point_in_pieces(
    timeline: Timeline, runner: int = 0, step: int | None = None, *, estimated: bool = False
) -> Pieces[CriticalPoint]:
    """Find what `critical_point` returns."""
    compiled, stop = timeline.compiled, timeline.stopped[runner]
    last = timeline.length if stop is None else stop[0]
    at = last if step is None else min(step, last)
    objective = compiled.objective(runner, at)
    looked_at = estimate_of(objective) if estimated else objective
    steepest, fallen = yield from _steepest_and_fallen(timeline, runner, at, looked_at)
    point = yield from _point_at(looked_at, timeline.theta[at, runner], steepest, fallen)
    return point if looked_at is objective else replace(point, rows=(looked_at.rows, objective.rows))


def steepest_and_fallen(
    timeline: Timeline, runner: int, step: int, looked_at: Objective | None = None
) -> tuple[float, float]:
    """Return the longest gradient on a runner's way to a step, that place included, and how far the way led down.

    Both are of what it minimises there, on all rows. Updates that saw just that have left their numbers in the
    timeline; of others some places are evaluated, evenly chosen, on the rows of what is `looked_at`.
    """
    return finished(_steepest_and_fallen(timeline, runner, step, looked_at))


def _steepest_and_fallen(
    timeline: Timeline, runner: int, step: int, looked_at: Objective | None
) -> Pieces[tuple[float, float]]:
    compiled = timeline.compiled
    objective = compiled.objective(runner, step)
    estimated = looked_at is not None and looked_at is not objective
    made = _has_all_numbers(compiled, runner, step)
    most = MOST_ESTIMATED if estimated else MOST_STEPS
    chosen = np.array([step]) if made else np.append(timeline.at_hand(evenly(step, most)), step)
    objective = objective if looked_at is None else looked_at
    parts = []
    for first in range(0, len(chosen), AT_ONCE):
        with np.errstate(all="ignore"):
            its, gradients = objective.values_and_gradients(timeline.theta[chosen[first : first + AT_ONCE], runner])
            parts.append((its, length_without_overflow(gradients)))
        yield
    values, lengths = (np.concatenate(each) for each in zip(*parts, strict=True))
    if made:
        values = np.append(timeline.batch_loss[:step, runner], values)
        lengths = np.append(timeline.gradient_norm[:step, runner], lengths)
    known = values[np.isfinite(values)]
    return float(np.max(lengths, initial=0.0, where=np.isfinite(lengths))), float(np.ptp(known)) if len(known) else 0.0


def _has_all_numbers(compiled: CompiledRecipe, runner: int, step: int) -> bool:
    """Say whether every update before a step saw all rows, and the objective that is in force there."""
    objective, rows = compiled.objective(runner, step), compiled.problem.rows
    for at in (0, *(change for change in compiled.changes_at if change < step)):
        size = compiled.settings(at)[runner].batch_size
        if compiled.objective(runner, at) is not objective or (size is not None and size < rows):
            return False
    return True


def point_at(objective: Objective, theta: Floats, *, steepest: float, fallen: float) -> CriticalPoint:
    """Return what kind of point theta ``(P,)`` is.

    Parameters
    ----------
    steepest, fallen
        The longest gradient that was met on the way there, and how far the way led down; they say what is small.
    """
    return finished(_point_at(objective, theta, steepest, fallen))


def _point_at(objective: Objective, theta: Floats, steepest: float, fallen: float) -> Pieces[CriticalPoint]:
    with np.errstate(all="ignore"):
        value, gradient = objective.values_and_gradients(theta)
        norm = float(length_without_overflow(gradient))
        if objective.game is not None:
            return _point_of_game(objective.game, theta, norm, steepest)
    yield
    bends = yield from _Bends.at(objective, theta)
    with np.errstate(all="ignore"):
        lowest, highest = (0.0 if abs(bend) <= EXACT * bends.largest else bend for bend in bends.range)
        kind: PointKind = "slope"
        folded = objective.pointwise is not None and objective.pointwise.has_folds
        fall = fall_nearby(objective, theta, fallen) if folded and np.isfinite([float(value), norm]).all() else None
        if np.isfinite([float(value), norm, lowest, highest]).all():
            kind = _kind(_Place(objective, theta, float(value), gradient, bends, fall), steepest, fallen)
    return CriticalPoint(kind=kind, gradient_norm=norm, steepest=steepest, lowest=lowest, highest=highest, fall=fall)


@dataclass(frozen=True, slots=True, eq=False)
class _Bends:
    """How an objective bends at a place.

    Attributes
    ----------
    range
        The extreme eigenvalues of the Hessian.
    units
        ``(P,)``: each parameter's own unit, in which its curvatures are of the order of 1.
    values, vectors
        Rising eigenvalues ``(n,)`` in these units, and their vectors ``(P, n)``; of many parameters the two extremes.
    """

    range: tuple[float, float]
    units: Floats
    values: Floats
    vectors: Floats

    @classmethod
    def at(cls, objective: Objective, theta: Floats) -> Pieces["_Bends"]:
        if theta.size > DENSE_LIMIT:
            values, vectors = yield from extreme_eigenvectors_in_pieces(objective, theta)
            with np.errstate(all="ignore"):
                largest = float(np.abs(values).max())
                units = np.full(theta.size, 1.0 / np.sqrt(largest) if largest > 0.0 else 1.0)
                return cls((float(values[0]), float(values[1])), units, values * units[:2] ** 2, vectors.T)
        with np.errstate(all="ignore"):
            matrix = hessian(objective, theta)
            if not np.isfinite(matrix).all():
                return cls((-np.inf, np.inf), np.ones(theta.size), np.zeros(theta.size), np.eye(theta.size))
            raw = np.linalg.eigvalsh(matrix)
            units = _units(matrix)
            values, vectors = np.linalg.eigh(matrix * np.outer(units, units))
            return cls((float(raw[0]), float(raw[-1])), units, values, vectors)

    @property
    def all_upwards(self) -> bool:
        """Whether it clearly bends upwards in all directions: there is a bottom, and a Newton step leads to it."""
        return bool(self.values[0] > FLAT_AROUND * np.abs(self.values).max())

    @property
    def largest(self) -> float:
        """The largest eigenvalue of the Hessian, by size."""
        return max(abs(bend) for bend in self.range)


def _units(matrix: Floats) -> Floats:
    """Return for each parameter 1 over the root of its own curvature; of those without any, the largest that is known.

    Jacobi's scaling: it makes the curvatures the same in whatever unit each parameter is measured.
    """
    own = np.abs(np.diag(matrix))
    across = np.abs(matrix).max(axis=1)
    bend = np.where(own > FLAT * across, own, across)
    if not bend.any():
        return np.ones(len(bend))
    units: Floats = 1.0 / np.sqrt(np.where(bend > 0.0, bend, bend[bend > 0.0].min()))
    return units


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """A place ``(P,)`` of an objective: its value, gradient, bends; and how far it falls, where folds decide that."""

    objective: Objective
    theta: Floats
    value: float
    gradient: Floats
    bends: _Bends
    fall: float | None

    @property
    def newton_step(self) -> Floats:
        """A step ``(P,)`` down, as long as the bends say; flat directions count as bent a little."""
        bends, slope = self.bends, self.gradient * self.bends.units
        along = bends.vectors.T @ slope
        floor = FLAT * max(float(np.abs(bends.values).max()), FLAT)
        step = bends.vectors @ (along / np.maximum(np.abs(bends.values), floor))
        rest = slope - bends.vectors @ along  # of many parameters: what lies along neither extreme
        return -bends.units * (step + rest / max(float(np.abs(bends.values).max()), FLAT))

    def offer(self, step: Floats) -> float:
        """Return by how much the loss falls along a step, at the best of several lengths; 0 where it never does."""
        values = self.objective.values(self.theta + LENGTHS[:, None] * step)
        return float(np.max(self.value - values, initial=0.0, where=np.isfinite(values)))

    @property
    def promise(self) -> float:
        """By how much a Newton step would lower the loss: what the bends say, or what is found where it is tried."""
        if self.fall is not None:
            return self.fall
        step = self.newton_step
        return max(-0.5 * float(self.gradient @ step), self.offer(step))

    @property
    def left(self) -> float:
        """How far the loss is above its least value; infinite where that isn't known."""
        least = self.objective.least
        return np.inf if least is None else self.value - least

    def leads_down(self) -> bool:
        """Say whether the loss falls along the direction that bends down most, which is tried to both sides."""
        way = self.bends.units * self.bends.vectors[:, 0]
        return max(self.offer(way), self.offer(-way)) > ROUND * abs(self.value)

    def is_lowest_around(self) -> bool:
        """Say whether the loss rises along all directions that are tried, and falls along none: the tip of a cone."""
        ways = normal(0, "ways around", (FLAT_TRIED, self.theta.size)) * self.bends.units
        for way in (*ways, *-ways):
            values = self.objective.values(self.theta + LENGTHS[:, None] * way)
            if not (np.all(values >= self.value) and np.any(values > self.value + ROUND * abs(self.value))):
                return False
        return True

    def falls_where_flat(self, none: float) -> float:
        """Return by how much the loss falls along some directions that hardly bend, to both sides; 0 where none do."""
        flat = self.bends.vectors[:, np.abs(self.bends.values) <= none]
        chance = normal(0, "flat directions", (FLAT_TRIED, flat.shape[1]))
        ways = self.bends.units * (chance @ flat.T)
        return max((self.offer(sign * way) for way in ways for sign in (1.0, -1.0)), default=0.0) if flat.size else 0.0


def _kind(place: _Place, steepest: float, fallen: float) -> PointKind:
    """Return the kind of a place at which everything is finite."""
    promise, bends, value = place.promise, place.bends, abs(place.value)
    scale = min(fallen, place.left) if fallen > 0.0 else min(value, place.left)
    rests = promise <= max(PROMISE * scale, ARRIVED * fallen, ROUND * value)
    small = float(length_without_overflow(place.gradient)) <= LEVEL * steepest
    if (rests or small) and place.objective.falls_for_ever(place.theta):
        return "endless"
    if not rests:
        nowhere = 0.0 < fallen <= UNMOVED * value and promise <= UNPROMISING * value and not bends.all_upwards
        return "plateau" if nowhere else "slope"
    if place.fall is not None:
        return "minimum"
    if _all_is_flat(place, steepest, fallen):
        return "minimum" if place.is_lowest_around() else "plateau"
    none = FLAT * float(np.abs(bends.values).max())
    if bends.values[0] < -none and place.leads_down():
        return "maximum" if bends.values[-1] <= none else "saddle"
    return "plateau" if place.falls_where_flat(none) > max(PROMISE * scale, ARRIVED * fallen) else "minimum"


def _all_is_flat(place: _Place, steepest: float, fallen: float) -> bool:
    """Say whether hardly anything bends, measured by how the way down must have bent; and there is more to lose."""
    if place.left <= ROUND * max(fallen, abs(place.value)):
        return False
    if not fallen > 0.0:
        return place.bends.largest == 0.0
    return place.bends.largest <= FLAT_AROUND * steepest * (steepest / (2.0 * fallen))


def _point_of_game(game: GameObjective, theta: Floats, norm: float, steepest: float) -> CriticalPoint:
    """Return the kind by the eigenvalues of minus the field's derivative, along which small steps lead."""
    field = game.field_jacobian(theta)
    if not np.isfinite(field).all():
        return CriticalPoint(
            kind="slope", gradient_norm=norm, steepest=steepest, lowest=-np.inf, highest=np.inf, turning=np.inf
        )
    eigenvalues = np.linalg.eigvals(-field)
    lowest, highest = float(eigenvalues.real.min()), float(eigenvalues.real.max())
    none = FLAT * float(np.abs(eigenvalues).max())
    kind: PointKind = "attracting" if highest < -none else "repelling" if highest > none else "turning"
    return CriticalPoint(
        kind=kind if norm <= LEVEL * steepest else "slope",
        gradient_norm=norm,
        steepest=steepest,
        lowest=lowest,
        highest=highest,
        turning=float(np.abs(eigenvalues.imag).max()),
    )
