"""The logarithm of the hyperbolic cosine of the residual."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import LossCode
from lossstudio.core.losses.loss import Loss
from lossstudio.core.losses.outputs import mean_over_outputs, share_of_mean


def _value(output: Floats, target: Floats) -> Floats:
    """Return log(1 + 2 sinh²(r / 2)) below 1, abs(r) + log(1 + exp(-2 abs(r))) - log 2 above: precise and finite."""
    size = np.abs(output - target)
    near = np.log1p(2.0 * np.sinh(0.5 * np.minimum(size, 1.0)) ** 2)
    far = size + np.log1p(np.exp(-2.0 * size)) - np.log(2.0)
    return mean_over_outputs(np.where(size < 1.0, near, far))


def _gradient(output: Floats, target: Floats) -> Floats:
    return share_of_mean(np.tanh(output - target))


def _curvature(output: Floats, target: Floats, along: Floats) -> Floats:
    """Return 1 / cosh² r, written so that it neither overflows nor loses the digits of small numbers."""
    fading = np.exp(-np.abs(output - target))
    return share_of_mean((2.0 * fading / (1.0 + fading * fading)) ** 2 * along)


LOG_COSH = Loss(
    key="log_cosh",
    label="Log-cosh",
    summary="half the square for small residuals, the absolute value less log 2 for large ones",
    takes="value",
    tasks=("regression",),
    formula="log cosh(ŷ − y)",
    best_for="regression with a few outliers, without an option to choose",
    trait="smooth everywhere, and no sample pulls harder than 1",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    least=0.0,
    expression="softplus(2*(prediction - target)) - (prediction - target) - log(2)",
    code=LossCode(keras="keras.losses.LogCosh()"),
)
