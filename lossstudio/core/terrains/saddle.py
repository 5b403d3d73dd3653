"""A saddle: down one way, up the other."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.terrains.terrain import Terrain


def _value(x: Floats, y: Floats) -> Floats:
    return x * x - y * y


def _gradient(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    return 2.0 * x, -2.0 * y


def _hessian(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    return np.full_like(x, 2.0), np.zeros_like(x), np.full_like(y, -2.0)


SADDLE = Terrain(
    key="saddle",
    label="Saddle",
    summary="a flat place that is no minimum; the way down leads out of the picture",
    value=_value,
    gradient=_gradient,
    hessian=_hessian,
    formula="x² − y²",
    expression="x**2 - y**2",
    minima=lambda: (),
    view=(-2.0, 2.0, -2.0, 2.0),
    start=(-1.6, 0.001),
    learning_rate=0.05,
    source="the simplest quadratic with curvatures of both signs",
)
