"""Phase 2, loss: how wrong the selected prediction is, and all of them together."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from lossstudio.core.losses import LOSSES
from lossstudio.core.losses.loss import Loss
from lossstudio.core.numbers import DIGITS, exact
from lossstudio.core.written import is_one_term
from lossstudio.picture.phases.step_context import StepContext, probability
from lossstudio.picture.phases.text import (
    Line,
    PhaseText,
    TextRun,
    bracketed,
    line,
    result_line,
    worked,
)
from lossstudio.run.kinds import kind_of


@dataclass(frozen=True, slots=True)
class Wording:
    """How the loss of one sample is written: the formula, and its numbers."""

    formula: str
    working: Callable[[StepContext, float], str]


def loss(context: StepContext) -> PhaseText:
    """Return the text of the loss."""
    explanation = context.explanation
    if explanation.sample_losses is None or context.settings.loss is None:
        return _height(context)
    spec = context.settings.loss
    entry = (kind_of(context.compiled.recipe.task).losses or LOSSES)[spec.kind]
    usual = None if spec.said else WORDINGS.get(spec.kind)
    made = entry.under(entry.complete(spec.options)) if isinstance(entry, Loss) else entry
    wording = usual or Wording(f"L = {mean_of(made.formula)}", _plain)
    working = wording.working(context, float(explanation.sample_losses[context.row]))
    count = len(explanation.sample_losses) if explanation.rows is None else len(explanation.rows)
    whole = f"all {count}: " if count > 1 else "the only one: "
    whose = whole if explanation.rows is None else f"batch of {count}: "
    followed = "this one: " if context.in_batch else "not in the batch: "
    last, result = _sum(context, whose)
    formula = wording.formula if explanation.rows is None else wording.formula.replace("L =", "batch loss =", 1)
    return PhaseText(title="Loss", formula=formula, lines=((TextRun(followed), TextRun(working)), last), result=result)


def _sum(context: StepContext, whose: str) -> tuple[Line, str]:
    explanation = context.explanation
    if not explanation.penalty:
        result = exact(explanation.loss, context.digits)
        return result_line(whose, result), result
    texts, result = worked([explanation.data_loss, explanation.penalty], explanation.loss, sum, least=context.digits)
    return result_line(f"{whose}{texts[0]} + penalty {texts[1]} = ", result), result


def mean_of(formula: str) -> str:
    """Write the mean of a formula, in brackets where it wouldn't be clear how far the mean reaches."""
    term, comma, explanation = formula.partition(",  ")
    return f"mean {term if is_one_term(term) else f'[{term}]'}{comma}{explanation}"


def _height(context: StepContext) -> PhaseText:
    spec, losses = context.settings.loss, kind_of(context.compiled.recipe.task).losses
    written = context.compiled.problem.formula if spec is None or losses is None else losses[spec.kind].formula
    result = exact(context.explanation.loss, context.digits)
    lines = (line("the height here"), result_line("= ", result))
    return PhaseText(title="Loss", formula=f"L = {written}" if written else "L", lines=lines, result=result)


def _residual(context: StepContext) -> float:
    assert context.explanation.residuals is not None
    return float(context.explanation.residuals[context.row, 0])


def _single(context: StepContext) -> bool:
    return context.explanation.residuals is not None and context.explanation.residuals.shape[1] == 1


def _plain(_asked: StepContext, value: float) -> str:
    return exact(value, DIGITS)


def _squared(context: StepContext, value: float) -> str:
    if not _single(context):
        return exact(value, DIGITS)
    texts, result = worked([_residual(context)], value, lambda numbers: numbers[0] ** 2)
    return f"{bracketed(texts[0])}² = {result}"


def _absolute(context: StepContext, value: float) -> str:
    if not _single(context):
        return exact(value, DIGITS)
    texts, result = worked([_residual(context)], value, lambda numbers: abs(numbers[0]))
    return f"|{texts[0]}| = {result}"


def _surprise(context: StepContext, value: float) -> str:
    predictions, data = context.explanation.predictions, context.data
    if predictions is None or data is None or predictions.shape[1] != 1:
        return exact(value, DIGITS)
    score = float(predictions[context.row, 0])
    truth = float(data.train_targets[context.row, 0])
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
