"""What losses on many classes share: picking the truth's column, and targets that must be class numbers."""

import numpy as np

from lossstudio.core.array import Floats, Integers

_MOST_CLASSES = 1000

KERAS_LABELS = 'labels = ops.one_hot(ops.cast(ops.reshape(y, (-1,)), "int32"), p.shape[-1])'
"""`one_hot` as a line of a program in Keras."""


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
