"""The six-hump camel: six local minima, two of them lowest."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.terrains.terrain import Terrain


def _value(x: Floats, y: Floats) -> Floats:
    return (4.0 - 2.1 * x**2 + x**4 / 3.0) * x**2 + x * y + 4.0 * (y**2 - 1.0) * y**2


def _gradient(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    return 8.0 * x - 8.4 * x**3 + 2.0 * x**5 + y, x - 8.0 * y + 16.0 * y**3


def _hessian(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    return 8.0 - 25.2 * x**2 + 10.0 * x**4, np.ones_like(x), 48.0 * y**2 - 8.0


SIX_HUMP_CAMEL = Terrain(
    key="six_hump_camel",
    label="Six-hump camel",
    summary="six hollows, of which two are deepest",
    value=_value,
    gradient=_gradient,
    hessian=_hessian,
    formula="(4 − 2.1 x² + x⁴/3) x² + x y + (4 y² − 4) y²",
    expression="(4 - 2.1*x**2 + x**4/3)*x**2 + x*y + (4*y**2 - 4)*y**2",
    minima=lambda: ((0.08984201310031807, -0.7126564030207396), (-0.08984201310031807, 0.7126564030207396)),
    view=(-2.0, 2.0, -1.1, 1.1),
    start=(-1.2, 0.2),
    learning_rate=0.02,
    source="L. C. W. Dixon and G. P. Szegö, Towards Global Optimisation 2, 1978",
)
