"""Mean squared error."""

from lossstudio.core.array import Floats
from lossstudio.core.code import LossCode
from lossstudio.core.losses.loss import Loss
from lossstudio.core.losses.outputs import mean_over_outputs, share_of_mean


def _value(output: Floats, target: Floats) -> Floats:
    residual = output - target
    residual *= residual
    return mean_over_outputs(residual)


def _gradient(output: Floats, target: Floats) -> Floats:
    residual = output - target
    residual += residual
    return share_of_mean(residual)


def _curvature(output: Floats, target: Floats, along: Floats) -> Floats:  # noqa: ARG001 - the same everywhere
    return share_of_mean(2.0 * along)


MSE = Loss(
    key="mse",
    label="Mean squared error",
    summary="the square of the residual",
    takes="value",
    tasks=("regression",),
    formula="(ŷ − y)²",
    best_for="regression where large errors are especially bad",
    trait="squares: outliers dominate",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    least=0.0,
    parabola=lambda target: (1.0, 0.0, 0.0),  # noqa: ARG005 - the same for all targets
    expression="(prediction - target)**2",
    code=LossCode(pytorch="nn.MSELoss()", keras="keras.losses.MeanSquaredError()"),
)
