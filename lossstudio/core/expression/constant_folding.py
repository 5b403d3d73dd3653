"""Put numbers in the place of a formula's constants, and work out what has become a number."""

from collections.abc import Callable

from lossstudio.core.expression.algebra import minus, negative, over, plus, power, times
from lossstudio.core.expression.formula import Formula
from lossstudio.core.expression.node import Apply, Name, Node, Number, names_in

_OPERATIONS: dict[str, Callable[..., Node]] = {
    "+": plus,
    "-": minus,
    "*": times,
    "/": over,
    "**": power,
    "negative": negative,
}


def fold_constants(found: Formula) -> Node:
    """Return a formula's tree in its variables alone; functions of numbers stay, since log(2) says more than 0.693."""
    return _folded(found.tree, found)


def _folded(node: Node, found: Formula) -> Node:
    if isinstance(node, Number):
        return node
    if isinstance(node, Name):
        return Number(found.constants[node.name]) if node.name in found.constants else node
    arguments = tuple(_folded(each, found) for each in node.arguments)
    if node.function in _OPERATIONS:
        return _OPERATIONS[node.function](*arguments)
    if node.function == "where" and not names_in(arguments[0]):
        return arguments[1] if found.evaluate(arguments[0], {}) else arguments[2]
    return Apply(node.function, arguments)
