"""Where a formula has no derivative along one of its variables, and a check of its gradient away from there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.expression.derivative import ONE, minus, plus
from lossstudio.core.expression.formula import Formula
from lossstudio.core.expression.functions import COMPARISONS
from lossstudio.core.expression.node import ApplyNode, Node, NumberNode

Kind = Literal["corner", "jump", "cusp", "pole", "edge"]

_GRID = 1001
_HALVINGS = 45
_BESIDE = 1e-7
_JUMP = 1e-3
_STEEP = 1e3
_SAME = 1e-6
_ZERO = 1e-12


@dataclass(frozen=True, slots=True)
class Kink:
    """A place without a derivative.

    Attributes
    ----------
    place
        Where, along the variable.
    kind
        "corner": the slope jumps; "jump": the value does; "cusp": the slope is infinite; "pole": the value is; "edge":
        beyond it there is no value.
    cause
        The part of the text that makes it.
    """

    place: float
    kind: Kind
    cause: str


def kinks(formula: Formula, variable: str, low: float, high: float, **others: float) -> tuple[Kink, ...]:
    """Return the kinks along a variable between `low` and `high`, the other variables being fixed."""
    found: dict[float, Kink] = {}

    def along(tree: Node) -> Callable[[Floats], Floats]:
        return lambda places: formula.evaluate(tree, {**others, variable: places})

    for switch, cause in {switch: cause for cause, switch in switches(formula.tree)}.items():
        text = formula.text[cause.span[0] : cause.span[1]]
        for place in _zeros(along(switch), low, high):
            kind = _kind(along(formula.tree), along(formula.slopes[variable]), place)
            if kind and not any(abs(place - known) < _SAME for known in found):
                found[place] = Kink(place, kind, text)
    return tuple(found[place] for place in sorted(found))


def switches(node: Node) -> Iterator[tuple[ApplyNode, Node]]:
    """Yield each part that may have a kink, and the tree whose zeros are where it would be."""
    if not isinstance(node, ApplyNode):
        return
    for argument in node.arguments:
        yield from switches(argument)
    if node.function in ("abs", "sign", "sqrt", "log") or (node.function == "**" and not _is_whole(node.arguments[1])):
        yield node, node.arguments[0]
    elif node.function == "log1p":
        yield node, plus(ONE, node.arguments[0])
    elif node.function == "/":
        yield node, node.arguments[1]
    elif node.function in ("min", "max", *COMPARISONS):
        yield node, minus(*node.arguments)


def _is_whole(exponent: Node) -> bool:
    """Say whether a power with this exponent is smooth everywhere."""
    return isinstance(exponent, NumberNode) and exponent.value >= 0.0 and exponent.value.is_integer()


def _zeros(function: Callable[[Floats], Floats], low: float, high: float) -> list[float]:
    """Return where a function is zero: between changes of sign, and where it touches."""
    grid = np.linspace(low, high, _GRID)
    values = function(grid)
    sizes, signs = np.abs(values), np.sign(values)
    changes = np.flatnonzero(signs[:-1] * signs[1:] < 0.0)
    dips = 1 + np.flatnonzero((sizes[1:-1] < sizes[:-2]) & (sizes[1:-1] < sizes[2:]) & (signs[:-2] * signs[2:] > 0.0))
    crossed = _crossings(function, grid[changes], grid[changes + 1])
    touched = _lowest(function, grid[dips - 1], grid[dips + 1])
    places = np.concatenate([grid[_lonely(values == 0.0)], crossed, touched[np.abs(function(touched)) < _ZERO]])
    return [float(place) for place in places]


def _lonely(hits: Any) -> Any:
    """Return which hits aren't between two others: inside a flat stretch nothing bends."""
    inside = np.zeros_like(hits)
    inside[1:-1] = hits[:-2] & hits[2:]
    return hits & ~inside


def _crossings(function: Callable[[Floats], Floats], low: Floats, high: Floats) -> Floats:
    """Return where the sign changes between each pair, by halving."""
    rising = function(low) < 0.0
    for _ in range(_HALVINGS if len(low) else 0):
        middle = 0.5 * (low + high)
        before = (function(middle) < 0.0) == rising
        low, high = np.where(before, middle, low), np.where(before, high, middle)
    return 0.5 * (low + high)


def _lowest(function: Callable[[Floats], Floats], low: Floats, high: Floats) -> Floats:
    """Return where the absolute value is least between each pair, by cutting thirds off."""
    for _ in range(2 * _HALVINGS if len(low) else 0):
        third = (high - low) / 3.0
        left = np.abs(function(low + third)) < np.abs(function(high - third))
        low, high = np.where(left, low, low + third), np.where(left, high - third, high)
    return 0.5 * (low + high)


def _kind(value: Callable[[Floats], Floats], slope: Callable[[Floats], Floats], place: float) -> Kind | None:
    beside = place + np.array([-1.0, 1.0]) * _BESIDE * (1.0 + abs(place))
    (value_left, value_right), (slope_left, slope_right) = value(beside), slope(beside)
    finite = np.isfinite([value_left, value_right])
    if not finite.all():
        return "edge" if finite.any() else None
    if not np.isfinite(value(np.array(round(place, 9)))):
        return "pole"
    steepest = np.nanmax(np.abs([slope_left, slope_right, 0.0]))
    if steepest > _STEEP:
        return "cusp"
    if abs(value_right - value_left) > _JUMP * (1.0 + abs(value_left)):
        return "jump"
    return "corner" if abs(slope_right - slope_left) > _JUMP * (1.0 + steepest) else None


_STEP = 6e-6
_PLACES = 64
_TOLERANCE = 1e-5


@dataclass(frozen=True, slots=True)
class GradientCheck:
    """What came of it.

    Attributes
    ----------
    places
        How many places were compared.
    largest
        The largest difference, as a share of 1 + the slope's size.
    kinks
        Where there is no derivative.
    """

    places: int
    largest: float
    kinks: tuple[Kink, ...]

    @property
    def agrees(self) -> bool:
        """Whether derivative and differences agree wherever they could be compared."""
        return self.largest < _TOLERANCE


def check_gradient(formula: Formula, variable: str, low: float, high: float, **others: float) -> GradientCheck:
    """Compare the derivative by a variable with central differences between `low` and `high`."""
    found = kinks(formula, variable, low, high, **others)
    places = low + (high - low) * (np.arange(_PLACES) + 0.382) / _PLACES
    step = _STEP * (1.0 + np.abs(places))
    sides = [formula.evaluate(formula.tree, {**others, variable: places + way * step}) for way in (-1, 1)]
    slope = formula.evaluate(formula.slopes[variable], {**others, variable: places})
    near = np.array([np.abs(places - kink.place) <= 2.0 * step for kink in found]).any(axis=0) if found else False
    with np.errstate(all="ignore"):
        off = np.abs(slope - (sides[1] - sides[0]) / (2.0 * step)) / (1.0 + np.abs(slope))
    compared = np.isfinite(off) & ~np.asarray(near)
    return GradientCheck(int(compared.sum()), float(off[compared].max(initial=0.0)), found)
