"""Adam: momentum and a step size of its own for every parameter."""

from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import EARLY_EPSILON, OptimizerCall, OptimizerCode, OptimizerLines
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import BETA1, BETA2, epsilon
from lossstudio.core.optimizers.state import NO_MOMENTS, Moments, decayed, moments_lines, no_moments, number


def adam_moments(gradient: Floats, state: Moments, beta1: Any, beta2: Any) -> Moments:
    """Return the moments after one more gradient ``(..., P)``; the betas are numbers or ``(R, 1)``."""
    return Moments(
        decayed(state.mean, gradient, beta1), decayed(state.square, gradient * gradient, beta2), state.count + 1.0
    )


def adam_step(state: Moments, square: Floats, rate: Any, beta1: Any, beta2: Any, epsilon: Any) -> Floats:
    """Return the step ``(..., P)``, -rate * mean' / (sqrt(square') + epsilon).

    Here ' is the correction of the bias towards zero; `square` is ``(..., P)``, the rest are numbers or ``(R, 1)``.
    """
    count = number(state.count)
    root = (1.0 - beta2**count) ** 0.5
    spread = np.sqrt(square)
    spread += epsilon * root
    step = state.mean / spread
    step *= rate * root / (beta1**count - 1.0)
    return step


def _update(
    point: Point, state: Moments, _theta: Floats, learning_rate: Any, *, beta1: Any, beta2: Any, epsilon: Any
) -> tuple[Floats, Moments]:
    moments = adam_moments(point.gradient, state, beta1, beta2)
    return adam_step(moments, moments.square, learning_rate, beta1, beta2, epsilon), moments


def _numpy(_rate: str, *, beta1: float, beta2: float, epsilon: float) -> OptimizerLines:
    step = f"theta = theta - r * mean / (np.sqrt(square) + {epsilon!r})"
    return OptimizerLines(NO_MOMENTS, (*moments_lines(beta1, beta2), step))


ADAM = Optimizer(
    key="adam",
    label="Adam",
    summary="momentum, divided by the typical size of each parameter's gradient",
    options=(BETA1, BETA2, epsilon(1e-8)),
    start=no_moments,
    update=_update,
    formula="m ← β₁ m + (1 − β₁) g;  v ← β₂ v + (1 − β₂) g²;  θ ← θ − η m̂ / (√v̂ + ε)",
    source="Kingma and Ba, Adam: A method for stochastic optimization, 2015, arXiv:1412.6980",
    code=OptimizerCode(
        pytorch=OptimizerCall(made="Adam(parameters, lr={rate!r}, betas=({beta1!r}, {beta2!r}), eps={epsilon!r})"),
        keras=OptimizerCall(
            made="Adam({rate!r}, beta_1={beta1!r}, beta_2={beta2!r}, epsilon={epsilon!r})", remark=EARLY_EPSILON
        ),
        numpy=_numpy,
    ),
)
