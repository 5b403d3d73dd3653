"""Huber's loss: squared near zero, straight beyond.

P. J. Huber, "Robust estimation of a location parameter", 1964.
"""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import LossCode
from lossstudio.core.losses.loss import Loss
from lossstudio.core.losses.outputs import mean_over_outputs, share_of_mean
from lossstudio.core.option import Number


def _value(output: Floats, target: Floats, *, delta: float = 1.0) -> Floats:
    """Return r² / 2 up to delta, delta (abs(r) - delta / 2) beyond."""
    size = np.abs(output - target)
    near = np.minimum(size, delta)
    return mean_over_outputs(near * (size - 0.5 * near))


def _gradient(output: Floats, target: Floats, *, delta: float = 1.0) -> Floats:
    return share_of_mean(np.clip(output - target, -delta, delta))


def _curvature(output: Floats, target: Floats, along: Floats, *, delta: float = 1.0) -> Floats:
    return share_of_mean((np.abs(output - target) <= delta) * along)


HUBER = Loss(
    key="huber",
    label="Huber",
    summary="squared for small residuals, straight for large ones",
    options=(
        Number(
            name="delta",
            default=1.0,
            minimum=0.0,
            open_minimum=True,
            slider=(0.05, 10.0),
            logarithmic=True,
            help="The residual at which it turns from squared to straight.",
        ),
    ),
    takes="value",
    tasks=("regression",),
    formula="½ r² if |r| ≤ δ, else δ (|r| − ½ δ),  r = ŷ − y",
    symbols={"delta": "δ"},
    best_for="regression with a few outliers",
    trait="smooth like the square, robust like the absolute value",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    least=0.0,
    expression=(
        "where(abs(prediction - target) <= delta, (prediction - target)**2/2,"
        " delta*(abs(prediction - target) - delta/2))"
    ),
    code=LossCode(pytorch="nn.HuberLoss(delta={delta!r})", keras="keras.losses.Huber(delta={delta!r})"),
)
