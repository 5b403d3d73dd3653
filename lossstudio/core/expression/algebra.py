"""Make trees with the obvious simplifications, so that derivatives stay short."""

import math

import numpy as np

from lossstudio.core.expression.functions import OPERATORS
from lossstudio.core.expression.node import Apply, Node, Number

ZERO, ONE, HALF = Number(0.0), Number(1.0), Number(0.5)


def plus(left: Node, right: Node) -> Node:
    """Return left + right."""
    if left == ZERO:
        return right
    if right == ZERO:
        return left
    if isinstance(right, Apply) and right.function == "negative":
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
        if isinstance(one, Apply) and one.function == "negative":
            return negative(times(one.arguments[0], other))
        if one == Number(-1.0):
            return negative(other)
    factor = _factor(right)
    if isinstance(left, Number) and factor is not None:
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
    if isinstance(node, Number):
        return Number(-node.value)
    if isinstance(node, Apply) and node.function == "negative":
        return node.arguments[0]
    if factor := _factor(node):
        return times(Number(-factor[0].value), factor[1])
    return Apply("negative", (node,))


def apply(function: str, *arguments: Node) -> Node:
    """Return function(arguments)."""
    return Apply(function, arguments)


def _factor(node: Node) -> tuple[Number, Node] | None:
    """Return (number, rest) of number * rest; None for anything else."""
    if isinstance(node, Apply) and node.function == "*" and isinstance(node.arguments[0], Number):
        return node.arguments[0], node.arguments[1]
    return None


def _folded(operator: str, left: Node, right: Node) -> Node:
    """Return the number, where both sides are numbers and it is finite; else the operation."""
    if isinstance(left, Number) and isinstance(right, Number):
        with np.errstate(all="ignore"):
            value = float(OPERATORS[operator](np.float64(left.value), np.float64(right.value)))
        if math.isfinite(value):
            return Number(value)
    return Apply(operator, (left, right))
