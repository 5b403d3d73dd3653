"""Phase 3, gradient: which way is uphill, and how steep."""

import math

import numpy as np

from lossstudio.picture.phases.asked import Asked
from lossstudio.picture.phases.printed import FEWEST_DIGITS, MOST_DIGITS, number, significant
from lossstudio.picture.phases.text import PhaseText, Run, line

_FACTORS = {"mse": "2·mean (ŷ−y)", "mae": "mean sign(ŷ−y)", "bce": "mean (σ(s)−y)"}


def gradient(asked: Asked) -> PhaseText:
    """Return the text of the gradient."""
    values, told = asked.told.gradient, asked.told
    shown = _shown(asked)
    digits = _digits(values) if len(shown) == values.size else FEWEST_DIGITS
    texts = [significant(float(values[at]), digits) for at in shown]
    strong: list[Run] = []
    for at, text in zip(shown, texts, strict=True):
        strong += [Run(f"{'   ' if strong else ''}{asked.names[at]} ", "formula"), Run(text, "result")]
    length = significant(_norm(values), digits)
    whole = "" if len(shown) == values.size else f" of all {values.size}"
    clipped = told.clipped_gradient is not None and not np.array_equal(told.clipped_gradient, values)
    words = f"length{whole} {length}"
    if clipped and told.clipped_gradient is not None:
        words += f", clipped to {significant(_norm(told.clipped_gradient))}"
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
        return f"{slope}: the slope along {name}"
    inputs = 0 if asked.data is None else asked.data.train_inputs.shape[1]
    if asked.parameter >= inputs:
        return f"{slope} = {factor}"
    return f"{slope} = {factor}·x{'' if inputs == 1 else '₁₂₃₄₅₆₇₈₉'[asked.parameter] if asked.parameter < 9 else ''}"


def _digits(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> int:
    """Return how many digits make the printed length follow from the printed slopes."""
    for digits in range(FEWEST_DIGITS, MOST_DIGITS):
        printed = [number(significant(float(value), digits)) for value in values]
        if significant(math.hypot(*printed), digits) == significant(_norm(values), digits):
            return digits
    return MOST_DIGITS


def _norm(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    return math.hypot(*(float(value) for value in values))
