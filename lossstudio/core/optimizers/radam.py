"""RAdam: Adam that waits until its divisor can be trusted."""

from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import NOT_IN_KERAS, OptimizerCall, OptimizerCode, OptimizerLines
from lossstudio.core.optimizers.adam import adam_moments
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import BETA1, BETA2, epsilon
from lossstudio.core.optimizers.state import NO_MOMENTS, Moments, moments_lines, no_moments, number

TRUSTED = 5.0
"""The length of the average of squares above which it is used."""


def _rectification(length: Any, longest: Any) -> Any:
    """Return the paper's r: the root of the ratio of variances; only meant for trusted lengths."""
    length, longest = np.maximum(length, TRUSTED), np.maximum(longest, TRUSTED)
    return np.sqrt((length - 4.0) * (length - 2.0) * longest / ((longest - 4.0) * (longest - 2.0) * length))


def _update(
    point: Point, state: Moments, _theta: Floats, learning_rate: Any, *, beta1: Any, beta2: Any, epsilon: Any
) -> tuple[Floats, Moments]:
    moments = adam_moments(point.gradient, state, beta1, beta2)
    count = number(moments.count)
    unbiased = 1.0 - beta2**count
    longest = 2.0 / (1.0 - beta2) - 1.0
    length = longest - 2.0 * count * beta2**count / unbiased
    adapted = _rectification(length, longest) * unbiased**0.5 / (np.sqrt(moments.square) + epsilon)
    step = moments.mean * (learning_rate / (beta1**count - 1.0)) * np.where(length > TRUSTED, adapted, 1.0)
    return step, moments


def _numpy(_rate: str, *, beta1: float, beta2: float, epsilon: float) -> OptimizerLines:
    longest = 2.0 / (1.0 - beta2) - 1.0
    steps = (
        *moments_lines(beta1, beta2),
        f"fade = {beta2!r} ** (step + 1)",
        f"length = {longest!r} - 2 * (step + 1) * fade / (1 - fade)",
        "if length > 5:",
        f"    trust = (length - 4) * (length - 2) * {longest!r} / ({(longest - 4) * (longest - 2)!r} * length)",
        f"    mean = mean * np.sqrt(trust) * np.sqrt(1 - fade) / (np.sqrt(v) + {epsilon!r})",
        "theta = theta - r * mean",
    )
    return OptimizerLines(NO_MOMENTS, steps)


RADAM = Optimizer(
    key="radam",
    label="RAdam",
    summary="plain momentum at first, Adam once it has seen enough gradients to judge their size",
    options=(BETA1, BETA2, epsilon(1e-8)),
    start=no_moments,
    update=_update,
    formula="m, v as Adam;  θ ← θ − η m̂ r √(1 − β₂ᵗ) / (√v + ε) when ρₜ > 5, else θ ← θ − η m̂",
    source="Liu et al., On the variance of the adaptive learning rate and beyond, 2020, arXiv:1908.03265",
    code=OptimizerCode(
        pytorch=OptimizerCall(made="RAdam(parameters, lr={rate!r}, betas=({beta1!r}, {beta2!r}), eps={epsilon!r})"),
        keras=NOT_IN_KERAS,
        numpy=_numpy,
    ),
)
