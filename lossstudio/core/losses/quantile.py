"""The quantile loss, also called pinball: misses above and below cost differently.

R. Koenker and G. Bassett, "Regression quantiles", 1978.
"""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import LossCode, LossFunction
from lossstudio.core.losses.loss import Loss
from lossstudio.core.losses.outputs import mean_over_outputs, share_of_mean
from lossstudio.core.option import Number


def _value(output: Floats, target: Floats, *, tau: float = 0.5) -> Floats:
    above = target - output
    return mean_over_outputs(np.maximum(tau * above, (tau - 1.0) * above))


def _gradient(output: Floats, target: Floats, *, tau: float = 0.5) -> Floats:
    """Return -tau below the target, 1 - tau above it, 0 on it."""
    residual = output - target
    return share_of_mean(np.where(residual > 0.0, 1.0 - tau, np.where(residual < 0.0, -tau, 0.0 * residual)))


def _curvature(output: Floats, target: Floats, along: Floats, *, tau: float = 0.5) -> Floats:  # noqa: ARG001
    """Return 0: it is made of straight pieces."""
    return np.zeros(np.broadcast_shapes(output.shape, along.shape))


QUANTILE = Loss(
    key="quantile",
    label="Quantile",
    summary="absolute error with a price of its own for each side",
    options=(
        Number(
            name="tau",
            default=0.5,
            minimum=0.0,
            maximum=1.0,
            slider=(0.05, 0.95),
            help="Which share of the targets should lie below the prediction.",
        ),
    ),
    takes="value",
    tasks=("regression",),
    formula="max(τ (y − ŷ), (τ − 1) (y − ŷ))",
    symbols={"tau": "τ"},
    best_for="too little and too much at different costs, as with stock",
    trait="asymmetric: finds the τ-quantile; a kink at zero",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    least=0.0,
    kinks=lambda tau: (0.0,),  # noqa: ARG005 - every option is passed
    expression="max(tau*(target - prediction), (1 - tau)*(prediction - target))",
    code=LossCode(keras=LossFunction(remark="Keras has no quantile loss of its own.")),
)
