"""Mean absolute percentage error, as a fraction."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import LossCode, LossFunction
from lossstudio.core.losses.loss import Loss
from lossstudio.core.losses.outputs import mean_over_outputs, share_of_mean


def _value(output: Floats, target: Floats) -> Floats:
    return mean_over_outputs(np.abs((output - target) / target))


def _gradient(output: Floats, target: Floats) -> Floats:
    return share_of_mean(np.sign(output - target) / np.abs(target))


def _curvature(output: Floats, target: Floats, along: Floats) -> Floats:  # noqa: ARG001
    """Return 0: it is made of straight pieces."""
    return np.zeros(np.broadcast_shapes(output.shape, along.shape))


def _refusal(target: Floats, outputs: int) -> str | None:  # noqa: ARG001 - any number of outputs fits
    zeros = np.flatnonzero(np.any(target.reshape(len(target), -1) == 0.0, axis=1))
    if not len(zeros):
        return None
    return f"a percentage of 0 has no meaning, and the target of row {zeros[0] + 1} is 0; choose another loss or origin"


MAPE = Loss(
    key="mape",
    label="Mean absolute percentage error",
    summary="the size of the residual as a fraction of the target",
    takes="value",
    tasks=("regression",),
    formula="|(ŷ − y) / y|",
    best_for="prices and counts: a dollar at 10 isn't a dollar at 100",
    trait="relative: small targets count most, and guesses come out low; a kink at zero",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    least=0.0,
    kinks=lambda: (0.0,),
    refusal=_refusal,
    expression="abs((prediction - target)/target)",
    code=LossCode(
        keras=LossFunction(remark="keras.losses.MeanAbsolutePercentageError is the same times 100."),
    ),
)
