"""What losses share: targets as margins and as classes, distances, and means over several outputs."""

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.option import Number

MARGIN = Number(
    name="margin", default=1.0, minimum=0.0, slider=(0.0, 3.0), help="How far on the right side is right enough."
)

_MOST_CLASSES = 1000

KERAS_LABELS = 'labels = ops.one_hot(ops.cast(ops.reshape(y, (-1,)), "int32"), p.shape[-1])'
"""`one_hot` as a line of a program in Keras."""


def signs(target: Floats) -> Floats:
    """Return ``(...)``: -1 for targets of 0 and +1 for targets of 1."""
    return 2.0 * target - 1.0


def of_truth(output: Floats, target: Integers) -> Floats:
    """Return the column of each sample's own class, ``(..., N)``, from ``(..., N, K)``."""
    picked: Floats = output[..., np.arange(len(target)), target]
    return picked


def one_hot(target: Integers, classes: int) -> Floats:
    """Return ``(N, K)``: 1 in the column of each sample's own class, else 0."""
    return np.eye(classes)[target]


def class_refusal(target: Floats) -> str | None:
    """Say why targets ``(...)`` can't be class numbers; None when they can."""
    if not np.all((target >= 0) & (target == np.floor(target))):
        return "many-class losses need targets that are class numbers 0, 1, 2, ...; choose a loss for values"
    if target.max(initial=0) >= _MOST_CLASSES:
        return f"{int(target.max()) + 1} classes are too many (the most is {_MOST_CLASSES}); choose a loss for values"
    return None


def mean_over_outputs(pointwise: Floats) -> Floats:
    """Return ``(..., N)`` from ``(..., N, K)``."""
    if pointwise.shape[-1] == 1:
        return pointwise[..., 0]
    mean: Floats = np.add.reduce(pointwise, axis=-1) / pointwise.shape[-1]
    return mean


def share_of_mean(gradient: Floats) -> Floats:
    """Return what each output's own derivative ``(..., N, K)`` is in that mean; may change `gradient`."""
    if gradient.shape[-1] > 1:
        gradient /= gradient.shape[-1]
    return gradient
