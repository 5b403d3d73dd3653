"""Gradient descent that finds its step by backtracking."""

from typing import Any

from lossstudio.core.array import Floats
from lossstudio.core.code import MORE_THAN_THE_GRADIENT, NOT_IN_KERAS, NOT_IN_PYTORCH, OptimizerCode
from lossstudio.core.optimizers.backtracking import backtracked
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import SHRINK, SLOPE
from lossstudio.core.optimizers.state import NoState, no_state


def _update(
    point: Point, state: NoState, theta: Floats, learning_rate: Any, *, shrink: Any, slope: Any
) -> tuple[Floats, NoState]:
    return backtracked(point, theta, -point.gradient, learning_rate, shrink, slope), state


LINE_SEARCH = Optimizer(
    key="line_search",
    label="Line search",
    summary="tries the learning rate, and shortens the step until the loss falls enough",
    options=(SHRINK, SLOPE),
    start=no_state,
    update=_update,
    formula="θ ← θ − t g,  t = η, η s, η s², … until L(θ − t g) ≤ L(θ) − c t |g|²",
    source="Armijo, Minimization of functions having Lipschitz continuous first partial derivatives, 1966",
    rate_scales=False,
    code=OptimizerCode(
        pytorch=NOT_IN_PYTORCH,
        keras=NOT_IN_KERAS,
        numpy=MORE_THAN_THE_GRADIENT,
    ),
)
