"""A plateau around a pit: far out the slope has all but vanished."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.terrains.terrain import Terrain


def _value(x: Floats, y: Floats) -> Floats:
    return -np.expm1(-0.5 * (x * x + y * y))


def _gradient(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    height = np.exp(-0.5 * (x * x + y * y))
    return x * height, y * height


def _hessian(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    height = np.exp(-0.5 * (x * x + y * y))
    return (1.0 - x * x) * height, -x * y * height, (1.0 - y * y) * height


PLATEAU = Terrain(
    key="plateau",
    label="Plateau",
    summary="almost flat far from its pit: descent seems to have stopped, and hasn't",
    value=_value,
    gradient=_gradient,
    hessian=_hessian,
    formula="1 − exp(−(x² + y²) / 2)",
    expression="-expm1(-(x**2 + y**2)/2)",
    minima=lambda: ((0.0, 0.0),),
    view=(-3.5, 3.5, -3.5, 3.5),
    start=(-2.6, 1.8),
    learning_rate=0.8,
    source="a Gaussian upside down; vanishing gradients in two dimensions",
)
