"""A round bowl."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.terrains.terrain import Terrain


def _value(x: Floats, y: Floats) -> Floats:
    return x * x + y * y


def _gradient(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    return 2.0 * x, 2.0 * y


def _hessian(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    return np.full_like(x, 2.0), np.zeros_like(x), np.full_like(y, 2.0)


BOWL = Terrain(
    key="bowl",
    label="Bowl",
    summary="a round bowl: every road down is straight",
    value=_value,
    gradient=_gradient,
    hessian=_hessian,
    formula="x² + y²",
    expression="x**2 + y**2",
    minima=lambda: ((0.0, 0.0),),
    view=(-2.5, 2.5, -2.5, 2.5),
    start=(-2.0, 1.5),
    learning_rate=0.1,
    quadratic=True,
    source="the simplest quadratic",
)
