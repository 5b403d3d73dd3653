"""What kind of point a runner stands on: a minimum, a saddle, a plateau, a cap, a slope; of a game, an equilibrium."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.curvature import DENSE_LIMIT, extreme_eigenvalues, hessian, jacobian
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.core.objective.objective import Objective
from lossstudio.run.lane import length_without_overflow
from lossstudio.run.timeline import Timeline

PointKind: TypeAlias = Literal["minimum", "saddle", "plateau", "cap", "slope", "attracting", "repelling", "turning"]

LEVEL = 1e-2
"""A gradient is small when it is at most this share of the steepest on the way, or of the loss by the way to 0."""
PROMISE = 1e-3
"""A place is reached when a Newton step would lower the loss by at most this share of what it fell on the way."""
FLAT = 1e-3
"""A curvature counts as none below this share of the largest there."""
FLAT_AROUND = 1e-2
"""All is flat when the largest curvature is below this share of what the way down would have."""
UNMOVED = 0.01
"""A run has gone nowhere when its loss has changed by at most this share, ..."""
UNPROMISING = 0.1
"""... and nothing promises more when following the slope, or the bend, as far as 0 would change it by this share."""
ROUND = 1e-6
"""What of a loss counts as fallen at least, so that a run may begin where it ends."""
TINY = 1e-300
MOST_STEPS = 4096
"""How many steps of a way are looked at, evenly chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPoint:
    """A point, and the evidence.

    Attributes
    ----------
    kind
        "slope": the gradient isn't small, so the descent isn't over. Where it is small: "minimum" (nothing curves
        downwards; it may be flat along some directions), "saddle" (it curves both ways), "cap" (nothing curves
        upwards), "plateau" (hardly anything curves). A way that led nowhere, with little promise that it will, has also
        ended on a "plateau". Where the field of a game is small: "attracting" (followed in small steps, it leads to
        the point), "repelling" (away from it), "turning" (around it).
    gradient_norm
        The length of the gradient, or of the joint field, on all rows.
    steepest
        The longest on the way, against which it is small or not.
    lowest, highest
        The extreme eigenvalues of the Hessian; of a game, the extreme real parts of those of the field's derivative.
    turning
        The largest imaginary part of these; 0 where there is no game.
    """

    kind: PointKind
    gradient_norm: float
    steepest: float
    lowest: float
    highest: float
    turning: float = 0.0


def standing_point(timeline: Timeline, runner: int = 0, step: int | None = None) -> StandingPoint:
    """Return what kind of point a runner stands on at a step (None: its last finite one).

    Parameters
    ----------
    timeline
        The run so far; how steep and how high its way was says what is small.
    """
    course, stop = timeline.course, timeline.stopped[runner]
    last = timeline.length if stop is None else stop[0]
    at = last if step is None else min(step, last)
    objective = course.objective(runner, at)
    chosen = np.unique(np.linspace(0, at, min(MOST_STEPS, at + 1)).round().astype(np.intp))
    with np.errstate(all="ignore"):
        values, gradients = objective.values_and_gradients(timeline.theta[chosen, runner])
        lengths = length_without_overflow(gradients)
    steepest = float(np.max(lengths, initial=0.0, where=np.isfinite(lengths)))
    known = values[np.isfinite(values)]
    fallen = float(np.ptp(known)) if len(known) else 0.0
    return point_at(objective, timeline.theta[at, runner], steepest=steepest, fallen=fallen)


def point_at(objective: Objective, theta: Floats, *, steepest: float, fallen: float) -> StandingPoint:
    """Return what kind of point theta ``(P,)`` is.

    Parameters
    ----------
    steepest, fallen
        The longest gradient that was met on the way there, and how far the way led down; they say what is small.
    """
    with np.errstate(all="ignore"):
        value, gradient = objective.values_and_gradients(theta)
    norm, reach = float(length_without_overflow(gradient)), max(1.0, float(length_without_overflow(theta)))
    small = norm <= LEVEL * max(steepest, abs(float(value)) / reach)
    if objective.game is not None:
        return _point_of_game(objective.game, theta, norm, steepest, small=small)
    values, along = _curvatures(objective, theta, gradient)
    lowest, highest = float(values[0]), float(values[-1])
    largest = max(abs(lowest), abs(highest))
    with np.errstate(all="ignore"):
        usual = max(steepest * (steepest / (2.0 * fallen)) if fallen > 0 else 0.0, abs(float(value)) / reach / reach)
        promise = float(np.sum(along**2 / (2.0 * np.maximum(np.abs(values), max(FLAT * largest, TINY)))))
    kind: PointKind = "slope"
    if small and largest <= FLAT_AROUND * usual:
        kind = "plateau"
    elif promise <= PROMISE * max(fallen, ROUND * abs(float(value))):
        kind = _kind(lowest, highest, FLAT * largest)
    elif 0.0 < fallen <= UNMOVED * abs(float(value)) and _unpromising(theta, abs(float(value)), norm, largest):
        kind = "plateau"
    return StandingPoint(kind=kind, gradient_norm=norm, steepest=steepest, lowest=lowest, highest=highest)


def _curvatures(objective: Objective, theta: Floats, gradient: Floats) -> tuple[Floats, Floats]:
    """Return eigenvalues of the Hessian, rising, and the gradient along their vectors.

    Of many parameters only the extreme ones, and all of the gradient along the one that is less curved.
    """
    with np.errstate(all="ignore"):
        if theta.size > DENSE_LIMIT:
            values = np.array(extreme_eigenvalues(objective, theta))
            return values, np.linalg.norm(gradient) * (np.abs(values) == np.abs(values).min())
        matrix = hessian(objective, theta)
    if not np.isfinite(matrix).all():
        return np.array([-np.inf, np.inf]), np.full(2, np.inf)
    values, vectors = np.linalg.eigh(matrix)
    return values, vectors.T @ gradient


def _unpromising(theta: Floats, height: float, slope: float, bend: float) -> bool:
    """Return whether neither the slope nor the bend, followed as far as 0, changes the loss by much."""
    reach = max(1.0, float(np.abs(theta).max()))
    return max(slope * reach, bend * reach**2 / 2) <= UNPROMISING * height


def _kind(lowest: float, highest: float, none: float) -> PointKind:
    if lowest >= -none:
        return "minimum"
    return "cap" if highest <= none else "saddle"


def _point_of_game(game: GameObjective, theta: Floats, norm: float, steepest: float, *, small: bool) -> StandingPoint:
    """Return the kind by the eigenvalues of minus the field's derivative, along which small steps lead."""
    with np.errstate(all="ignore"):
        field = jacobian(game, theta)
    if not np.isfinite(field).all():
        return StandingPoint(kind="slope", gradient_norm=norm, steepest=steepest, lowest=-np.inf, highest=np.inf)
    eigenvalues = np.linalg.eigvals(-field)
    lowest, highest = float(eigenvalues.real.min()), float(eigenvalues.real.max())
    none = FLAT * float(np.abs(eigenvalues).max())
    kind: PointKind = "attracting" if highest < -none else "repelling" if highest > none else "turning"
    return StandingPoint(
        kind=kind if small else "slope",
        gradient_norm=norm,
        steepest=steepest,
        lowest=lowest,
        highest=highest,
        turning=float(np.abs(eigenvalues.imag).max()),
    )
