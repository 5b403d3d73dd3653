"""A small drawing for each technical word of the glossary, made of real numbers."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from lossstudio.ui.appearance.drawings.data import (
    batch,
    explained_variance,
    held_back,
    loss,
    noise,
    outliers,
    softmax,
    threshold,
)
from lossstudio.ui.appearance.drawings.descent import (
    applies,
    momentum,
    optimizer,
    rate,
    schedule,
    start,
    step,
    zigzags,
)
from lossstudio.ui.appearance.drawings.model import activation, hidden, penalty
from lossstudio.ui.appearance.drawings.sketch import Sketch
from lossstudio.ui.appearance.drawings.surface import (
    condition,
    gradient,
    gradient_norm,
    hessian,
    largest_curvature,
    principal_direction,
    saddle,
    slice_of_space,
    stretched_axes,
)

Drawing: TypeAlias = Callable[[Sketch], None]

DRAWINGS: Mapping[str, Drawing] = {
    "η": rate,
    "learning rate": rate,
    "λmax": largest_curvature,
    "gradient": gradient,
    "gradient norm": gradient_norm,
    "batch": batch,
    "held back": held_back,
    "test": held_back,
    "principal direction": principal_direction,
    "slice": slice_of_space,
    "axes stretched": stretched_axes,
    "R²": explained_variance,
    "optimizer": optimizer,
    "schedule": schedule,
    "momentum": momentum,
    "regularisation": penalty,
    "penalty": penalty,
    "loss": loss,
    "step": step,
    "start": start,
    "applies": applies,
    "hidden": hidden,
    "activation": activation,
    "zigzags": zigzags,
    "condition": condition,
    "Hessian": hessian,
    "saddle": saddle,
    "softmax": softmax,
    "threshold": threshold,
    "outliers": outliers,
    "noise": noise,
}
"""By the word of the glossary."""
