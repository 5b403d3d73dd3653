"""The hinge loss of support-vector machines.

C. Cortes and V. Vapnik, "Support-vector networks", 1995.
"""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import LossCode, LossFunction
from lossstudio.core.losses.loss import Loss
from lossstudio.core.losses.outputs import MARGIN, mean_over_outputs, share_of_mean, signs


def _value(output: Floats, target: Floats, *, margin: float = 1.0) -> Floats:
    return mean_over_outputs(np.maximum(0.0, margin - signs(target) * output))


def _gradient(output: Floats, target: Floats, *, margin: float = 1.0) -> Floats:
    """Return -y inside the margin, 0 on it and beyond."""
    y = signs(target)
    return share_of_mean(-y * (margin - y * output > 0.0))


def _curvature(output: Floats, target: Floats, along: Floats, *, margin: float = 1.0) -> Floats:  # noqa: ARG001
    """Return 0: it is made of straight pieces."""
    return np.zeros(np.broadcast_shapes(output.shape, along.shape))


def _keras(*, margin: float) -> LossFunction:
    return LossFunction(made="keras.losses.Hinge()" if margin == 1.0 else "")


HINGE = Loss(
    key="hinge",
    label="Hinge",
    summary="how much a score lacks of the margin on the right side",
    options=(MARGIN,),
    takes="score",
    tasks=("binary",),
    formula="max(0, m − y s),  y = ±1",
    symbols={"margin": "m"},
    best_for="a wide margin between two classes",
    trait="right enough is enough: beyond the margin nothing pulls; a kink at the margin",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    least=0.0,
    kinks=lambda margin: (margin,),
    expression="max(0, margin - (2*target - 1)*prediction)",
    code=LossCode(keras=_keras),
)
