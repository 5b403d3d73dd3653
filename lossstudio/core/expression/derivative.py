"""The exact derivative of a formula, as another formula."""

from collections.abc import Callable

from lossstudio.core.expression.algebra import (
    HALF,
    ONE,
    ZERO,
    apply,
    minus,
    negative,
    over,
    plus,
    power,
    times,
)
from lossstudio.core.expression.node import Apply, Name, Node, Number

OUTER: dict[str, Callable[[Node], Node]] = {
    "negative": lambda _u: Number(-1.0),
    "abs": lambda u: apply("sign", u),
    "sqrt": lambda u: over(HALF, apply("sqrt", u)),
    "exp": lambda u: apply("exp", u),
    "log": lambda u: over(ONE, u),
    "log1p": lambda u: over(ONE, plus(ONE, u)),
    "expm1": lambda u: apply("exp", u),
    "tanh": lambda u: minus(ONE, power(apply("tanh", u), Number(2.0))),
    "sigmoid": lambda u: times(apply("sigmoid", u), apply("sigmoid", negative(u))),
    "softplus": lambda u: apply("sigmoid", u),
    "sin": lambda u: apply("cos", u),
    "cos": lambda u: negative(apply("sin", u)),
    "sign": lambda _u: ZERO,
}
"""The derivative of each function of one argument by that argument."""


def derivative(node: Node, name: str) -> Node:
    """Return the derivative of a tree by a name; at a kink, a slope between those on its sides."""
    if isinstance(node, Number):
        return ZERO
    if isinstance(node, Name):
        return ONE if node.name == name else ZERO
    if node.function == "where":
        condition, then, other = node.arguments
        return _chosen(condition, derivative(then, name), derivative(other, name))
    if len(node.arguments) == 1:
        (inner,) = node.arguments
        slope = derivative(inner, name)
        return ZERO if slope == ZERO else times(OUTER[node.function](inner), slope)
    return _of_two(node, name)


def _of_two(node: Apply, name: str) -> Node:
    left, right = node.arguments
    by_left, by_right = derivative(left, name), derivative(right, name)
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
        case "min" | "max":
            return _of_extreme(node, by_left, by_right)
    raise AssertionError(f"{node.function} has no derivative")


def _of_power(base: Node, exponent: Node, by_base: Node, by_exponent: Node) -> Node:
    """Return v u^(v - 1) u' + u^v log(u) v'."""
    first = times(times(exponent, power(base, minus(exponent, ONE))), by_base)
    return plus(first, times(apply("power_times_log", base, exponent), by_exponent))


def _of_extreme(node: Apply, by_left: Node, by_right: Node) -> Node:
    """Return the slope of the side that is taken; the mean of both where they meet.

    Each slope stands in it once: else those of nested ones would double at every level.
    """
    if by_left == by_right:
        return by_left
    left, right = node.arguments if node.function == "max" else reversed(node.arguments)
    return apply("of_larger", left, right, by_left, by_right)


def _chosen(condition: Node, then: Node, other: Node) -> Node:
    return then if then == other else apply("where", condition, then, other)
