"""The contract of a terrain: a function of x and y that is a surface by itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Entry
from lossstudio.core.expression.formula import Formula, in_options
from lossstudio.core.numbers import exact
from lossstudio.core.option import Number

VARIABLES = ("x", "y")
"""What a terrain's expression may depend on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terrain(Entry):
    """One terrain.

    Attributes
    ----------
    value
        ``value(x, y, **options)``, elementwise.
    gradient
        ``gradient(x, y, **options) -> (d/dx, d/dy)``.
    hessian
        ``hessian(x, y, **options) -> (d²/dx², d²/dx dy, d²/dy²)``; a kink has none.
    formula
        As it is written, for people.
    expression
        The height in the formula language, from which programs are written: a text in `x`, `y` and the options, whose
        names lose their underscores there; or, given the options, the formula.
    minima
        ``minima(**options)``: the places (x, y) of its lowest value; empty when there is none.
    view
        (x low, x high, y low, y high) that shows it.
    start
        Its classical start.
    learning_rate
        One with which plain gradient descent goes down from the start.
    quadratic
        Whether it is a quadratic with a lowest place, so that its curvature is the same everywhere.
    source
        Where it comes from.
    symbols
        What the formula calls those options whose name it doesn't use.
    typed
        Given the options, how one that was typed is written.
    """

    value: Callable[..., Floats]
    gradient: Callable[..., tuple[Floats, Floats]]
    hessian: Callable[..., tuple[Floats, Floats, Floats]]
    formula: str
    expression: str | Callable[..., Formula]
    minima: Callable[..., tuple[tuple[float, float], ...]]
    view: tuple[float, float, float, float]
    start: tuple[float, float]
    learning_rate: float
    source: str
    quadratic: bool = False
    symbols: Mapping[str, str] = field(default_factory=dict)
    typed: Callable[..., str] | None = None

    def written(self, options: Mapping[str, Any]) -> str:
        """Return the formula, with the value of each symbol under all these options: "a x²,  a = 3"."""
        if self.typed is not None:
            return self.typed(**options)
        values = ", ".join(
            f"{self.symbols.get(option.name, option.name)} = {exact(float(options[option.name]))}"
            for option in self.options
            if isinstance(option, Number)
        )
        return f"{self.formula},  {values}" if values else self.formula

    def expressed(self, options: Mapping[str, Any]) -> Formula:
        """Return the height as a formula in `VARIABLES`, under all these options."""
        if isinstance(self.expression, str):
            return in_options(self.expression, VARIABLES, options)
        return self.expression(**options)
