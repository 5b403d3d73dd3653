"""Phases 3 and 4: which way is uphill, and how one parameter moves against its slope."""

import math
from collections.abc import Sequence
from dataclasses import replace

from lossstudio.core.array import Floats
from lossstudio.core.largest import largest
from lossstudio.core.numbers import DIGITS, MINUS, exact
from lossstudio.core.objective.decay import Decay
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.picture.phases.step_context import StepContext, subscript
from lossstudio.picture.phases.text import (
    PhaseText,
    TextRun,
    bracketed,
    line,
    result_line,
    worked,
)

_FACTORS = {"mse": "2 (ŷ − y)", "mae": "sign(ŷ − y)", "bce": "(σ(s) − y)"}
"""The derivative of one sample's loss by the model's output, to be multiplied."""


def gradient(context: StepContext) -> PhaseText:
    """Return the text of the gradient."""
    values, explanation = context.explanation.gradient, context.explanation
    shown = _shown(context)
    texts, length = _printed(values, shown)
    strong: list[TextRun] = []
    for at, text in zip(shown, texts, strict=True):
        strong += [TextRun(f"{'   ' if strong else ''}{context.names[at]} ", "formula"), TextRun(text, "result")]
    whole = "" if len(shown) == values.size else f", all {values.size}:"
    words = f"length{whole} {length}"
    if context.clipped and explanation.clipped_gradient is not None:
        used = exact(float(explanation.clipped_gradient[context.parameter]), DIGITS)
        words += f", clipped to {exact(_norm(explanation.clipped_gradient), DIGITS)}: {context.name} {used}"
    return PhaseText(
        title="Gradient",
        formula=_formula(context),
        lines=(tuple(strong), line(words)),
        result=texts[shown.index(context.parameter)],
    )


def _shown(context: StepContext) -> list[int]:
    """Return the parameters whose slopes are shown: both of two, else the followed one and the steepest other."""
    values = context.explanation.gradient
    if values.size <= 2:
        others = [at for at in range(values.size) if at != context.parameter]
        return sorted([context.parameter, *others])
    return [context.parameter, next(at for at in largest(values, 2) if at != context.parameter)]


def _formula(context: StepContext) -> str:
    name, settings = context.name, context.settings
    slope = f"∂L/∂{name}"
    factor = _FACTORS.get(settings.loss.kind, "") if settings.loss and not settings.loss.said else ""
    penalised = settings.penalty.l1 or settings.penalty.l2
    if context.proximal is not None:
        return f"{slope} without L1, the slope along it"
    if not (context.straight and factor) or penalised:
        return f"{slope}, the slope along it"
    inputs = 0 if context.data is None else context.data.train_inputs.shape[1]
    if context.parameter < inputs:
        factor += f" x{'' if inputs == 1 else subscript(context.parameter + 1)}"
    return f"{slope} = mean [{factor}]"


def _printed(values: Floats, shown: list[int]) -> tuple[list[str], str]:
    """Print the shown slopes and the length of all; where all are shown, the length follows from them."""
    slopes = [float(values[at]) for at in shown]
    if len(shown) == values.size:
        return worked(slopes, _norm(values), lambda numbers: math.hypot(*numbers))
    return [exact(slope, DIGITS) for slope in slopes], exact(_norm(values), DIGITS)


def _norm(values: Floats) -> float:
    return math.hypot(*values.tolist())


_DIRECTIONS = {"gd": "{slope}", "momentum": "v", "adam": "m̂/√v̂"}


def update(context: StepContext) -> PhaseText:
    """Return the text of the update."""
    explanation, at = context.explanation, context.parameter
    if explanation.update is None or explanation.next_theta is None or explanation.learning_rate is None:
        return _stays(context, "this runner has stopped at")
    theta, following, moved = (
        float(array[at]) for array in (explanation.theta, explanation.next_theta, explanation.update)
    )
    if context.proximal is not None:
        return _shrunk(context, context.proximal)
    scales = OPTIMIZERS[context.settings.optimizer.kind].rate_scales
    if explanation.learning_rate == 0 and not explanation.update.any():
        return _stays(context, "η is 0 now: nothing moves")
    if not scales and moved == 0:
        return _stays(context, f"no step along {context.name}: it stays at")
    if not scales:
        texts, result = worked([theta, abs(moved)], following, lambda numbers: _added(numbers, moved), moves=True)
        return _text(context, f"{texts[0]} {MINUS if moved < 0 else '+'} {bracketed(texts[1])}", result)
    rate = explanation.learning_rate
    numbers = [theta, rate, -moved / rate]
    texts, result = worked(numbers, following, lambda it: it[0] - it[1] * it[2], chosen=frozenset({1}), moves=True)
    return _text(context, f"{texts[0]} − {texts[1]} × {bracketed(texts[2])}", result)


def _shrunk(context: StepContext, decay: Decay) -> PhaseText:
    """Return the text of an update that ends in a proximal step: the parameter moves, then goes nearer to 0."""
    explanation, at = context.explanation, context.parameter
    assert explanation.next_theta is not None
    assert explanation.learning_rate is not None
    following, pull = float(explanation.next_theta[at]), explanation.learning_rate * decay.l1
    if following == 0.0:
        text = _text(context, f"it came within {exact(pull, DIGITS)} of 0, so L1 puts it there", "0")
    else:
        reached = following + math.copysign(pull, following)
        texts, result = worked([reached, pull], following, lambda it: math.copysign(abs(it[0]) - it[1], it[0]))
        text = _text(context, f"to {texts[0]}, then {texts[1]} nearer to 0", result)
    return replace(text, formula=f"{text.formula}, then η·L1 to 0")


def _added(numbers: Sequence[float], moved: float) -> float:
    return numbers[0] + math.copysign(numbers[1], moved)


def _text(context: StepContext, working: str, result: str) -> PhaseText:
    lines = (line(working), result_line("= ", result))
    return PhaseText(title="Update", formula=_update_formula(context), lines=lines, result=result)


def _stays(context: StepContext, why: str) -> PhaseText:
    return _text(context, why, exact(float(context.explanation.theta[context.parameter]), DIGITS))


def _update_formula(context: StepContext) -> str:
    kind, name = context.settings.optimizer.kind, context.name
    if kind in _DIRECTIONS:
        slope = f"{'clipped ' if context.clipped else ''}∂L/∂{name}"
        return f"{name} ← {name} − η·{_DIRECTIONS[kind].format(slope=slope)}"
    return OPTIMIZERS[kind].move.replace("θ", name)
