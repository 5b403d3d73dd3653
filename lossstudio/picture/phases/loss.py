"""Phase 2, loss: how wrong the selected prediction is, and all of them together."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from lossstudio.core.losses import LOSSES
from lossstudio.core.numbers import DIGITS, exact
from lossstudio.picture.phases.step_context import Asked, probability
from lossstudio.picture.phases.text import Line, PhaseText, Run, bracketed, line, result_line, worked
from lossstudio.run.kinds import kind_of


@dataclass(frozen=True, slots=True)
class Wording:
    """How the loss of one sample is written: the formula, and its numbers."""

    formula: str
    working: Callable[[Asked, float], str]


def loss(asked: Asked) -> PhaseText:
    """Return the text of the loss."""
    told = asked.told
    if told.sample_losses is None or asked.settings.loss is None:
        return _height(asked)
    spec = asked.settings.loss
    entry = (kind_of(asked.course.recipe.task).losses or LOSSES)[spec.kind]
    usual = None if spec.said else WORDINGS.get(spec.kind)
    wording = usual or Wording(f"L = {mean_of(entry.under(entry.complete(spec.options)).formula)}", _plain)
    working = wording.working(asked, float(told.sample_losses[asked.row]))
    count = len(told.sample_losses) if told.rows is None else len(told.rows)
    whose = f"all {count}: " if told.rows is None else f"batch of {count}: "
    last, result = _sum(asked, whose)
    formula = wording.formula if told.rows is None else wording.formula.replace("L =", "batch loss =", 1)
    return PhaseText(title="Loss", formula=formula, lines=((Run("this one: "), Run(working)), last), result=result)


def _sum(asked: Asked, whose: str) -> tuple[Line, str]:
    told = asked.told
    if not told.penalty:
        result = exact(told.loss, DIGITS)
        return result_line(whose, result), result
    texts, result = worked([told.data_loss, told.penalty], told.loss, sum)
    return result_line(f"{whose}{texts[0]} + penalty {texts[1]} = ", result), result


def mean_of(formula: str) -> str:
    """Write the mean of a formula, in brackets where it wouldn't be clear how far the mean reaches."""
    term, comma, told = formula.partition(",  ")
    inner = re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\]|\|[^|]*\|", "", term)
    single = not re.search(r" [+−·;/] | if |:", inner)
    return f"mean {term if single else f'[{term}]'}{comma}{told}"


def _height(asked: Asked) -> PhaseText:
    spec, losses = asked.settings.loss, kind_of(asked.course.recipe.task).losses
    written = asked.course.problem.formula if spec is None or losses is None else losses[spec.kind].formula
    result = exact(asked.told.loss, DIGITS)
    term, _, values = written.partition(",  ")
    lines = (line(f"the height here, {values}" if values else "the height here"), result_line("= ", result))
    return PhaseText(title="Loss", formula=f"L = {term}" if term else "L", lines=lines, result=result)


def _residual(asked: Asked) -> float:
    assert asked.told.residuals is not None
    return float(asked.told.residuals[asked.row, 0])


def _single(asked: Asked) -> bool:
    return asked.told.residuals is not None and asked.told.residuals.shape[1] == 1


def _plain(_asked: Asked, value: float) -> str:
    return exact(value, DIGITS)


def _squared(asked: Asked, value: float) -> str:
    if not _single(asked):
        return exact(value, DIGITS)
    texts, result = worked([_residual(asked)], value, lambda numbers: numbers[0] ** 2)
    return f"{bracketed(texts[0])}² = {result}"


def _absolute(asked: Asked, value: float) -> str:
    if not _single(asked):
        return exact(value, DIGITS)
    texts, result = worked([_residual(asked)], value, lambda numbers: abs(numbers[0]))
    return f"|{texts[0]}| = {result}"


def _surprise(asked: Asked, value: float) -> str:
    predictions, data = asked.told.predictions, asked.data
    if predictions is None or data is None or predictions.shape[1] != 1:
        return exact(value, DIGITS)
    score = float(predictions[asked.row, 0])
    truth = float(data.train_targets[asked.row, 0])
    if truth not in {0.0, 1.0}:
        return exact(value, DIGITS)
    given = probability(score if truth else -score)
    texts, result = worked([given], value, lambda numbers: -math.log(numbers[0]) if numbers[0] > 0 else math.inf)
    return f"−log {bracketed(texts[0])} = {result}"


WORDINGS = {
    "mse": Wording("L = mean (ŷ − y)²", _squared),
    "mae": Wording("L = mean |ŷ − y|", _absolute),
    "bce": Wording("L = mean −log p(truth)", _surprise),
}
