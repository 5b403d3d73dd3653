"""Losses in NumPy: the mean over the rows, and its slope by each output."""

from collections.abc import Mapping
from typing import Any

from lossstudio.core.code import LossTerms, NoCode
from lossstudio.core.expression.derivative import derivative
from lossstudio.core.expression.formula import Formula, fold_constants
from lossstudio.core.losses.loss import Loss
from lossstudio.project.code.formulas import loss_in_code
from lossstudio.project.code.wording import NOTHING_SAID, no_loss

FUNCTIONS = {
    **{name: f"np.{name}" for name in ("abs", "sqrt", "exp", "log", "log1p", "expm1", "tanh", "sin", "cos", "sign")},
    "where": "np.where",
    "min": "np.minimum",
    "max": "np.maximum",
    "and": "np.logical_and",
    "sigmoid": "sigmoid",
    "softplus": "softplus",
    "pi": "np.pi",
    "e": "np.e",
}
"""What NumPy calls the functions and constants of the formula language."""

HELP = {
    "normal": [
        "def normal(s):",
        '    """Return the share of a normal distribution below s."""',
        "    return 0.5 * (1 + np.vectorize(math.erf)(s / math.sqrt(2)))",
    ],
    "sigmoid": ["def sigmoid(s):", "    return np.exp(-np.logaddexp(0, -s))"],
    "softplus": ["def softplus(s):", "    return np.logaddexp(0, s)"],
    "log_softmax": [
        "def log_softmax(s):",
        "    s = s - s.max(axis=1, keepdims=True)",
        "    return s - np.log(np.exp(s).sum(axis=1, keepdims=True))",
    ],
    "one_hot": ["def one_hot(y, classes):", "    return np.eye(classes)[y]"],
}
"""Small functions that some losses and activations need."""


def loss_lines(loss: Loss, options: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return the bodies of the functions that give the mean loss and its slope by each output."""
    found = _terms(loss, options)
    if isinstance(found, NoCode):
        return no_loss(loss, found), no_loss(loss, found)
    return [f"    return {found.value}"], [f"    return {found.slope}"]


def _terms(loss: Loss, options: Mapping[str, Any]) -> LossTerms | NoCode:
    """Return a loss's terms: as the loss says them, or else from its expression."""
    if loss.summands is not None:
        return _sum(loss, options)
    code = loss.code.numpy
    said = code if code is None or isinstance(code, LossTerms | NoCode) else code(**options)
    found = loss.expressed(options)
    if isinstance(said, NoCode):
        return said
    derived = LossTerms() if found is None else _derived(found)
    terms = derived if said is None else LossTerms(value=said.value or derived.value, slope=said.slope or derived.slope)
    return terms if terms.value and terms.slope else NOTHING_SAID


def _derived(found: Formula) -> LossTerms:
    """Return the terms that follow from an expression."""
    tree = fold_constants(found)
    value, slope = loss_in_code(tree, FUNCTIONS), loss_in_code(derivative(tree, "prediction"), FUNCTIONS)
    return LossTerms(value=f"np.mean({value})", slope=f"({slope}) / p.size")


def _sum(loss: Loss, options: Mapping[str, Any]) -> LossTerms | NoCode:
    assert loss.summands is not None
    values, slopes = [], []
    for part in loss.summands(**options):
        found = _terms(part.loss, part.options)
        if isinstance(found, NoCode):
            return NoCode(f"its part {part.loss.label} can't be: {found.reason}")
        values.append(f"{part.weight!r} * ({found.value})")
        slopes.append(f"{part.weight!r} * ({found.slope})")
    return LossTerms(value=" + ".join(values), slope=" + ".join(slopes))
