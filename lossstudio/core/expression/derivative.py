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
        if isinstance(node, Number):
            return ZERO
        if isinstance(node, Name):
            return ONE if node.name == self._name else ZERO
        if id(node) not in self._known:
            self._known[id(node)] = self._of(node)
        return self._known[id(node)]

    def _of(self, node: Apply) -> Node:
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


def _of_two(node: Apply, by_left: Node, by_right: Node) -> Node:
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


def _of_extreme(node: Apply, by_left: Node, by_right: Node) -> Node:
    """Return the slope of the side that is taken; the mean of both where they meet.

    Each slope stands in it once: else those of nested ones would double at every level.
    """
    left, right = node.arguments if node.function == "max" else reversed(node.arguments)
    return _of_larger(left, right, by_left, by_right)


def _of_larger(left: Node, right: Node, by_left: Node, by_right: Node) -> Node:
    return by_left if by_left == by_right else apply("of_larger", left, right, by_left, by_right)


def _chosen(condition: Node, then: Node, other: Node) -> Node:
    return then if then == other else apply("where", condition, then, other)
