"""Phase 1, predict: what the model makes of the selected data point."""

import math
from collections.abc import Sequence

import numpy as np

from lossstudio.core.column_names import base_and_unit
from lossstudio.core.losses import LOSSES
from lossstudio.core.losses.loss import Loss
from lossstudio.core.numbers import DIGITS, exact
from lossstudio.picture.phases.step_context import StepContext, probability, subscript
from lossstudio.picture.phases.text import PhaseText, bracketed, line, result_line, worked
from lossstudio.picture.text.axis_names import is_counted, quantity

WORKED_INPUTS = 2


def predict(context: StepContext) -> PhaseText:
    """Return the text of the prediction."""
    if context.explanation.predictions is None:
        return _position(context)
    output = float(context.explanation.predictions[context.row, 0])
    inputs = [] if context.data is None else context.data.train_inputs[context.row]
    if context.straight:
        return (_weighted_sum if len(inputs) <= WORKED_INPUTS else _followed_term)(context, output)
    letter = _letter(context)
    result = ", ".join(exact(float(value), DIGITS) for value in context.explanation.predictions[context.row][:3])
    seen = f"x = {', '.join(exact(float(value), DIGITS) for value in inputs[:3])}" if len(inputs) else "no inputs"
    formula = f"{letter} = f(x; w)"
    return PhaseText(
        title="Predict",
        formula=formula,
        lines=(line(seen), result_line("= ", result, _after(context, output))),
        result=result,
    )


def _weighted_sum(context: StepContext, output: float) -> PhaseText:
    assert context.data is not None
    inputs = [float(value) for value in context.data.train_inputs[context.row]]
    theta = [float(value) for value in context.explanation.theta]
    weights, biases = theta[: len(inputs)], theta[len(inputs) :]
    pairs = [number for pair in zip(weights, inputs, strict=True) for number in pair]
    texts, result = worked([*pairs, *biases], output, lambda numbers: _summed(numbers, len(inputs)))
    products = [f"{_first(texts[2 * at], at)} × {bracketed(texts[2 * at + 1])}" for at in range(len(inputs))]
    terms = [*products, *(_first(text, len(products)) for text in texts[2 * len(inputs) :])]
    return PhaseText(
        title="Predict",
        formula=f"{_letter(context)} = {_sum_formula(context, len(inputs))}",
        lines=(line(" + ".join(terms)), result_line("= ", result, _after(context, output))),
        result=result,
    )


def _followed_term(context: StepContext, output: float) -> PhaseText:
    """Return the text of a long sum: of its terms only that of the followed parameter, and what the others make."""
    assert context.data is not None
    inputs, at = [float(value) for value in context.data.train_inputs[context.row]], context.parameter
    weight = float(context.explanation.theta[at])
    factors = [weight, inputs[at]] if at < len(inputs) else [weight]
    rest = output - math.prod(factors)
    texts, result = worked([*factors, rest], output, lambda numbers: math.prod(numbers[:-1]) + numbers[-1])
    term = " × ".join([texts[0], *(bracketed(text) for text in texts[1:-1])])
    name = f"{context.name}·x{subscript(at + 1)}" if at < len(inputs) else context.name
    return PhaseText(
        title="Predict",
        formula=f"{_letter(context)} = {name} + the {context.explanation.theta.size - 1} other terms",
        lines=(line(f"{term} + {bracketed(texts[-1])}"), result_line("= ", result, _after(context, output))),
        result=result,
    )


def _position(context: StepContext) -> PhaseText:
    places = ", ".join(exact(float(value), DIGITS) for value in context.explanation.theta)
    names = ", ".join(context.names)
    return PhaseText(
        title="Place",
        formula=f"({names})",
        lines=(line("the ball is at"), result_line("", f"({places})")),
        result=places,
    )


def _summed(numbers: Sequence[float], inputs: int) -> float:
    products = sum(numbers[2 * at] * numbers[2 * at + 1] for at in range(inputs))
    return products + sum(numbers[2 * inputs :])


def _first(text: str, at: int) -> str:
    return bracketed(text) if at else text


def _sum_formula(context: StepContext, inputs: int) -> str:
    products = [f"{context.names[at]}·x{subscript(at + 1) if inputs > 1 else ''}" for at in range(inputs)]
    return " + ".join([*products, *context.names[inputs:]])


def _letter(context: StepContext) -> str:
    loss = _loss(context)
    return "s" if loss is not None and loss.takes.startswith("score") else "ŷ"


def _loss(context: StepContext) -> Loss | None:
    """Return the loss in force as its options make it; None where it isn't one of the model's answers."""
    spec = context.settings.loss
    if spec is None or spec.kind not in LOSSES:
        return None
    loss = LOSSES[spec.kind]
    return loss.under(loss.complete(spec.options))


def _after(context: StepContext, output: float) -> str:
    """Return the unit, or the probability or the number that a score means; the scores of a margin's loss mean none."""
    loss = _loss(context)
    if loss is not None and loss.takes == "score" and loss.link == "sigmoid":
        return f"   σ(s) = {exact(probability(output), DIGITS)}"
    if loss is not None and loss.mean is not None:
        return f"   expected {exact(float(loss.answers(np.array(output))), DIGITS)}"
    data = context.data
    if data is None or not data.target_names:
        return ""
    unit = base_and_unit(data.samples.target_names[0])[1]
    if data.target_names == data.samples.target_names and not is_counted(unit):
        return quantity("", unit) if unit else ""
    if len(data.target_names) > 1:
        return ""
    measured = float(data.target_offset[0]) + float(data.target_scale[0]) * output
    return f"   or {quantity(exact(measured, DIGITS), unit)}"
