"""Lion: only the sign of a blend of gradient and momentum."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import NOT_IN_PYTORCH, OptimizerCall, OptimizerCode, OptimizerLines
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import BETA1, BETA2, weight_decay
from lossstudio.core.optimizers.state import decayed


@dataclass(frozen=True, slots=True)
class Mean:
    """The decaying mean of the gradients ``(..., P)``."""

    mean: Floats


def no_mean(theta: Floats, _learning_rate: Any) -> Mean:
    """Start with no gradient seen at theta ``(..., P)``."""
    return Mean(np.zeros_like(theta))


def _update(
    point: Point, state: Mean, theta: Floats, learning_rate: Any, *, beta1: Any, beta2: Any, weight_decay: Any
) -> tuple[Floats, Mean]:
    direction = np.sign(decayed(state.mean, point.gradient, beta1))
    step = (direction + weight_decay * theta) * -learning_rate
    return step, Mean(decayed(state.mean, point.gradient, beta2))


def _numpy(_rate: str, *, beta1: float, beta2: float, weight_decay: float) -> OptimizerLines:
    decay = f" + {weight_decay!r} * theta" if weight_decay else ""
    steps = (
        f"theta = theta - r * (np.sign({beta1!r} * m + {1 - beta1!r} * g){decay})",
        f"m = {beta2!r} * m + {1 - beta2!r} * g",
    )
    return OptimizerLines(("m = np.zeros_like(theta)",), steps)


LION = Optimizer(
    key="lion",
    label="Lion",
    summary="every parameter moves by the learning rate, up or down: only the sign of the momentum counts",
    options=(BETA1, replace(BETA2, default=0.99), weight_decay(0.0)),
    start=no_mean,
    update=_update,
    formula="θ ← θ − η (sign(β₁ m + (1 − β₁) g) + λ θ);  m ← β₂ m + (1 − β₂) g",
    source="Chen et al., Symbolic discovery of optimization algorithms, 2023, arXiv:2302.06675",
    code=OptimizerCode(
        pytorch=NOT_IN_PYTORCH,
        keras=OptimizerCall(made="Lion({rate!r}, beta_1={beta1!r}, beta_2={beta2!r}, weight_decay={weight_decay!r})"),
        numpy=_numpy,
    ),
)
