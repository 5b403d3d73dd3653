"""A typed formula, read, checked and differentiated; it evaluates on arrays."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.expression.derivative import (
    derivative,
    minus,
    negative,
    over,
    plus,
    power,
    times,
)
from lossstudio.core.expression.functions import FUNCTIONS, OPERATORS
from lossstudio.core.expression.node import (
    ApplyNode,
    NameNode,
    Node,
    NumberNode,
    names_in,
    write,
)
from lossstudio.core.expression.parsing import FormulaError, parse

BUILT_IN: Mapping[str, float] = MappingProxyType({"pi": float(np.pi), "e": float(np.e)})
_NEARBY = 1e-7
"""How far on each side of a point without a slope its neighbours are asked."""

Constants = tuple[tuple[str, float], ...]
Aliases = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """A formula in some variables.

    Attributes
    ----------
    text
        As it was typed.
    variables
        What it may depend on.
    constants
        Every other name's value.
    tree
        What it says.
    slopes
        Its exact derivative by each variable, as trees.
    """

    text: str
    variables: tuple[str, ...]
    constants: Mapping[str, float]
    tree: Node
    slopes: Mapping[str, Node]

    def value(self, **variables: Any) -> Floats:
        """Return the formula's value ``(...)`` on arrays ``(...)``, one for each variable; not finite is no error."""
        return self.evaluate(self.tree, variables)

    def slope(self, name: str, **variables: Any) -> Floats:
        """Return the derivative ``(...)`` by a variable, at variables ``(...)``.

        Where two branches meet without a derivative it is the mean of both sides'.
        """
        slope = self.evaluate(self.slopes[name], variables)
        lost = np.isnan(slope)
        if lost.any():
            slope = np.where(lost & np.isfinite(self.value(**variables)), self._between(name, variables), slope)
        return slope

    def bend(self, name: str, other: str, **variables: Any) -> Floats:
        """Return the second derivative ``(...)`` by two variables, at variables ``(...)``.

        A corner has none, and 0 stands for it.
        """
        bend = self.evaluate(_bend(self, name, other), variables)
        return np.where(np.isnan(bend) & np.isfinite(self.slope(name, **variables)), 0.0, bend)

    def evaluate(self, tree: Node, variables: Mapping[str, Any]) -> Floats:
        """Return the value of a tree in the formula's names, ``(...)``: the common shape of the variables."""
        shape = np.broadcast_shapes(*(np.shape(each) for each in variables.values()))
        with np.errstate(all="ignore"):
            answer = _evaluated(tree, {**self.constants, **variables}, {})
        return np.array(np.broadcast_to(answer, shape), dtype=np.float64)

    def derivative_text(self, name: str) -> str:
        """Return the derivative by a variable as it would be typed."""
        return write(self.slopes[name])

    def uses(self, name: str) -> bool:
        """Say whether the formula depends on a name at all."""
        return name in names_in(self.tree)

    def _between(self, name: str, variables: Mapping[str, Any]) -> Floats:
        far = _NEARBY * (1.0 + np.abs(variables[name]))
        sides = [self.evaluate(self.slopes[name], {**variables, name: variables[name] + way * far}) for way in (-1, 1)]
        return 0.5 * (sides[0] + sides[1])


@lru_cache(maxsize=256)
def formula(text: str, variables: tuple[str, ...], constants: Constants = (), aliases: Aliases = ()) -> Formula:
    """Read a formula in these variables and constants; `aliases` are other words for variables, each with its name.

    Raises
    ------
    FormulaError
        If it can't be read, or a part without variables isn't a finite number.
    """
    known = dict(BUILT_IN) | dict(constants)
    tree = parse(text, (*variables, *known), dict(aliases))
    _check_numbers(tree, known, set(variables))
    slopes = {name: derivative(tree, name) for name in variables}
    return Formula(text, variables, MappingProxyType(known), tree, MappingProxyType(slopes))


def in_options(text: str, variables: tuple[str, ...], options: Mapping[str, Any]) -> Formula:
    """Return an entry's formula, with those options that are numbers as its constants, without their underscores."""
    numbers = {name.replace("_", ""): float(value) for name, value in options.items() if isinstance(value, int | float)}
    return formula(text, variables, tuple(sorted(numbers.items())))


@lru_cache(maxsize=256)
def _bend(formula: Formula, name: str, other: str) -> Node:
    """Return the tree of a second derivative; few ask for it, so it is made when somebody does."""
    return derivative(formula.slopes[name], other)


def _evaluated(node: Node, names: Mapping[str, Any], known: dict[int, Any]) -> Any:
    """Return the value of a part; derivatives hold the same parts many times, so each is worked out once."""
    if isinstance(node, NumberNode):
        return np.float64(node.value)
    if isinstance(node, NameNode):
        return np.asarray(names[node.name], dtype=np.float64)
    if id(node) not in known:
        function = OPERATORS.get(node.function) or FUNCTIONS[node.function]
        known[id(node)] = function(*(_evaluated(argument, names, known) for argument in node.arguments))
    return known[id(node)]


def _check_numbers(node: Node, known: Mapping[str, float], variables: set[str]) -> None:
    """Refuse 9**9**9 and 1/0, at their place."""
    if not isinstance(node, ApplyNode):
        return
    for argument in node.arguments:
        _check_numbers(argument, known, variables)
    if names_in(node).isdisjoint(variables):
        with np.errstate(all="ignore"):
            if not np.isfinite(_evaluated(node, known, {})):
                raise FormulaError("this has no finite value", node.span[0] + 1)


_OPERATIONS: dict[str, Callable[..., Node]] = {
    "+": plus,
    "-": minus,
    "*": times,
    "/": over,
    "**": power,
    "negative": negative,
}


def fold_constants(found: Formula, *, keep: frozenset[str] = frozenset()) -> Node:
    """Return a formula's tree in its variables alone; functions of numbers stay, since log(2) says more than 0.693.

    The built-in constants in `keep` stay too, where the formula gives their names no other meaning.
    """
    kept = frozenset(name for name in keep if found.constants[name] == BUILT_IN[name])
    return _folded(found.tree, found, kept)


def _folded(node: Node, found: Formula, kept: frozenset[str]) -> Node:
    if isinstance(node, NumberNode):
        return node
    if isinstance(node, NameNode):
        known = node.name in found.constants and node.name not in kept
        return NumberNode(found.constants[node.name]) if known else node
    arguments = tuple(_folded(each, found, kept) for each in node.arguments)
    if node.function in _OPERATIONS:
        return _OPERATIONS[node.function](*arguments)
    if node.function == "where" and names_in(arguments[0]) <= kept:
        return arguments[1] if found.evaluate(arguments[0], {}) else arguments[2]
    return ApplyNode(node.function, arguments)
