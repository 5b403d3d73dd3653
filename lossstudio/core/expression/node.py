"""A formula as a tree: numbers, names, and functions of other nodes; and a tree as text that can be read again."""

from dataclasses import dataclass, field
from typing import TypeAlias

NOWHERE = (0, 0)


@dataclass(frozen=True, slots=True)
class NumberNode:
    """A float64."""

    value: float
    span: tuple[int, int] = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class NameNode:
    """A variable or a declared constant."""

    name: str
    span: tuple[int, int] = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ApplyNode:
    """A function or an operator on its arguments; `span` is its part of the text."""

    function: str
    arguments: "tuple[Node, ...]"
    span: tuple[int, int] = field(default=NOWHERE, compare=False)


Node: TypeAlias = NumberNode | NameNode | ApplyNode


def names_in(node: Node) -> set[str]:
    """Return the names that a tree uses."""
    if isinstance(node, NameNode):
        return {node.name}
    if isinstance(node, ApplyNode):
        return set().union(*(names_in(argument) for argument in node.arguments))
    return set()


SIGNS = ("+", "-", "*", "/", "negative", "**")
"""The functions that are written as signs between numbers."""
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "negative": 3, "**": 4}
_ATOM = 5


def write(node: Node) -> str:
    """Return the formula as people write it, with no more brackets than it needs."""
    if isinstance(node, NumberNode):
        return f"{node.value:.12g}"
    if isinstance(node, NameNode):
        return node.name
    match node.function:
        case "negative":
            return f"-{_inside(node.arguments[0], 3)}"
        case "+" | "-" | "*" | "/" | "**" as operator:
            return _two(operator, node)
        case "power_times_log":
            base, exponent = node.arguments
            return write(ApplyNode("*", (ApplyNode("**", (base, exponent)), ApplyNode("log", (base,)))))
        case "of_larger":
            left, right, *chosen = node.arguments
            return write(ApplyNode("where", (ApplyNode(">", (left, right)), *chosen)))
        case "both" | "<" | "<=" | ">" | ">=" | "==" | "!=" as operator:
            word = "and" if operator == "both" else operator
            return f" {word} ".join(write(each) for each in node.arguments)
    return f"{node.function}({', '.join(write(each) for each in node.arguments)})"


def _two(operator: str, node: ApplyNode) -> str:
    left, right = node.arguments
    if operator == "**":
        return f"{_inside(left, _ATOM)}**{_inside(right, 3)}"
    strength = _STRENGTH[operator]
    gap = " " if strength == 1 else ""
    stronger = strength + (operator in "-/")
    return f"{_inside(left, strength)}{gap}{operator}{gap}{_inside(right, stronger)}"


def _inside(node: Node, strength: int) -> str:
    """Write a part, in brackets if it binds less than its surroundings."""
    text = write(node)
    return text if _strength(node) >= strength else f"({text})"


def _strength(node: Node) -> int:
    if isinstance(node, NumberNode):
        return 3 if node.value < 0 else _ATOM
    if isinstance(node, ApplyNode):
        return 2 if node.function == "power_times_log" else _STRENGTH.get(node.function, _ATOM)
    return _ATOM
