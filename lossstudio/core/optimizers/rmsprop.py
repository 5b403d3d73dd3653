"""RMSprop: the gradient divided by its recent root mean square."""

from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import OptimizerCall, OptimizerCode, OptimizerLines
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import epsilon, rho
from lossstudio.core.optimizers.state import Square, decayed, no_square


def _update(
    point: Point, state: Square, _theta: Floats, learning_rate: Any, *, rho: Any, epsilon: Any
) -> tuple[Floats, Square]:
    square = decayed(state.square, point.gradient * point.gradient, rho)
    return point.gradient / (np.sqrt(square) + epsilon) * -learning_rate, Square(square)


def _numpy(_rate: str, *, rho: float, epsilon: float) -> OptimizerLines:
    steps = (f"s = {rho!r} * s + {1 - rho!r} * g**2", f"theta = theta - r * g / (np.sqrt(s) + {epsilon!r})")
    return OptimizerLines(("s = np.zeros_like(theta)",), steps)


RMSPROP = Optimizer(
    key="rmsprop",
    label="RMSprop",
    summary="divides by the typical size of the recent gradients, for every parameter by itself",
    options=(rho(0.99), epsilon(1e-8)),
    start=no_square,
    update=_update,
    formula="s ← ρ s + (1 − ρ) g²;  θ ← θ − η g / (√s + ε)",
    source="Tieleman and Hinton, Neural networks for machine learning, lecture 6.5, 2012",
    code=OptimizerCode(
        pytorch=OptimizerCall(made="RMSprop(parameters, lr={rate!r}, alpha={rho!r}, eps={epsilon!r})"),
        keras=OptimizerCall(
            made="RMSprop({rate!r}, rho={rho!r}, epsilon={epsilon!r})",
            remark="Keras' RMSprop adds epsilon inside the root.",
        ),
        numpy=_numpy,
    ),
)
