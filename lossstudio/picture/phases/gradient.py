"""Phase 3, gradient: which way is uphill, and how steep."""

import math

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.numbers import DIGITS, exact
from lossstudio.picture.phases.printed import worked
from lossstudio.picture.phases.step_context import Asked, subscript
from lossstudio.picture.phases.text import PhaseText, Run, line

_FACTORS = {"mse": "2 (ŷ − y)", "mae": "sign(ŷ − y)", "bce": "(σ(s) − y)"}
"""The derivative of one sample's loss by the model's output, to be multiplied."""


def gradient(asked: Asked) -> PhaseText:
    """Return the text of the gradient."""
    values, told = asked.told.gradient, asked.told
    shown = _shown(asked)
    texts, length = _printed(values, shown)
    strong: list[Run] = []
    for at, text in zip(shown, texts, strict=True):
        strong += [Run(f"{'   ' if strong else ''}{asked.names[at]} ", "formula"), Run(text, "result")]
    whole = "" if len(shown) == values.size else f", all {values.size}:"
    words = f"length{whole} {length}"
    if asked.clipped and told.clipped_gradient is not None:
        used = exact(float(told.clipped_gradient[asked.parameter]), DIGITS)
        words += f", clipped to {exact(_norm(told.clipped_gradient), DIGITS)}: {asked.name} {used}"
    return PhaseText(
        title="Gradient",
        formula=_formula(asked),
        lines=(tuple(strong), line(words)),
        result=texts[shown.index(asked.parameter)],
    )


def _shown(asked: Asked) -> list[int]:
    """Return the parameters whose slopes are shown: both of two, else the followed one and the steepest other."""
    values = asked.told.gradient
    if values.size <= 2:
        others = [at for at in range(values.size) if at != asked.parameter]
        return sorted([asked.parameter, *others])
    steep = [int(at) for at in np.argsort(-np.abs(np.nan_to_num(values))) if at != asked.parameter]
    return [asked.parameter, steep[0]]


def _formula(asked: Asked) -> str:
    name, settings = asked.name, asked.settings
    slope = f"∂L/∂{name}"
    factor = _FACTORS.get(settings.loss.kind, "") if settings.loss and not settings.loss.said else ""
    penalised = settings.penalty.l1 or settings.penalty.l2
    if not (asked.straight and factor) or penalised:
        return f"{slope}, the slope along it"
    inputs = 0 if asked.data is None else asked.data.train_inputs.shape[1]
    if asked.parameter < inputs:
        factor += f" x{'' if inputs == 1 else subscript(asked.parameter + 1)}"
    return f"{slope} = mean [{factor}]"


def _printed(values: Floats, shown: list[int]) -> tuple[list[str], str]:
    """Print the shown slopes and the length of all; where all are shown, the length follows from them."""
    slopes = [float(values[at]) for at in shown]
    if len(shown) == values.size:
        return worked(slopes, _norm(values), lambda numbers: math.hypot(*numbers))
    return [exact(slope, DIGITS) for slope in slopes], exact(_norm(values), DIGITS)


def _norm(values: Floats) -> float:
    return math.hypot(*(float(value) for value in values))
