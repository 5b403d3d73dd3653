"""RMSprop: the gradient divided by its recent root mean square."""

from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import epsilon, rho
from lossstudio.core.optimizers.state import Square, decayed, no_square


def _update(
    point: Point, state: Square, _theta: Floats, learning_rate: Any, *, rho: Any, epsilon: Any
) -> tuple[Floats, Square]:
    square = decayed(state.square, point.gradient * point.gradient, rho)
    return point.gradient / (np.sqrt(square) + epsilon) * -learning_rate, Square(square)


RMSPROP = Optimizer(
    key="rmsprop",
    label="RMSprop",
    summary="divides by the typical size of the recent gradients, for every parameter by itself",
    options=(rho(0.99), epsilon(1e-8)),
    start=no_square,
    update=_update,
    formula="s ← ρ s + (1 − ρ) g²;  θ ← θ − η g / (√s + ε)",
    source="Tieleman and Hinton, Neural networks for machine learning, lecture 6.5, 2012",
)
