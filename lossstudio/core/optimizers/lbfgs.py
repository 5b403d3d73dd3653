"""L-BFGS: a Newton step from the last few steps and how they turned the gradient."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import MORE_THAN_THE_GRADIENT, NOT_IN_KERAS, NOT_IN_PYTORCH, OptimizerCode
from lossstudio.core.optimizers.line_search import backtracked
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import SHRINK, SLOPE
from lossstudio.core.optimizers.state import dot
from lossstudio.core.option import Integer

ROUND = 1e-10
"""After a step along which the gradient turned less than this share, or backwards, all is forgotten: keeping the old
curvature there makes it crawl."""

UNDERFLOW = 1e-280
"""So it is when the product of step and change is smaller than this: its inverse would not be finite."""


@dataclass(frozen=True, slots=True)
class CurvaturePairs:
    """The last steps and the changes of the gradient along them, ``(..., n, P)`` each, oldest first.

    Rows of zeros come first where a runner has learnt from fewer steps than its companions.
    """

    steps: Floats
    changes: Floats


def _start(theta: Floats, _learning_rate: Any) -> CurvaturePairs:
    empty = np.zeros((*theta.shape[:-1], 0, theta.shape[-1]))
    return CurvaturePairs(empty, empty)


def _direction(gradient: Floats, state: CurvaturePairs) -> Floats:
    """Return minus the inverse curvature times the gradient (two-loop recursion: Nocedal, 1980, algorithm 7.4)."""
    bends = (state.steps * state.changes).sum(axis=-1)
    weights = np.where(bends > 0.0, 1.0 / np.where(bends > 0.0, bends, 1.0), 0.0)[..., None]
    count = weights.shape[-2]
    direction = gradient.copy()
    shares: list[Floats] = []
    for i in reversed(range(count)):
        shares.append(weights[..., i, :] * dot(state.steps[..., i, :], direction))
        direction -= shares[-1] * state.changes[..., i, :]
    if count:
        length = dot(state.changes[..., -1, :], state.changes[..., -1, :])
        known = length > 0.0
        direction *= np.where(known, bends[..., -1:] / np.where(known, length, 1.0), 1.0)
    for i in range(count):
        back = weights[..., i, :] * dot(state.changes[..., i, :], direction)
        direction += (shares[count - 1 - i] - back) * state.steps[..., i, :]
    return -direction


def _remembered(state: CurvaturePairs, step: Floats, change: Floats, history: int) -> CurvaturePairs:
    steps, changes = state.steps, state.changes
    if steps.shape[-2] < history:
        blank = np.zeros_like(step)[..., None, :]
        steps, changes = np.concatenate([blank, steps], axis=-2), np.concatenate([blank, changes], axis=-2)
    steps, changes = steps[..., -history:, :], changes[..., -history:, :]
    useful = dot(step, change) > ROUND * np.sqrt(dot(step, step) * dot(change, change)) + UNDERFLOW
    return CurvaturePairs(_pushed(steps, step, useful), _pushed(changes, change, useful))


def _pushed(rows: Floats, row: Floats, useful: Any) -> Floats:
    return np.where(useful[..., None], np.concatenate([rows[..., 1:, :], row[..., None, :]], axis=-2), 0.0)


def _update(
    point: Point,
    state: CurvaturePairs,
    theta: Floats,
    _learning_rate: Any,
    *,
    history: int,
    shrink: Any,
    slope: Any,
) -> tuple[Floats, CurvaturePairs]:
    step = backtracked(point, theta, _direction(point.gradient, state), 1.0, shrink, slope)
    change = point.gradient_at(theta + step) - point.gradient_at(theta)
    return step, _remembered(state, step, change, history)


LBFGS = Optimizer(
    key="lbfgs",
    label="L-BFGS",
    summary="learns the curvature from its last steps and backtracks from a full step; needs no learning rate",
    options=(
        Integer(name="history", default=10, help="How many steps it learns from.", minimum=1, slider=(1, 30)),
        SHRINK,
        SLOPE,
    ),
    start=_start,
    update=_update,
    formula="θ ← θ − t H g,  H from the last steps Δθ and gradient changes Δg,  t = 1, s, s², …",
    source="Nocedal, Updating quasi-Newton matrices with limited storage, 1980",
    rate_scales=False,
    code=OptimizerCode(
        pytorch=NOT_IN_PYTORCH,
        keras=NOT_IN_KERAS,
        numpy=MORE_THAN_THE_GRADIENT,
    ),
)
