"""The Matyas function: a long flat ditch along the diagonal."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.terrains.terrain import Terrain


def _value(x: Floats, y: Floats) -> Floats:
    return 0.26 * (x * x + y * y) - 0.48 * x * y


def _gradient(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    return 0.52 * x - 0.48 * y, 0.52 * y - 0.48 * x


def _hessian(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    return np.full_like(x, 0.52), np.full_like(x, -0.48), np.full_like(y, 0.52)


MATYAS = Terrain(
    key="matyas",
    label="Matyas function",
    summary="a long flat ditch along the diagonal",
    value=_value,
    gradient=_gradient,
    hessian=_hessian,
    formula="0.26 (x² + y²) − 0.48 x y",
    expression="0.26*(x**2 + y**2) - 0.48*x*y",
    minima=lambda: ((0.0, 0.0),),
    view=(-10.0, 10.0, -10.0, 10.0),
    start=(-9.0, -1.0),
    learning_rate=0.8,
    quadratic=True,
    source="J. Matyas, Random optimization, 1965",
)
