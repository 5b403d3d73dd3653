"""Nonlinear conjugate gradients (Polak and Ribière), with restarts and backtracking."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import MORE_THAN_THE_GRADIENT, NOT_IN_KERAS, NOT_IN_PYTORCH, OptimizerCode
from lossstudio.core.optimizers.line_search import backtracked
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import SHRINK, SLOPE
from lossstudio.core.optimizers.state import dot


@dataclass(frozen=True, slots=True)
class Previous:
    """The last gradient and the last direction, ``(..., P)`` each."""

    gradient: Floats
    direction: Floats


def _start(theta: Floats, _learning_rate: Any) -> Previous:
    return Previous(np.zeros_like(theta), np.zeros_like(theta))


def _direction(gradient: Floats, state: Previous) -> Floats:
    """Return the next direction; steepest descent where the blend would not go down."""
    before = dot(state.gradient, state.gradient)
    blend = np.maximum(dot(gradient, gradient - state.gradient), 0.0) / np.where(before > 0.0, before, 1.0)
    direction = np.where(before > 0.0, blend, 0.0) * state.direction - gradient
    return np.where(dot(direction, gradient) < 0.0, direction, -gradient)


def _update(
    point: Point, state: Previous, theta: Floats, learning_rate: Any, *, shrink: Any, slope: Any
) -> tuple[Floats, Previous]:
    direction = _direction(point.gradient, state)
    step = backtracked(point, theta, direction, learning_rate, shrink, slope)
    return step, Previous(point.gradient, direction)


CONJUGATE_GRADIENT = Optimizer(
    key="conjugate_gradient",
    label="Conjugate gradients",
    summary="blends the gradient with the last direction so that steps don't undo each other; backtracks",
    options=(SHRINK, SLOPE),
    start=_start,
    update=_update,
    formula="d ← −g + max(0, g·(g − g′) / g′·g′) d;  θ ← θ + t d,  t = η, η s, η s², …",
    source="Polak and Ribière, Note sur la convergence de méthodes de directions conjuguées, 1969",
    rate_scales=False,
    code=OptimizerCode(
        pytorch=NOT_IN_PYTORCH,
        keras=NOT_IN_KERAS,
        numpy=MORE_THAN_THE_GRADIENT,
    ),
)
