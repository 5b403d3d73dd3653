"""QHAdam: Adam in which both moments are weighted means of the newest and the remembered."""

from dataclasses import replace
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import NOT_IN_KERAS, NOT_IN_PYTORCH, OptimizerCode, OptimizerLines
from lossstudio.core.optimizers.adam import adam_moments
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import BETA1, BETA2, epsilon
from lossstudio.core.optimizers.state import NO_MOMENTS, Moments, moments_lines, no_moments, number
from lossstudio.core.option import Number


def _update(
    point: Point,
    state: Moments,
    _theta: Floats,
    learning_rate: Any,
    *,
    beta1: Any,
    beta2: Any,
    nu1: Any,
    nu2: Any,
    epsilon: Any,
) -> tuple[Floats, Moments]:
    gradient = point.gradient
    moments = adam_moments(gradient, state, beta1, beta2)
    count = number(moments.count)
    mean = moments.mean * (nu1 / (1.0 - beta1**count)) + gradient * (1.0 - nu1)
    square = moments.square * (nu2 / (1.0 - beta2**count)) + gradient * gradient * (1.0 - nu2)
    return mean / (np.sqrt(square) + epsilon) * -learning_rate, moments


def _numpy(_rate: str, *, beta1: float, beta2: float, nu1: float, nu2: float, epsilon: float) -> OptimizerLines:
    steps = (
        *moments_lines(beta1, beta2),
        f"mean = {nu1!r} * mean + {1 - nu1!r} * g",
        f"square = {nu2!r} * square + {1 - nu2!r} * g**2",
        f"theta = theta - r * mean / (np.sqrt(square) + {epsilon!r})",
    )
    return OptimizerLines(NO_MOMENTS, steps)


QHADAM = Optimizer(
    key="qhadam",
    label="QHAdam",
    summary="Adam in which the newest gradient has a weight of its own beside the moments",
    options=(
        replace(BETA1, default=0.995),
        BETA2,
        Number(name="nu1", default=0.7, label="ν₁", help="The weight of the mean gradient.", slider=(0.0, 1.0)),
        Number(
            name="nu2",
            default=1.0,
            label="ν₂",
            help="The weight of the mean squared gradient.",
            minimum=0.0,
            maximum=1.0,
            slider=(0.0, 1.0),
        ),
        epsilon(1e-8),
    ),
    start=no_moments,
    update=_update,
    formula="θ ← θ − η ((1 − ν₁) g + ν₁ m̂) / (√((1 − ν₂) g² + ν₂ v̂) + ε)",
    source="Ma and Yarats, Quasi-hyperbolic momentum and Adam for deep learning, 2019, arXiv:1810.06801",
    code=OptimizerCode(
        pytorch=NOT_IN_PYTORCH,
        keras=NOT_IN_KERAS,
        numpy=_numpy,
    ),
)
