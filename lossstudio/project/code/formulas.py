"""Formulas as expressions of Python, in a framework's own functions."""

from collections.abc import Mapping

from lossstudio.core.expression.node import (
    ApplyNode,
    NameNode,
    Node,
    NumberNode,
    names_in,
    write,
)

_NAMES = {"prediction": "p", "target": "y"}


def in_code(tree: Node, functions: Mapping[str, str], *, number: str = "{}") -> str:
    """Return a loss's tree, or that of its slope, as an expression of Python in p and y, of the shape of p.

    Parameters
    ----------
    tree
        A tree without constants.
    functions
        What the formula language's functions are called.
    number
        How a number is written where a function wants an array.
    """
    text = write(_renamed(tree, functions, number))
    return text if "prediction" in names_in(tree) else f"{text} + 0*p"


def _renamed(node: Node, functions: Mapping[str, str], number: str) -> Node:
    """Return the tree with names and functions as the code has them."""
    if isinstance(node, NumberNode):
        return _literal(node.value)
    if isinstance(node, NameNode):
        return NameNode(_NAMES[node.name])
    if node.function == "of_larger":
        left, right, *chosen = node.arguments
        return _renamed(ApplyNode("where", (ApplyNode(">", (left, right)), *chosen)), functions, number)
    arguments = [_renamed(each, functions, number) for each in node.arguments]
    if node.function in functions:
        called = functions[node.function]
        wrapped = [_wrapped(each, number) for each in arguments] if node.function != "where" else arguments
        return _folded(called, wrapped) if node.function in ("min", "max") else ApplyNode(called, tuple(wrapped))
    if node.function == "both":
        return _folded(functions["and"], arguments)
    if node.function == "power_times_log":
        base, exponent = arguments
        return ApplyNode("*", (ApplyNode("**", (base, exponent)), ApplyNode(functions["log"], (base,))))
    return ApplyNode(node.function, tuple(arguments))


def _literal(value: float) -> Node:
    """Return a number with all its digits, in brackets where it is negative."""
    text = repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    return NameNode(text if value >= 0 else f"({text})")


def _wrapped(node: Node, number: str) -> Node:
    plain = isinstance(node, NameNode) and node.name not in _NAMES.values()
    return NameNode(number.format(node.name)) if plain and isinstance(node, NameNode) else node


def _folded(called: str, arguments: list[Node]) -> Node:
    """Return a function of two arguments applied to several."""
    folded = arguments[0]
    for each in arguments[1:]:
        folded = ApplyNode(called, (folded, each))
    return folded
