"""Adamax: Adam with the largest recent gradient instead of the root mean square."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import OptimizerCall, OptimizerCode, OptimizerLines
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import BETA1, BETA2, epsilon
from lossstudio.core.optimizers.state import decayed, no_count, number


@dataclass(frozen=True, slots=True)
class Extremes:
    """The mean gradient and its decaying largest size, ``(..., P)`` each, and the updates so far, ``(..., 1)``."""

    mean: Floats
    largest: Floats
    count: Floats


def _start(theta: Floats, _learning_rate: Any) -> Extremes:
    return Extremes(np.zeros_like(theta), np.zeros_like(theta), no_count(theta))


def _update(
    point: Point, state: Extremes, _theta: Floats, learning_rate: Any, *, beta1: Any, beta2: Any, epsilon: Any
) -> tuple[Floats, Extremes]:
    mean = decayed(state.mean, point.gradient, beta1)
    largest = np.maximum(state.largest * beta2, np.abs(point.gradient) + epsilon)
    count = state.count + 1.0
    step = mean / largest * (learning_rate / (beta1 ** number(count) - 1.0))
    return step, Extremes(mean, largest, count)


def _numpy(_rate: str, *, beta1: float, beta2: float, epsilon: float) -> OptimizerLines:
    steps = (
        f"m = {beta1!r} * m + {1 - beta1!r} * g",
        f"u = np.maximum({beta2!r} * u, np.abs(g) + {epsilon!r})",
        f"theta = theta - r / (1 - {beta1!r} ** (step + 1)) * m / u",
    )
    return OptimizerLines(("m, u = np.zeros_like(theta), np.zeros_like(theta)",), steps)


ADAMAX = Optimizer(
    key="adamax",
    label="Adamax",
    summary="Adam with the largest recent gradient in place of the root mean square",
    options=(BETA1, BETA2, epsilon(1e-8)),
    start=_start,
    update=_update,
    formula="m ← β₁ m + (1 − β₁) g;  u ← max(β₂ u, |g| + ε);  θ ← θ − η m̂ / u",
    source="Kingma and Ba, Adam: A method for stochastic optimization, 2015, section 7.1, arXiv:1412.6980",
    code=OptimizerCode(
        pytorch=OptimizerCall(made="Adamax(parameters, lr={rate!r}, betas=({beta1!r}, {beta2!r}), eps={epsilon!r})"),
        keras=OptimizerCall(
            made="Adamax({rate!r}, beta_1={beta1!r}, beta_2={beta2!r}, epsilon={epsilon!r})",
            remark="Keras' Adamax adds epsilon to the largest slope, where Loss Studio adds it to each one.",
        ),
        numpy=_numpy,
    ),
)
