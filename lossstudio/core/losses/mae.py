"""Mean absolute error."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import LossCode
from lossstudio.core.losses.loss import Loss
from lossstudio.core.losses.outputs import mean_over_outputs, share_of_mean


def _value(output: Floats, target: Floats) -> Floats:
    return mean_over_outputs(np.abs(output - target))


def _gradient(output: Floats, target: Floats) -> Floats:
    return share_of_mean(np.sign(output - target))


def _curvature(output: Floats, target: Floats, along: Floats) -> Floats:  # noqa: ARG001
    """Return 0: it is made of straight pieces."""
    return np.zeros(np.broadcast_shapes(output.shape, along.shape))


MAE = Loss(
    key="mae",
    label="Mean absolute error",
    summary="the size of the residual",
    takes="value",
    tasks=("regression",),
    formula="|ŷ − y|",
    best_for="data with outliers",
    trait="robust: all errors pull alike; a kink at zero",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    least=0.0,
    kinks=lambda: (0.0,),
    sizes=True,
    expression="abs(prediction - target)",
    code=LossCode(pytorch="nn.L1Loss()", keras="keras.losses.MeanAbsoluteError()"),
)
