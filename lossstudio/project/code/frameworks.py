"""What PyTorch and Keras programs have in common: layers with their weights, and losses as formulas."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lossstudio.core.array import Floats
from lossstudio.core.models.layer import Layer
from lossstudio.project.code.formulas import formula_of, in_code
from lossstudio.project.code.setup import Setup


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a framework writes formulas.

    Attributes
    ----------
    functions
        What it calls the functions of the formula language.
    number
        How a number is written where a function wants an array.
    mean
        How the mean of an array is written.
    """

    functions: Mapping[str, str]
    number: str
    mean: str


@dataclass(frozen=True, slots=True)
class Written:
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


def as_formula(key: str, options: Mapping[str, Any], dialect: Dialect, *, order: str) -> Written | None:
    """Return a loss of one output at a time as a function of the framework; None for those over several."""
    found = formula_of(key, options)
    if found is None:
        return None
    expression = in_code(found, found.tree, dialect.functions, number=dialect.number)
    body = dialect.mean.format(expression)
    return Written(f"{key}_loss", (f"def {key}_loss({order}):", f"    return {body}"))


def added(setup: Setup, write: Callable[[str, Mapping[str, Any]], Written], order: str) -> Written:
    """Return a weighted sum of losses as a function that calls its parts."""
    lines: list[str] = []
    terms, remarks = [], []
    for number, part in enumerate(setup.options["parts"], start=1):
        written = write(part.loss.key, part.options)
        lines += [*written.function, *(["", ""] if written.function else []), f"part_{number} = {written.made}", "", ""]
        terms.append(f"{part.weight!r} * part_{number}({order})")
        remarks.append(written.remark)
    lines += [f"def weighted_sum({order}):", f"    return {' + '.join(terms)}"]
    return Written("weighted_sum", tuple(lines), " ".join(filter(None, remarks)))
