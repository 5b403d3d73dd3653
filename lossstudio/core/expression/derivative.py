"""The exact derivative of a formula, as another formula."""

import math
from collections.abc import Callable

import numpy as np

from lossstudio.core.expression.functions import OPERATORS
from lossstudio.core.expression.node import (
    ApplyNode,
    NameNode,
    Node,
    NumberNode,
)

ZERO, ONE, HALF = NumberNode(0.0), NumberNode(1.0), NumberNode(0.5)


def plus(left: Node, right: Node) -> Node:
    """Return left + right."""
    if left == ZERO:
        return right
    if right == ZERO:
        return left
    if isinstance(right, ApplyNode) and right.function == "negative":
        return minus(left, right.arguments[0])
    return _folded("+", left, right)


def minus(left: Node, right: Node) -> Node:
    """Return left - right."""
    if right == ZERO:
        return left
    if left == ZERO:
        return negative(right)
    return _folded("-", left, right)


def times(left: Node, right: Node) -> Node:
    """Return left * right; 0 if either is the number 0."""
    if ZERO in (left, right):
        return ZERO
    if left == ONE:
        return right
    if right == ONE:
        return left
    for one, other in ((left, right), (right, left)):
        if isinstance(one, ApplyNode) and one.function == "negative":
            return negative(times(one.arguments[0], other))
        if one == NumberNode(-1.0):
            return negative(other)
    factor = _factor(right)
    if isinstance(left, NumberNode) and factor is not None:
        return times(_folded("*", left, factor[0]), factor[1])
    return _folded("*", left, right)


def over(left: Node, right: Node) -> Node:
    """Return left / right; 0 if left is the number 0."""
    if left == ZERO:
        return ZERO
    return left if right == ONE else _folded("/", left, right)


def power(base: Node, exponent: Node) -> Node:
    """Return base ** exponent."""
    if exponent == ZERO:
        return ONE
    return base if exponent == ONE else _folded("**", base, exponent)


def negative(node: Node) -> Node:
    """Return -node."""
    if isinstance(node, NumberNode):
        return NumberNode(-node.value)
    if isinstance(node, ApplyNode) and node.function == "negative":
        return node.arguments[0]
    if factor := _factor(node):
        return times(NumberNode(-factor[0].value), factor[1])
    return ApplyNode("negative", (node,))


def apply(function: str, *arguments: Node) -> Node:
    """Return function(arguments)."""
    return ApplyNode(function, arguments)


def _factor(node: Node) -> tuple[NumberNode, Node] | None:
    """Return (number, rest) of number * rest; None for anything else."""
    if isinstance(node, ApplyNode) and node.function == "*" and isinstance(node.arguments[0], NumberNode):
        return node.arguments[0], node.arguments[1]
    return None


def _folded(operator: str, left: Node, right: Node) -> Node:
    """Return the number, where both sides are numbers and it is finite; else the operation."""
    if isinstance(left, NumberNode) and isinstance(right, NumberNode):
        with np.errstate(all="ignore"):
            value = float(OPERATORS[operator](np.float64(left.value), np.float64(right.value)))
        if math.isfinite(value):
            return NumberNode(value)
    return ApplyNode(operator, (left, right))


OUTER: dict[str, Callable[[Node], Node]] = {
    "negative": lambda _u: NumberNode(-1.0),
    "abs": lambda u: apply("sign", u),
    "sqrt": lambda u: over(HALF, apply("sqrt", u)),
    "exp": lambda u: apply("exp", u),
    "log": lambda u: over(ONE, u),
    "log1p": lambda u: over(ONE, plus(ONE, u)),
    "expm1": lambda u: apply("exp", u),
    "tanh": lambda u: minus(ONE, power(apply("tanh", u), NumberNode(2.0))),
    "sigmoid": lambda u: times(apply("sigmoid", u), apply("sigmoid", negative(u))),
    "softplus": lambda u: apply("sigmoid", u),
    "sin": lambda u: apply("cos", u),
    "cos": lambda u: negative(apply("sin", u)),
    "sign": lambda _u: ZERO,
}
"""The derivative of each function of one argument by that argument."""


def derivative(node: Node, name: str) -> Node:
    """Return the derivative of a tree by a name; at a kink, a slope between those on its sides.

    A derivative holds the same parts many times: each is differentiated once, else a second derivative would take very
    long.
    """
    return _Derivative(name).of(node)


class _Derivative:
    """Derivatives by one name; `_known` holds those of the parts met so far, by identity."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._known: dict[int, Node] = {}

    def of(self, node: Node) -> Node:
        """Return the derivative of a tree."""
        if isinstance(node, NumberNode):
            return ZERO
        if isinstance(node, NameNode):
            return ONE if node.name == self._name else ZERO
        if id(node) not in self._known:
            self._known[id(node)] = self._of(node)
        return self._known[id(node)]

    def _of(self, node: ApplyNode) -> Node:
        if node.function == "where":
            condition, then, other = node.arguments
            return _chosen(condition, self.of(then), self.of(other))
        if node.function == "of_larger":
            left, right, by_left, by_right = node.arguments
            return _of_larger(left, right, self.of(by_left), self.of(by_right))
        if len(node.arguments) == 1:
            (inner,) = node.arguments
            slope = self.of(inner)
            return ZERO if slope == ZERO else times(OUTER[node.function](inner), slope)
        left, right = node.arguments
        return _of_two(node, self.of(left), self.of(right))


def _of_two(node: ApplyNode, by_left: Node, by_right: Node) -> Node:
    left, right = node.arguments
    match node.function:
        case "+":
            return plus(by_left, by_right)
        case "-":
            return minus(by_left, by_right)
        case "*":
            return plus(times(by_left, right), times(left, by_right))
        case "/":
            return minus(over(by_left, right), over(times(node, by_right), right))
        case "**":
            return _of_power(left, right, by_left, by_right)
        case "power_times_log":
            return _of_power_times_log(left, right, by_left, by_right)
        case "min" | "max":
            return _of_extreme(node, by_left, by_right)
    raise AssertionError(f"{node.function} has no derivative")


def _of_power(base: Node, exponent: Node, by_base: Node, by_exponent: Node) -> Node:
    """Return v u^(v - 1) u' + u^v log(u) v'."""
    first = times(times(exponent, power(base, minus(exponent, ONE))), by_base)
    return plus(first, times(apply("power_times_log", base, exponent), by_exponent))


def _of_power_times_log(base: Node, exponent: Node, by_base: Node, by_exponent: Node) -> Node:
    """Return (v u^(v - 1) log(u) + u^(v - 1)) u' + u^v log(u)² v'."""
    less = minus(exponent, ONE)
    by_first = plus(times(exponent, apply("power_times_log", base, less)), power(base, less))
    by_second = times(apply("power_times_log", base, exponent), apply("log", base))
    return plus(times(by_first, by_base), times(by_second, by_exponent))


def _of_extreme(node: ApplyNode, by_left: Node, by_right: Node) -> Node:
    """Return the slope of the side that is taken; the mean of both where they meet.

    Each slope stands in it once: else those of nested ones would double at every level.
    """
    left, right = node.arguments if node.function == "max" else reversed(node.arguments)
    return _of_larger(left, right, by_left, by_right)


def _of_larger(left: Node, right: Node, by_left: Node, by_right: Node) -> Node:
    return by_left if by_left == by_right else apply("of_larger", left, right, by_left, by_right)


def _chosen(condition: Node, then: Node, other: Node) -> Node:
    return then if then == other else apply("where", condition, then, other)
