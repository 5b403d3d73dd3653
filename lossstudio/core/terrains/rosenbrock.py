"""Rosenbrock's banana valley."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.option import Number
from lossstudio.core.terrains.terrain import Terrain


def _value(x: Floats, y: Floats, *, a: float = 1.0, b: float = 100.0) -> Floats:
    return (a - x) ** 2 + b * (y - x * x) ** 2


def _gradient(x: Floats, y: Floats, *, a: float = 1.0, b: float = 100.0) -> tuple[Floats, Floats]:
    off = y - x * x
    return 2.0 * (x - a) - 4.0 * b * x * off, 2.0 * b * off


def _hessian(
    x: Floats,
    y: Floats,
    *,
    a: float = 1.0,  # noqa: ARG001 - every option is passed
    b: float = 100.0,
) -> tuple[Floats, Floats, Floats]:
    return 2.0 + 4.0 * b * (3.0 * x * x - y), -4.0 * b * x, np.full_like(y, 2.0 * b)


ROSENBROCK = Terrain(
    key="rosenbrock",
    label="Rosenbrock's valley",
    summary="a curved narrow valley: easy to enter, slow to follow",
    options=(
        Number(name="a", default=1.0, slider=(-1.5, 1.5), help="Where the minimum lies: at (a, a²)."),
        Number(
            name="b",
            default=100.0,
            minimum=0.0,
            open_minimum=True,
            slider=(1.0, 200.0),
            logarithmic=True,
            help="How steep the valley's walls are.",
        ),
    ),
    value=_value,
    gradient=_gradient,
    hessian=_hessian,
    formula="(a − x)² + b (y − x²)²",
    expression="(a - x)**2 + b*(y - x**2)**2",
    minima=lambda *, a=1.0, b=100.0: ((a, a * a),),  # noqa: ARG005 - every option is passed
    view=(-2.4, 2.4, -1.2, 3.6),
    start=(-2.0, 2.0),
    learning_rate=5e-4,
    source="H. H. Rosenbrock, An automatic method for finding the greatest or least value of a function, 1960",
)
