"""A formula as people would write it: numbers of a product multiplied out and in front, signs in the sums."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce

from lossstudio.core.expression.node import ApplyNode, NameNode, Node, NumberNode

Term = tuple[bool, Node]
"""Whether it is subtracted, and what."""


def tidy(node: Node) -> Node:
    """Return a tree of the same value, but for rounding, that is shorter to write."""
    first, *others = terms(node)
    whole = _negative(first[1]) if first[0] else first[1]
    return reduce(lambda sum_, term: ApplyNode("-" if term[0] else "+", (sum_, term[1])), others, whole)


def terms(node: Node) -> list[Term]:
    """Return the terms of a sum, tidy; where one is added, one of those is the first. What is no sum is one term."""
    found = list(_terms(node, subtracted=False))
    leading = next((term for term in found if not term[0]), found[0])
    return [leading, *(term for term in found if term is not leading)]


def _terms(node: Node, *, subtracted: bool) -> Iterable[Term]:
    if isinstance(node, ApplyNode) and node.function in ("+", "-"):
        left, right = node.arguments
        yield from _terms(left, subtracted=subtracted)
        yield from _terms(right, subtracted=subtracted != (node.function == "-"))
    elif isinstance(node, ApplyNode) and node.function in ("*", "/", "negative"):
        product = _Product()
        product.take(node)
        flipped, tree = product.written()
        yield subtracted != flipped, tree
    elif isinstance(node, ApplyNode):
        yield subtracted, ApplyNode(node.function, tuple(tidy(each) for each in node.arguments))
    elif isinstance(node, NumberNode) and node.value < 0.0:
        yield not subtracted, NumberNode(-node.value)
    else:
        yield subtracted, node


@dataclass(slots=True)
class _Product:
    """The factors of a product, and what it is divided by; numbers are multiplied out."""

    number: float = 1.0
    divisor: float = 1.0
    factors: list[Node] = field(default_factory=list)
    divisors: list[Node] = field(default_factory=list)

    def take(self, node: Node, *, divides: bool = False) -> None:
        """Take one more factor, or something that it is divided by."""
        if isinstance(node, NumberNode):
            if divides:
                self.divisor *= node.value
            else:
                self.number *= node.value
        elif isinstance(node, ApplyNode) and node.function == "negative":
            self.number = -self.number
            self.take(node.arguments[0], divides=divides)
        elif isinstance(node, ApplyNode) and node.function in ("*", "/"):
            self.take(node.arguments[0], divides=divides)
            self.take(node.arguments[1], divides=divides != (node.function == "/"))
        else:
            (self.divisors if divides else self.factors).append(tidy(node))

    def written(self) -> Term:
        """Return whether it is negative, and its size: the number, short factors, long ones, over the divisors."""
        size, divisor = abs(self.number), abs(self.divisor)
        if divisor != 1.0 and size % divisor == 0.0:
            size, divisor = size / divisor, 1.0
        numbers: list[Node] = [NumberNode(size)] if size != 1.0 or not self.factors else []
        over: list[Node] = [NumberNode(divisor)] if divisor != 1.0 else []
        tree = _multiplied([*numbers, *sorted(self.factors, key=_length)])
        for each in (*over, *self.divisors):
            tree = ApplyNode("/", (tree, each))
        return (self.number < 0.0) != (self.divisor < 0.0), tree


def _multiplied(factors: list[Node]) -> Node:
    return reduce(lambda left, right: ApplyNode("*", (left, right)), factors)


def _negative(node: Node) -> Node:
    """Return -node, with the sign at the first factor, where it needs no brackets."""
    if isinstance(node, ApplyNode) and node.function in ("*", "/"):
        return ApplyNode(node.function, (_negative(node.arguments[0]), node.arguments[1]))
    return ApplyNode("negative", (node,))


def _length(node: Node) -> int:
    """Return what puts names and their powers before sums, and sums before functions."""
    if isinstance(node, ApplyNode) and node.function == "**":
        return _length(node.arguments[0])
    if isinstance(node, NameNode | NumberNode):
        return 0
    return 1 if isinstance(node, ApplyNode) and node.function in ("+", "-") else 2
