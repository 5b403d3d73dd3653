"""The distance from the target, all outputs taken together."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import LossCode, LossFunction, LossTerms
from lossstudio.core.losses.loss import Loss


def _value(output: Floats, target: Floats) -> Floats:
    residual = output - target
    distance: Floats = np.sqrt(np.sum(residual * residual, axis=-1))
    return distance


def _gradient(output: Floats, target: Floats) -> Floats:
    """Return the unit vector away from the target; 0 at the target itself."""
    residual = output - target
    distance = _value(output, target)[..., np.newaxis]
    return residual / np.where(distance > 0.0, distance, 1.0)


def _curvature(output: Floats, target: Floats, along: Floats) -> Floats:
    """Return what of the direction lies across the residual, over the residual's length; 0 at the target itself."""
    residual = output - target
    distance = _value(output, target)[..., np.newaxis]
    away = residual / np.where(distance > 0.0, distance, 1.0)
    across = along - away * np.sum(away * along, axis=-1, keepdims=True)
    curvature: Floats = across / np.where(distance > 0.0, distance, np.inf)
    return curvature


_LENGTH = "np.linalg.norm(p - y, axis=1, keepdims=True)"

DISTANCE = Loss(
    key="distance",
    label="Distance",
    summary="the length of the residual, all outputs taken together",
    takes="vector",
    tasks=("regression",),
    formula="‖ŷ − y‖",
    best_for="aiming at places: finds the geometric median",
    trait="robust: every sample pulls equally hard, whatever its distance; a kink at zero",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    least=0.0,
    kinks=lambda: (0.0,),
    code=LossCode(
        pytorch=LossFunction(body=("return (p - y).norm(dim=1).mean()",)),
        keras=LossFunction(body=("return ops.sqrt(ops.sum((p - y) ** 2, axis=-1))",)),
        numpy=LossTerms(value=f"np.mean({_LENGTH})", slope=f"(p - y) / np.where({_LENGTH} > 0, {_LENGTH}, 1) / len(p)"),
    ),
)
