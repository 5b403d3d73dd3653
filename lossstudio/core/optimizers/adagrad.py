"""Adagrad: parameters that were moved much move less from then on."""

from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import OptimizerCall, OptimizerCode, OptimizerLines
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import epsilon
from lossstudio.core.optimizers.state import Square, no_square


def _update(point: Point, state: Square, _theta: Floats, learning_rate: Any, *, epsilon: Any) -> tuple[Floats, Square]:
    total = state.square + point.gradient * point.gradient
    return point.gradient / (np.sqrt(total) + epsilon) * -learning_rate, Square(total)


def _numpy(_rate: str, *, epsilon: float) -> OptimizerLines:
    return OptimizerLines(
        ("s = np.zeros_like(theta)",), ("s = s + g**2", f"theta = theta - r * g / (np.sqrt(s) + {epsilon!r})")
    )


ADAGRAD = Optimizer(
    key="adagrad",
    label="Adagrad",
    summary="divides by the root of all squared gradients so far: steps only ever get shorter",
    options=(epsilon(1e-10),),
    start=no_square,
    update=_update,
    formula="s ← s + g²;  θ ← θ − η g / (√s + ε)",
    source="Duchi, Hazan and Singer, Adaptive subgradient methods for online learning, 2011",
    code=OptimizerCode(
        pytorch=OptimizerCall(made="Adagrad(parameters, lr={rate!r}, eps={epsilon!r})"),
        keras=OptimizerCall(
            made="Adagrad({rate!r}, initial_accumulator_value=0.0, epsilon={epsilon!r})",
            remark="Keras' Adagrad adds epsilon inside the root.",
        ),
        numpy=_numpy,
    ),
)
