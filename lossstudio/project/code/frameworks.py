"""What PyTorch and Keras programs have in common: layers with their weights, losses as functions, optimizers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lossstudio.core.array import Floats
from lossstudio.core.code import FunctionCode, LossCode, LossFunction, NoCode, OptimizerCall
from lossstudio.core.expression.formula import fold_constants
from lossstudio.core.losses.loss import Loss
from lossstudio.core.models.layer import Layer
from lossstudio.project.code.formulas import loss_in_code
from lossstudio.project.code.leg import Leg
from lossstudio.project.code.wording import no_loss, no_optimizer


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a framework writes losses.

    Attributes
    ----------
    code
        What a loss says for this framework.
    order
        The order in which it gives a loss the outputs p and the targets y.
    functions
        What it calls the functions of the formula language.
    number
        How a number is written where a function wants an array.
    mean
        How the mean of an array is written.
    """

    code: Callable[[LossCode], FunctionCode]
    order: str
    functions: Mapping[str, str]
    number: str
    mean: str


@dataclass(frozen=True, slots=True)
class FrameworkLoss:
    """A loss: the expression that makes it, and the lines of a function that it needs first.

    `remark` is what the framework does otherwise, for a comment.
    """

    made: str
    function: tuple[str, ...] = ()
    remark: str = ""


def weights_of(layer: Layer, theta: Floats) -> tuple[Floats, Floats | None]:
    """Return a layer's matrix ``(inputs, outputs)`` and its biases."""
    matrix = layer.matrix(theta)
    return matrix[: layer.inputs], matrix[layer.inputs] if layer.bias else None


def loss_function(loss: Loss, options: Mapping[str, Any], dialect: Dialect) -> FrameworkLoss:
    """Return a loss in a framework: as the loss says it, or else from its expression."""
    if loss.summands is not None:
        return _sum(loss, options, dialect)
    said = _said(dialect.code(loss.code), options)
    if isinstance(said, LossFunction) and said.made:
        return FrameworkLoss(said.made, (), said.remark)
    name, remark = f"{loss.key}_loss", "" if isinstance(said, NoCode) else said.remark
    return FrameworkLoss(name, (f"def {name}({dialect.order}):", *_body(loss, options, dialect, said)), remark)


def optimizer_call(leg: Leg, code: OptimizerCall | NoCode, instead: OptimizerCall | NoCode) -> tuple[str, str]:
    """Return what makes a framework's optimizer, or the one that stands in its place, and why."""
    missing = no_optimizer(leg, code)
    call = instead if isinstance(code, NoCode) else code
    assert isinstance(call, OptimizerCall)
    settings = leg.settings
    return call.made.format(rate=settings.learning_rate, **settings.optimizer_options), missing or call.remark


def _said(code: FunctionCode, options: Mapping[str, Any]) -> LossFunction | NoCode:
    if code is None:
        return LossFunction()
    if isinstance(code, str):
        return LossFunction(made=code.format(**options))
    return code if isinstance(code, LossFunction | NoCode) else code(**options)


def _body(loss: Loss, options: Mapping[str, Any], dialect: Dialect, said: LossFunction | NoCode) -> list[str]:
    if isinstance(said, NoCode):
        return no_loss(loss, said)
    if said.body:
        return [f"    {line}" for line in said.body]
    found = loss.expressed(options)
    if found is None:
        return no_loss(loss)
    expression = loss_in_code(fold_constants(found), dialect.functions, number=dialect.number)
    return [f"    return {dialect.mean.format(expression)}"]


def _sum(loss: Loss, options: Mapping[str, Any], dialect: Dialect) -> FrameworkLoss:
    """Return a weighted sum of losses as a function that calls its parts."""
    assert loss.summands is not None
    lines: list[str] = []
    terms, remarks = [], []
    for number, part in enumerate(loss.summands(**options), start=1):
        written = loss_function(part.loss, part.options, dialect)
        lines += [*written.function, *(["", ""] if written.function else []), f"part_{number} = {written.made}", "", ""]
        terms.append(f"{part.weight!r} * part_{number}({dialect.order})")
        remarks.append(written.remark)
    lines += [f"def {loss.key}({dialect.order}):", f"    return {' + '.join(terms)}"]
    return FrameworkLoss(loss.key, tuple(lines), " ".join(filter(None, remarks)))
