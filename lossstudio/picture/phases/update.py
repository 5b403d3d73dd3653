"""Phases 3 and 4: which way is uphill, and how one parameter moves against its slope."""

import math
from collections.abc import Sequence

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.numbers import DIGITS, MINUS, exact, rounded, value_of
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.picture.phases.step_context import Asked, subscript
from lossstudio.picture.phases.text import MOST_DIGITS, PhaseText, Run, bracketed, line, result_line, worked

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


_DIRECTIONS = {"gd": "{slope}", "momentum": "v", "adam": "m̂/√v̂"}


def update(asked: Asked) -> PhaseText:
    """Return the text of the update."""
    told, at = asked.told, asked.parameter
    if told.update is None or told.next_theta is None or told.learning_rate is None:
        return _stays(asked, "this runner has stopped at")
    theta, following, moved = (float(array[at]) for array in (told.theta, told.next_theta, told.update))
    scales = OPTIMIZERS[asked.settings.optimizer.kind].rate_scales
    if told.learning_rate == 0 and not told.update.any():
        return _stays(asked, "η is 0 now: nothing moves")
    if not scales and moved == 0:
        return _stays(asked, f"no step along {asked.name}: it stays at")
    if not scales:
        texts, result = worked([theta, abs(moved)], following, lambda numbers: _added(numbers, moved))
        return _text(asked, f"{texts[0]} {MINUS if moved < 0 else '+'} {bracketed(texts[1])}", result)
    rate = exact(rounded(told.learning_rate, MOST_DIGITS))
    direction = -moved / told.learning_rate
    texts, result = worked([theta, direction], following, lambda numbers: numbers[0] - value_of(rate) * numbers[1])
    return _text(asked, f"{texts[0]} − {rate} × {bracketed(texts[1])}", result)


def _added(numbers: Sequence[float], moved: float) -> float:
    return numbers[0] + math.copysign(numbers[1], moved)


def _text(asked: Asked, working: str, result: str) -> PhaseText:
    lines = (line(working), result_line("= ", result))
    return PhaseText(title="Update", formula=_update_formula(asked), lines=lines, result=result)


def _stays(asked: Asked, why: str) -> PhaseText:
    return _text(asked, why, exact(float(asked.told.theta[asked.parameter]), DIGITS))


def _update_formula(asked: Asked) -> str:
    kind, name = asked.settings.optimizer.kind, asked.name
    if kind in _DIRECTIONS:
        slope = f"{'clipped ' if asked.clipped else ''}∂L/∂{name}"
        return f"{name} ← {name} − η·{_DIRECTIONS[kind].format(slope=slope)}"
    return OPTIMIZERS[kind].move.replace("θ", name)
