"""Booth's function: a tilted elliptic bowl."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.terrains.terrain import Terrain


def _value(x: Floats, y: Floats) -> Floats:
    return (x + 2.0 * y - 7.0) ** 2 + (2.0 * x + y - 5.0) ** 2


def _gradient(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    first, second = x + 2.0 * y - 7.0, 2.0 * x + y - 5.0
    return 2.0 * first + 4.0 * second, 4.0 * first + 2.0 * second


def _hessian(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    return np.full_like(x, 10.0), np.full_like(x, 8.0), np.full_like(y, 10.0)


BOOTH = Terrain(
    key="booth",
    label="Booth's function",
    summary="a tilted elliptic bowl",
    value=_value,
    gradient=_gradient,
    hessian=_hessian,
    formula="(x + 2y − 7)² + (2x + y − 5)²",
    expression="(x + 2*y - 7)**2 + (2*x + y - 5)**2",
    minima=lambda: ((1.0, 3.0),),
    view=(-10.0, 10.0, -10.0, 10.0),
    start=(-8.0, -4.0),
    learning_rate=0.03,
    quadratic=True,
    source="M. Jamil and X.-S. Yang, A literature survey of benchmark functions, 2013",
)
