"""A typed formula as a parabola in one of its variables, where it is one: exact, by arithmetic with coefficients."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.expression.formula import Formula
from lossstudio.core.expression.node import (
    ApplyNode,
    NameNode,
    Node,
    names_in,
)

Terms = list[Any]
"""The coefficients of 1, r, r², ..., as far as there are any."""

_DEGREE = 2


def parabola(
    formula: Formula, variable: str, around: Floats, **others: Any
) -> tuple[Floats | float, Floats | float, Floats | float] | None:
    """Return (a, b, c) where the formula is a r² + b r + c in r = variable - around; None where it isn't one.

    Parameters
    ----------
    around
        Where r is 0, ``(...)``, like each of the `others`; a, b and c have that shape or are numbers.
    """
    with np.errstate(all="ignore"):
        terms = _CoefficientReader(formula, variable, around, others).terms(formula.tree)
    if terms is None:
        return None
    constant, slope, square = (*terms, 0.0, 0.0)[: _DEGREE + 1]
    return square, slope, constant


@dataclass(frozen=True, slots=True)
class _CoefficientReader:
    """Turns a tree into its terms, the variables but one being known."""

    formula: Formula
    variable: str
    around: Floats
    others: Mapping[str, Any]

    def terms(self, node: Node) -> Terms | None:
        """Return the terms of a part; None where it bends in another way."""
        names = names_in(node)
        if self.variable not in names:
            return [self._number(node, names)]
        if isinstance(node, NameNode):
            return [self.around, 1.0]
        assert isinstance(node, ApplyNode)
        return self._applied(node)

    def _number(self, node: Node, names: set[str]) -> Any:
        known = {name: value for name, value in self.others.items() if name in names}
        return self.formula.evaluate(node, known)

    def _applied(self, node: ApplyNode) -> Terms | None:
        if node.function == "where":
            return self._chosen(*node.arguments)
        combined = _ARITHMETIC.get(node.function)
        parts = [self.terms(argument) for argument in node.arguments] if combined else []
        known = [part for part in parts if part is not None]
        return combined(*known) if combined and len(known) == len(node.arguments) else None

    def _chosen(self, condition: Node, then: Node, other: Node) -> Terms | None:
        """Return the terms of a choice that doesn't look at the variable."""
        left, right = self.terms(then), self.terms(other)
        names = names_in(condition)
        if self.variable in names or left is None or right is None:
            return None
        holds = self._number(condition, names) != 0.0
        return [np.where(holds, one, another) for one, another in zip_longest(left, right, fillvalue=0.0)]


def _product(left: Terms, right: Terms) -> Terms | None:
    if len(left) + len(right) > _DEGREE + 2:
        return None
    product: Terms = [0.0] * (len(left) + len(right) - 1)
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            product[i + j] = product[i + j] + one * other
    return product


def _power(base: Terms, exponent: Terms) -> Terms | None:
    if len(exponent) > 1 or np.ndim(exponent[0]) > 0:
        return None
    return {1.0: base, 2.0: _product(base, base)}.get(float(exponent[0]))


_ARITHMETIC: dict[str, Callable[..., Terms | None]] = {
    "negative": lambda inner: [-term for term in inner],
    "+": lambda left, right: [one + other for one, other in zip_longest(left, right, fillvalue=0.0)],
    "-": lambda left, right: [one - other for one, other in zip_longest(left, right, fillvalue=0.0)],
    "*": _product,
    "/": lambda left, right: [term / right[0] for term in left] if len(right) == 1 else None,
    "**": _power,
}
