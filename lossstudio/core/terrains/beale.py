"""Beale's function: a curved flat valley between steep walls."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.terrains.terrain import Terrain

_CONSTANTS = (1.5, 2.25, 2.625)


def _value(x: Floats, y: Floats) -> Floats:
    first, second, third = _terms(x, y)
    return first**2 + second**2 + third**2


def _gradient(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    first, second, third = _terms(x, y)
    by_x = 2.0 * (first * (y - 1.0) + second * (y**2 - 1.0) + third * (y**3 - 1.0))
    by_y = 2.0 * x * (first + 2.0 * y * second + 3.0 * y**2 * third)
    return by_x, by_y


def _hessian(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    first, second, third = _terms(x, y)
    by_x = np.stack([y - 1.0, y**2 - 1.0, y**3 - 1.0])
    by_y = np.stack([x, 2.0 * x * y, 3.0 * x * y**2])
    xy = np.sum(by_x * by_y, axis=0) + first + 2.0 * y * second + 3.0 * y**2 * third
    yy = np.sum(by_y * by_y, axis=0) + 2.0 * x * second + 6.0 * x * y * third
    return 2.0 * np.sum(by_x * by_x, axis=0), 2.0 * xy, 2.0 * yy


def _terms(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    first, second, third = _CONSTANTS
    return first - x * (1.0 - y), second - x * (1.0 - y**2), third - x * (1.0 - y**3)


BEALE = Terrain(
    key="beale",
    label="Beale's function",
    summary="a flat curved valley between walls that rise to 180,000",
    value=_value,
    gradient=_gradient,
    hessian=_hessian,
    formula="(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²",
    expression="(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2",
    minima=lambda: ((3.0, 0.5),),
    view=(-0.5, 4.2, -1.2, 1.4),
    start=(1.0, 1.0),
    learning_rate=0.01,
    source="E. M. L. Beale, On an iterative method for finding a local minimum of a function, 1958",
)
