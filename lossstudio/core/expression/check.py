"""Check a formula's gradient against differences, away from its kinks."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.expression.formula import Formula
from lossstudio.core.expression.kinks import Kink, kinks

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
