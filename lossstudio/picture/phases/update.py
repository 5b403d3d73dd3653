"""Phase 4, update: one parameter moves against its slope."""

import math
from collections.abc import Sequence

from lossstudio.core.numbers import DIGITS, MINUS, exact, rounded, value_of
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.picture.phases.printed import MOST_DIGITS, bracketed, worked
from lossstudio.picture.phases.step_context import Asked
from lossstudio.picture.phases.text import PhaseText, line, result_line

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
    return PhaseText(title="Update", formula=_formula(asked), lines=lines, result=result)


def _stays(asked: Asked, why: str) -> PhaseText:
    return _text(asked, why, exact(float(asked.told.theta[asked.parameter]), DIGITS))


def _formula(asked: Asked) -> str:
    kind, name = asked.settings.optimizer.kind, asked.name
    if kind in _DIRECTIONS:
        slope = f"{'clipped ' if asked.clipped else ''}∂L/∂{name}"
        return f"{name} ← {name} − η·{_DIRECTIONS[kind].format(slope=slope)}"
    return OPTIMIZERS[kind].move.replace("θ", name)
