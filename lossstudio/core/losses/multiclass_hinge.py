"""The hinge loss for many classes.

J. Weston and C. Watkins, "Support vector machines for multi-class pattern recognition", 1999.
"""

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.code import LossCode, LossFunction, LossTerms
from lossstudio.core.losses.loss import Loss
from lossstudio.core.losses.outputs import (
    KERAS_LABELS,
    MARGIN,
    class_refusal,
    of_truth,
    one_hot,
)


def _value(output: Floats, target: Integers, *, margin: float = 1.0) -> Floats:
    value: Floats = np.sum(np.maximum(0.0, _lack(output, target, margin)), axis=-1)
    return value


def _gradient(output: Floats, target: Integers, *, margin: float = 1.0) -> Floats:
    """Return 1 for each class that is too near, minus their number for the true class."""
    near = (_lack(output, target, margin) > 0.0).astype(np.float64)
    crowd: Floats = near.sum(axis=-1, keepdims=True)
    return near - crowd * one_hot(target, output.shape[-1])


def _curvature(output: Floats, target: Integers, along: Floats, *, margin: float = 1.0) -> Floats:  # noqa: ARG001
    """Return 0: it is made of flat pieces."""
    return np.zeros(np.broadcast_shapes(output.shape, along.shape))


def _lack(output: Floats, target: Integers, margin: float) -> Floats:
    """Return how much the truth's lead over each other class lacks of the margin; minus infinity for the truth."""
    others = np.where(one_hot(target, output.shape[-1]) > 0.0, -np.inf, margin)
    lack: Floats = others + output - of_truth(output, target)[..., np.newaxis]
    return lack


def _pytorch(*, margin: float) -> LossFunction:
    return LossFunction(
        body=(f"return p.shape[1] * nn.MultiMarginLoss(margin={margin!r})(p, y)",),
        remark="nn.MultiMarginLoss divides by the number of classes as well, so it is multiplied by it here.",
    )


def _keras(*, margin: float) -> LossFunction:
    lack = f"({margin!r} + p - ops.sum(labels * p, axis=-1, keepdims=True))"
    return LossFunction(body=(KERAS_LABELS, f"return ops.sum(ops.relu({lack} * (1 - labels)), axis=-1)"))


def _numpy(*, margin: float) -> LossTerms:
    lack = f"(p - p[np.arange(len(p)), y][:, None] + {margin!r}) * (1 - one_hot(y, p.shape[1]))"
    near = f"(({lack}) > 0)"
    return LossTerms(
        value=f"np.sum(np.maximum(0, {lack})) / len(p)",
        slope=f"({near} - {near}.sum(axis=1, keepdims=True) * one_hot(y, p.shape[1])) / len(p)",
    )


MULTICLASS_HINGE = Loss(
    key="multiclass_hinge",
    label="Multi-class hinge",
    summary="how much the true class's score lacks of a margin over each other class",
    options=(MARGIN,),
    takes="scores",
    tasks=("binary", "multiclass"),
    formula="Σ_j≠y max(0, m − s[y] + s[j])",
    symbols={"margin": "m"},
    best_for="a wide margin between exclusive classes",
    trait="right enough is enough; the scores are no probabilities",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    least=0.0,
    kinks=lambda margin: (margin,),
    refusal=lambda target, outputs, margin: class_refusal(target),  # noqa: ARG005 - everything is passed
    code=LossCode(pytorch=_pytorch, keras=_keras, numpy=_numpy),
)
