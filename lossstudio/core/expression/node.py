"""A formula as a tree: numbers, names, and functions of other nodes."""

from dataclasses import dataclass, field
from typing import TypeAlias

NOWHERE = (0, 0)


@dataclass(frozen=True, slots=True)
class Number:
    """A float64."""

    value: float
    span: tuple[int, int] = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A variable or a declared constant."""

    name: str
    span: tuple[int, int] = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Apply:
    """A function or an operator on its arguments; `span` is its part of the text."""

    function: str
    arguments: "tuple[Node, ...]"
    span: tuple[int, int] = field(default=NOWHERE, compare=False)


Node: TypeAlias = Number | Name | Apply


def names_in(node: Node) -> set[str]:
    """Return the names that a tree uses."""
    if isinstance(node, Name):
        return {node.name}
    if isinstance(node, Apply):
        return set().union(*(names_in(argument) for argument in node.arguments))
    return set()
