"""Formulas as expressions of Python, in a framework's own functions."""

from collections.abc import Mapping

from lossstudio.core.expression.formula import BUILT_IN, Formula, fold_constants
from lossstudio.core.expression.node import (
    SIGNS,
    ApplyNode,
    NameNode,
    Node,
    NumberNode,
    names_in,
    write,
)
from lossstudio.core.expression.tidy import terms

_NAMES = {"prediction": "p", "target": "y", "x": "x", "y": "y"}
"""What variables are called in programs: those of a loss, and those of a terrain."""
_LONGEST = 100
"""Longer sums stand on several lines."""


def loss_in_code(tree: Node, functions: Mapping[str, str], *, number: str = "{}") -> str:
    """Return a loss's tree, or that of its slope, as an expression of Python in p and y, of the shape of p.

    Parameters are those of `in_code`.
    """
    text = in_code(tree, functions, number=number)
    return text if "prediction" in names_in(tree) else f"{text} + 0*p"


def in_code(tree: Node, functions: Mapping[str, str], *, number: str = "{}") -> str:
    """Return a tree as an expression of Python.

    Parameters
    ----------
    tree
        A tree without constants.
    functions
        What the formula language's functions are called.
    number
        How a number is written where a function wants an array.
    """
    return write(_renamed(tree, functions, number))


def height_tree(found: Formula) -> Node:
    """Return a terrain's tree, in which π and e keep their names."""
    return fold_constants(found, keep=frozenset(BUILT_IN))


def sum_in_code(begin: str, tree: Node, functions: Mapping[str, str], *, number: str = "{}") -> list[str]:
    """Return the line that begins so and ends with a tree as an expression; several lines where it is a long sum."""
    line = f"{begin}{in_code(tree, functions, number=number)}"
    parts = terms(tree)
    if len(line) <= _LONGEST or len(parts) == 1:
        return [line]
    written = [in_code(part, functions, number=number) for _, part in parts]
    signs = ["- " if parts[0][0] else "", *("- " if subtracted else "+ " for subtracted, _ in parts[1:])]
    return [f"{begin}(", *(f"    {sign}{part}" for sign, part in zip(signs, written, strict=True)), ")"]


def _renamed(node: Node, functions: Mapping[str, str], number: str) -> Node:
    """Return the tree with names and functions as the code has them."""
    if isinstance(node, NumberNode):
        return _literal(node.value)
    if isinstance(node, NameNode):
        return NameNode(_NAMES[node.name] if node.name in _NAMES else functions[node.name])
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
    return NameNode(number.format(write(node))) if _is_plain(node) else node


def _is_plain(node: Node) -> bool:
    """Say whether a part in Python's words is a number there, or made of numbers by signs alone."""
    if isinstance(node, ApplyNode):
        return node.function in SIGNS and all(_is_plain(each) for each in node.arguments)
    return isinstance(node, NumberNode) or node.name not in _NAMES.values()


def _folded(called: str, arguments: list[Node]) -> Node:
    """Return a function of two arguments applied to several."""
    folded = arguments[0]
    for each in arguments[1:]:
        folded = ApplyNode(called, (folded, each))
    return folded
