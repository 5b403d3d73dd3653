"""Mean squared logarithmic error."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import LossCode, LossFunction
from lossstudio.core.losses.loss import Loss
from lossstudio.core.losses.outputs import mean_over_outputs, share_of_mean


def _value(output: Floats, target: Floats) -> Floats:
    """Return the squared difference of log(1 + ...), which isn't finite where 1 + p <= 0."""
    return mean_over_outputs(_difference(output, target) ** 2)


def _gradient(output: Floats, target: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return share_of_mean(2.0 * _difference(output, target) / (1.0 + output))


def _curvature(output: Floats, target: Floats, along: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return share_of_mean(2.0 * (1.0 - _difference(output, target)) / (1.0 + output) ** 2 * along)


def _difference(output: Floats, target: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        difference: Floats = np.log1p(output) - np.log1p(target)
        return difference


def _refusal(target: Floats, outputs: int) -> str | None:  # noqa: ARG001 - any number of outputs fits
    low = np.flatnonzero(np.any(target.reshape(len(target), -1) <= -1.0, axis=1))
    if not len(low):
        return None
    return f"log(1 + y) needs targets above -1, and that of row {low[0] + 1} isn't; choose another loss"


MSLE = Loss(
    key="msle",
    label="Mean squared logarithmic error",
    summary="the square of the difference of logarithms",
    takes="value",
    tasks=("regression",),
    formula="(log(1 + ŷ) − log(1 + y))²",
    best_for="targets over several orders of magnitude",
    trait="relative: twice too much costs as much at 10 as at 1000; predictions must stay above −1",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    least=0.0,
    refusal=_refusal,
    expression="(log1p(prediction) - log1p(target))**2",
    code=LossCode(
        keras=LossFunction(remark="keras.losses.MeanSquaredLogarithmicError is the same for answers above 0."),
    ),
)
