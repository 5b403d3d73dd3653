"""NAdam: Adam with Nesterov's look ahead."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import OptimizerCall, OptimizerCode, OptimizerLines
from lossstudio.core.optimizers.adam import adam_moments
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import BETA1, BETA2, epsilon
from lossstudio.core.optimizers.state import NO_MOMENTS, Moments, moments_lines, no_count, number
from lossstudio.core.option import Number


@dataclass(frozen=True, slots=True)
class ScheduledMoments(Moments):
    """Adam's moments, and the product of the momenta so far ``(..., 1)``."""

    product: Floats


def _start(theta: Floats, _learning_rate: Any) -> ScheduledMoments:
    count = no_count(theta)
    return ScheduledMoments(np.zeros_like(theta), np.zeros_like(theta), count, np.ones_like(count))


def _momentum(beta1: Any, count: Any, decay: Any) -> Any:
    return beta1 * (1.0 - 0.5 * 0.96 ** (count * decay))


def _update(
    point: Point,
    state: ScheduledMoments,
    _theta: Floats,
    learning_rate: Any,
    *,
    beta1: Any,
    beta2: Any,
    epsilon: Any,
    momentum_decay: Any,
) -> tuple[Floats, ScheduledMoments]:
    moments = adam_moments(point.gradient, state, beta1, beta2)
    count = number(moments.count)
    now, ahead = _momentum(beta1, count, momentum_decay), _momentum(beta1, count + 1.0, momentum_decay)
    product = state.product * now
    spread = np.sqrt(moments.square / (1.0 - beta2**count)) + epsilon
    step = point.gradient * ((1.0 - now) / (1.0 - product)) + moments.mean * (ahead / (1.0 - product * ahead))
    return step / spread * -learning_rate, ScheduledMoments(moments.mean, moments.square, moments.count, product)


def _numpy(_rate: str, *, beta1: float, beta2: float, epsilon: float, momentum_decay: float) -> OptimizerLines:
    factor = f"{beta1!r} * (1 - 0.5 * 0.96 ** ((step + {{}}) * {momentum_decay!r}))"
    steps = (
        *moments_lines(beta1, beta2),
        f"now, ahead = {factor.format(1)}, {factor.format(2)}",
        "product = product * now",
        "move = g * (1 - now) / (1 - product) + m * ahead / (1 - product * ahead)",
        f"theta = theta - r * move / (np.sqrt(square) + {epsilon!r})",
    )
    return OptimizerLines((*NO_MOMENTS, "product = 1.0"), steps)


NADAM = Optimizer(
    key="nadam",
    label="NAdam",
    summary="Adam that looks ahead as Nesterov's momentum does",
    options=(
        BETA1,
        BETA2,
        epsilon(1e-8),
        Number(
            name="momentum_decay",
            default=0.004,
            help="How fast the momentum grows to β₁: 0 keeps it at half of it.",
            minimum=0.0,
            slider=(0.0, 0.1),
        ),
    ),
    start=_start,
    update=_update,
    formula="μₜ = β₁ (1 − ½ 0.96^(t ψ));  θ ← θ − η [(1 − μₜ) g / (1 − ∏μ) + μₜ₊₁ m / (1 − ∏μ μₜ₊₁)] / (√v̂ + ε)",
    source="Dozat, Incorporating Nesterov momentum into Adam, 2016",
    code=OptimizerCode(
        pytorch=OptimizerCall(
            made="NAdam(parameters, lr={rate!r}, betas=({beta1!r}, {beta2!r}), eps={epsilon!r},"
            " momentum_decay={momentum_decay!r})"
        ),
        keras=OptimizerCall(
            made="Nadam({rate!r}, beta_1={beta1!r}, beta_2={beta2!r}, epsilon={epsilon!r})",
            remark="Keras' Nadam lets its momentum grow by another rule.",
        ),
        numpy=_numpy,
    ),
)
