"""Read a typed formula: limits first, then Python's own grammar, then a whitelist; nothing is ever executed."""

import ast
import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import reduce
from types import MappingProxyType

from lossstudio.core.expression.functions import ARGUMENTS, FUNCTIONS
from lossstudio.core.expression.node import (
    ApplyNode,
    NameNode,
    Node,
    NumberNode,
)
from lossstudio.core.expression.spelling import AmbiguousError, spell
from lossstudio.core.option import nearest


class FormulaError(ValueError):
    """A formula that can't be used.

    Attributes
    ----------
    reason
        What is wrong and what to do.
    position
        The character at which it is wrong, counted from 1.
    name
        The name that nothing has, where that is what is wrong: it could be declared.
    """

    def __init__(self, reason: str, position: int, name: str = "") -> None:
        super().__init__(f"character {position}: {reason}")
        self.reason = reason
        self.position = position
        self.name = name


MOST_CHARACTERS = 500
MOST_NODES = 200
DEEPEST = 40
TOO_DEEP = "the formula is nested too deep"

_STRANGE = re.compile(r"[^A-Za-z0-9 .,()+\-*/<>=!]")
_GLUED = re.compile(r"(?<![A-Za-z0-9.])(?>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?=[.])")
_ASSIGNED = re.compile(r"(?<![<>=!])=(?!=)")
_HINTS = {
    "_": "names have no underscores",
    "%": "there is no remainder",
}
_COMPOSED: Mapping[str, Callable[[Node], Node]] = {
    "log10": lambda of: ApplyNode("/", (ApplyNode("log", (of,)), NumberNode(math.log(10.0)))),
    "log2": lambda of: ApplyNode("/", (ApplyNode("log", (of,)), NumberNode(math.log(2.0)))),
    "tan": lambda of: ApplyNode("/", (ApplyNode("sin", (of,)), ApplyNode("cos", (of,)))),
    "cosh": lambda of: _half(ApplyNode("+", _both_exponentials(of))),
    "sinh": lambda of: _half(ApplyNode("-", _both_exponentials(of))),
    "relu": lambda of: ApplyNode("max", (NumberNode(0.0), of)),
}
"""Functions that are read as others."""
_KNOWN = (*FUNCTIONS, "clip", *_COMPOSED)
_BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
_COMPARING = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}


def parse(text: str, names: Collection[str], aliases: Mapping[str, str] = MappingProxyType({})) -> Node:
    """Return the tree of a formula in these names; `aliases` are other words for some of them.

    Raises
    ------
    FormulaError
        If it is too large, can't be read, or uses what the language hasn't.
    """
    _check_size(text)
    flat = re.sub(r"\s", " ", text)
    try:
        spelling = spell(flat, names, _KNOWN, aliases)
    except AmbiguousError as error:
        raise FormulaError(str(error), error.place + 1) from None
    try:
        _check_characters(spelling.text)
        _check_brackets(spelling.text)
        tree = _TreeReader(spelling.text, names).read()
    except FormulaError as error:
        place = spelling.places[min(error.position - 1, len(spelling.places) - 1)]
        raise FormulaError(error.reason, place + 1, error.name) from None
    return _placed(tree, spelling.places)


def _placed(node: Node, places: tuple[int, ...]) -> Node:
    """Return a tree whose spans are those of the text as it was typed."""
    span = places[node.span[0]], places[node.span[1]]
    if isinstance(node, ApplyNode):
        return replace(node, span=span, arguments=tuple(_placed(each, places) for each in node.arguments))
    return replace(node, span=span)


def _both_exponentials(of: Node) -> tuple[Node, Node]:
    return ApplyNode("exp", (of,)), ApplyNode("exp", (ApplyNode("negative", (of,)),))


def _half(of: Node) -> Node:
    return ApplyNode("*", (NumberNode(0.5), of))


def _check_size(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        reason = f"a formula has at most {MOST_CHARACTERS} characters; this one has {len(text)}"
        raise FormulaError(reason, MOST_CHARACTERS + 1)
    if not text.strip():
        raise FormulaError("the formula is empty", 1)


def _check_characters(text: str) -> None:
    if found := _STRANGE.search(text):
        hint = _HINTS.get(found.group(), "use letters, digits, + - * / ** ( ) , . and comparisons")
        raise FormulaError(f"{found.group()!r} can't be used here; {hint}", found.start() + 1)
    if found := _ASSIGNED.search(text):
        raise FormulaError("a formula has no =; compare with ==, inside where", found.start() + 1)
    if found := _GLUED.search(text):
        raise FormulaError(f"something is missing after {found.group()}; write products with *", found.end() + 1)


def _check_brackets(text: str) -> None:
    opened: list[int] = []
    for position, character in enumerate(text, start=1):
        if character == "(":
            opened.append(position)
        elif character == ")":
            if not opened:
                raise FormulaError("this bracket closes nothing", position)
            opened.pop()
        if len(opened) > DEEPEST:
            raise FormulaError(f"brackets are nested more than {DEEPEST} deep", position)
    if opened:
        raise FormulaError("this bracket is never closed", opened[-1])


class _TreeReader:
    """Turns Python's tree into ours and counts as it goes."""

    def __init__(self, text: str, names: Collection[str]) -> None:
        self.offset = len(text) - len(text.lstrip())
        self.text = text.strip()
        self.names = names
        self.nodes = 0

    def read(self) -> Node:
        try:
            tree = ast.parse(self.text, mode="eval")
        except SyntaxError as error:
            end = len(self.text) + 1
            position = min(error.offset or end, end)
            reason = "something is missing at the end" if position == end else "this can't be read as a formula"
            raise FormulaError(reason, position + self.offset) from None
        except (MemoryError, RecursionError, ValueError):
            raise FormulaError(TOO_DEEP, 1) from None
        try:
            return self._node(tree.body, 1)
        except RecursionError:  # Python 3.12 and newer parse with a stack of their own, so that ours ends first here
            raise FormulaError(TOO_DEEP, 1) from None

    def _node(self, part: ast.expr, depth: int) -> Node:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise self._error(part, f"the formula has more than {MOST_NODES} parts")
        if depth > DEEPEST:
            raise self._error(part, f"the formula is nested more than {DEEPEST} deep")
        match part:
            case ast.Constant():
                return self._number(part)
            case ast.Name():
                return self._name(part)
            case ast.UnaryOp():
                return self._unary(part, depth)
            case ast.BinOp():
                return self._binary(part, depth)
            case ast.Call():
                return self._call(part, depth)
            case ast.Compare():
                raise self._error(part, "a comparison belongs into where(comparison, then, else)")
            case ast.Tuple():
                raise self._error(part, "a comma stands in brackets of a function alone; decimals have a point, as 0.5")
        raise self._error(part, "this has no meaning in a formula")

    def _number(self, part: ast.Constant) -> Node:
        if isinstance(part.value, bool) or not isinstance(part.value, int | float):
            raise self._error(part, "only numbers, names and functions can be used")
        try:
            value = float(part.value)
        except OverflowError:
            value = float("inf")
        if value == float("inf"):
            raise self._error(part, "this number is too large")
        return NumberNode(value, self._span(part))

    def _name(self, part: ast.Name) -> Node:
        if part.id in self.names:
            return NameNode(part.id, self._span(part))
        if part.id in _KNOWN:
            raise self._error(part, f"the function {part.id} needs its arguments in brackets")
        known = [*self.names, *_KNOWN]
        hint = nearest(part.id, known) or f"; the names are {', '.join(self.names)}"
        raise self._error(part, f"nothing is called {part.id!r}{hint}", name=part.id)

    def _unary(self, part: ast.UnaryOp, depth: int) -> Node:
        operand = self._node(part.operand, depth + 1)
        if isinstance(part.op, ast.UAdd):
            return operand
        if not isinstance(part.op, ast.USub):
            raise self._error(part, "this has no meaning in a formula")
        if isinstance(operand, NumberNode):
            return NumberNode(-operand.value, self._span(part))
        return ApplyNode("negative", (operand,), self._span(part))

    def _binary(self, part: ast.BinOp, depth: int) -> Node:
        operator = _BINARY.get(type(part.op))
        if operator is None:
            raise self._error(part, "the operators are + - * / **")
        return ApplyNode(
            operator, (self._node(part.left, depth + 1), self._node(part.right, depth + 1)), self._span(part)
        )

    def _call(self, part: ast.Call, depth: int) -> Node:
        name = self._called(part)
        least, most = ARGUMENTS.get(name, (1, 1))
        if part.keywords or not least <= len(part.args) <= most:
            counts = str(least) if least == most else f"{least} to {most}"
            raise self._error(part, f"{name} takes {counts} argument{'s' if most > 1 else ''}")
        span = self._span(part)
        if name == "where":
            condition = self._condition(part.args[0], depth + 1)
            return ApplyNode(name, (condition, *(self._node(each, depth + 1) for each in part.args[1:])), span)
        arguments = [self._node(each, depth + 1) for each in part.args]
        if name in _COMPOSED:
            return replace(_COMPOSED[name](arguments[0]), span=span)
        if name == "clip":
            return ApplyNode("min", (ApplyNode("max", (arguments[0], arguments[1]), span), arguments[2]), span)
        if name in ("min", "max"):
            return _folded(name, arguments, span)
        return ApplyNode(name, tuple(arguments), span)

    def _called(self, part: ast.Call) -> str:
        if isinstance(part.func, ast.Name) and part.func.id in _KNOWN:
            return part.func.id
        if not isinstance(part.func, ast.Name):
            raise self._error(part, "only functions can be followed by a bracket; write products with *")
        raise self._error(part, f"there is no function {part.func.id!r}{nearest(part.func.id, _KNOWN)}")

    def _condition(self, part: ast.expr, depth: int) -> Node:
        if isinstance(part, ast.BoolOp) and isinstance(part.op, ast.And):
            joined = [self._condition(each, depth + 1) for each in part.values]
            return reduce(lambda left, right: ApplyNode("both", (left, right), self._span(part)), joined)
        if not isinstance(part, ast.Compare):
            raise self._error(part, "where needs a comparison first, as in where(x > 0, x, 0)")
        self.nodes += len(part.ops)
        sides = [self._node(each, depth + 1) for each in (part.left, *part.comparators)]
        found: Node | None = None
        for operator, left, right in zip(part.ops, sides[:-1], sides[1:], strict=True):
            word = _COMPARING.get(type(operator))
            if word is None:
                raise self._error(part, "the comparisons are < <= > >= == !=")
            step = ApplyNode(word, (left, right), self._span(part))
            found = step if found is None else ApplyNode("both", (found, step), self._span(part))
        assert found is not None
        return found

    def _span(self, part: ast.expr) -> tuple[int, int]:
        return part.col_offset + self.offset, (part.end_col_offset or part.col_offset) + self.offset

    def _error(self, part: ast.expr, reason: str, *, name: str = "") -> FormulaError:
        return FormulaError(reason, part.col_offset + self.offset + 1, name)


def _folded(function: str, arguments: list[Node], span: tuple[int, int]) -> Node:
    """Return min(a, b, c) as min(min(a, b), c)."""
    folded = arguments[0]
    for argument in arguments[1:]:
        folded = ApplyNode(function, (folded, argument), span)
    return folded
