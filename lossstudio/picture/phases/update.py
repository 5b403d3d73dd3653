"""Phase 4, update: one parameter moves against its slope."""

from lossstudio.core.numbers import DIGITS, exact, rounded, value_of
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.picture.phases.asked import Asked
from lossstudio.picture.phases.printed import MOST_DIGITS, bracketed, worked
from lossstudio.picture.phases.text import PhaseText, line, result_line

_DIRECTIONS = {"gd": "∂L/∂{name}", "momentum": "v", "adam": "m̂/√v̂"}


def update(asked: Asked) -> PhaseText:
    """Return the text of the update."""
    told, at = asked.told, asked.parameter
    formula = _formula(asked)
    if told.update is None or told.next_theta is None or told.learning_rate is None:
        here = exact(float(told.theta[at]), DIGITS)
        return PhaseText(
            title="Update",
            formula=formula,
            lines=(line("this runner has stopped at"), result_line("= ", here)),
            result=here,
        )
    theta, following, rate = float(told.theta[at]), float(told.next_theta[at]), told.learning_rate
    if rate == 0:
        texts, result = worked([theta, float(told.update[at])], following, sum)
        return _text(formula, f"{texts[0]} + {bracketed(texts[1])}", result)
    direction = -float(told.update[at]) / rate
    chosen = exact(rounded(rate, MOST_DIGITS))
    texts, result = worked([theta, direction], following, lambda numbers: numbers[0] - value_of(chosen) * numbers[1])
    return _text(formula, f"{texts[0]} − {chosen} × {bracketed(texts[1])}", result)


def _text(formula: str, working: str, result: str) -> PhaseText:
    return PhaseText(title="Update", formula=formula, lines=(line(working), result_line("= ", result)), result=result)


def _formula(asked: Asked) -> str:
    kind, name = asked.settings.optimizer.kind, asked.name
    if kind in _DIRECTIONS:
        return f"{name} ← {name} − η·{_DIRECTIONS[kind].format(name=name)}"
    return OPTIMIZERS[kind].formula.rpartition(";")[2].strip().replace("θ", name)
