"""Losses as formulas in a prediction and a target, and formulas as a framework's functions."""

from collections.abc import Callable, Mapping
from typing import Any

from lossstudio.core.expression.formula import Formula, formula
from lossstudio.core.expression.node import Apply, Name, Node, Number
from lossstudio.core.expression.writing import write

_SIDE = "(2*target - 1)"
_NAMES = {"prediction": "p", "target": "y", "x": "x", "y": "y"}


def _bce(*, positive_weight: float, label_smoothing: float) -> str:
    y = f"(target*{1 - label_smoothing!r} + {label_smoothing / 2!r})" if label_smoothing else "target"
    if positive_weight == 1.0:
        return f"softplus(prediction) - {y}*prediction"
    return f"(1 - {y})*prediction + (1 + {positive_weight - 1!r}*{y})*softplus(-prediction)"


def _focal(*, gamma: float, alpha: float | None) -> str:
    balance = "" if alpha is None else f"({alpha!r}*target + {1 - alpha!r}*(1 - target))*"
    margin = f"{_SIDE}*prediction"
    return f"{balance}sigmoid(-{margin})**{gamma!r}*softplus(-{margin})"


FORMULAS: dict[str, Callable[..., str]] = {
    "mse": lambda: "(prediction - target)**2",
    "mae": lambda: "abs(prediction - target)",
    "huber": lambda delta: (
        f"where(abs(prediction - target) <= {delta!r}, (prediction - target)**2/2,"
        f" {delta!r}*(abs(prediction - target) - {delta / 2!r}))"
    ),
    "log_cosh": lambda: "softplus(2*(prediction - target)) - (prediction - target) - log(2)",
    "quantile": lambda tau: f"max({tau!r}*(target - prediction), {1 - tau!r}*(prediction - target))",
    "mape": lambda: "abs((prediction - target)/target)",
    "msle": lambda: "(log1p(prediction) - log1p(target))**2",
    "poisson": lambda: "exp(prediction) - target*prediction",
    "bce": _bce,
    "bce_on_probability": lambda: "-(target*max(log(prediction), -100) + (1 - target)*max(log1p(-prediction), -100))",
    "focal": _focal,
    "hinge": lambda margin: f"max(0, {margin!r} - {_SIDE}*prediction)",
    "squared_hinge": lambda margin: f"max(0, {margin!r} - {_SIDE}*prediction)**2",
    "exponential": lambda: f"exp(-{_SIDE}*prediction)",
}
"""The losses of one output at a time, by key, given their options."""


def formula_of(key: str, options: Mapping[str, Any]) -> Formula | None:
    """Return a loss as a formula; None for those that look at several outputs at once."""
    if key == "formula":
        return formula(options["expression"], ("prediction", "target"), tuple(options["constants"]))
    if key not in FORMULAS:
        return None
    return formula(FORMULAS[key](**options), ("prediction", "target"))


def in_code(found: Formula, tree: Node, functions: Mapping[str, str], *, number: str = "{}") -> str:
    """Return a formula's tree as an expression of Python in p and y.

    Parameters
    ----------
    found
        Whose tree it is.
    tree
        The formula itself, or one of its slopes.
    functions
        What the formula language's functions are called.
    number
        How a number is written where a function wants an array.
    """
    return write(_renamed(tree, found.constants, functions, number))


def _renamed(node: Node, constants: Mapping[str, float], functions: Mapping[str, str], number: str) -> Node:
    """Return the tree with names and functions as the code has them."""
    if isinstance(node, Number):
        return _literal(node.value)
    if isinstance(node, Name):
        return Name(_NAMES[node.name]) if node.name in _NAMES else _literal(constants[node.name])
    if node.function == "of_larger":
        left, right, *chosen = node.arguments
        return _renamed(Apply("where", (Apply(">", (left, right)), *chosen)), constants, functions, number)
    arguments = [_renamed(each, constants, functions, number) for each in node.arguments]
    if node.function in functions:
        called = functions[node.function]
        wrapped = [_wrapped(each, number) for each in arguments] if node.function != "where" else arguments
        return _folded(called, wrapped) if node.function in ("min", "max") else Apply(called, tuple(wrapped))
    if node.function == "both":
        return _folded(functions["and"], arguments)
    if node.function == "power_times_log":
        base, exponent = arguments
        return Apply("*", (Apply("**", (base, exponent)), Apply(functions["log"], (base,))))
    return Apply(node.function, tuple(arguments))


def _literal(value: float) -> Node:
    """Return a number with all its digits, in brackets where it is negative."""
    text = repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    return Name(text if value >= 0 else f"({text})")


def _wrapped(node: Node, number: str) -> Node:
    plain = isinstance(node, Name) and node.name not in _NAMES.values()
    return Name(number.format(node.name)) if plain and isinstance(node, Name) else node


def _folded(called: str, arguments: list[Node]) -> Node:
    """Return a function of two arguments applied to several."""
    folded = arguments[0]
    for each in arguments[1:]:
        folded = Apply(called, (folded, each))
    return folded
