"""The squared hinge loss."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import LossCode, LossFunction
from lossstudio.core.losses.loss import Loss
from lossstudio.core.losses.outputs import MARGIN, mean_over_outputs, share_of_mean, signs


def _value(output: Floats, target: Floats, *, margin: float = 1.0) -> Floats:
    return mean_over_outputs(np.maximum(0.0, margin - signs(target) * output) ** 2)


def _gradient(output: Floats, target: Floats, *, margin: float = 1.0) -> Floats:
    y = signs(target)
    return share_of_mean(-2.0 * y * np.maximum(0.0, margin - y * output))


def _curvature(output: Floats, target: Floats, along: Floats, *, margin: float = 1.0) -> Floats:
    return share_of_mean(2.0 * (margin - signs(target) * output > 0.0) * along)


def _keras(*, margin: float) -> LossFunction:
    return LossFunction(made="keras.losses.SquaredHinge()" if margin == 1.0 else "")


SQUARED_HINGE = Loss(
    key="squared_hinge",
    label="Squared hinge",
    summary="the square of what a score lacks of the margin",
    options=(MARGIN,),
    takes="score",
    tasks=("binary",),
    formula="max(0, m − y s)²,  y = ±1",
    symbols={"margin": "m"},
    best_for="a wide margin, with a smooth surface",
    trait="right enough is enough; far misses dominate",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    least=0.0,
    expression="max(0, margin - (2*target - 1)*prediction)**2",
    code=LossCode(keras=_keras),
)
