"""A straight narrow ravine: an ill-conditioned quadratic."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.option import Number
from lossstudio.core.terrains.terrain import Terrain


def _value(x: Floats, y: Floats, *, condition: float = 100.0) -> Floats:
    return 0.5 * (x * x + condition * y * y)


def _gradient(x: Floats, y: Floats, *, condition: float = 100.0) -> tuple[Floats, Floats]:
    return x, condition * y


def _hessian(x: Floats, y: Floats, *, condition: float = 100.0) -> tuple[Floats, Floats, Floats]:
    return np.ones_like(x), np.zeros_like(x), condition * np.ones_like(y)


RAVINE = Terrain(
    key="ravine",
    label="Ravine",
    summary="much curved across, little along: plain descent zigzags",
    options=(
        Number(
            name="condition",
            default=100.0,
            minimum=1.0,
            slider=(1.0, 1000.0),
            logarithmic=True,
            help="How many times as curved it is across as along (the condition number).",
        ),
    ),
    value=_value,
    gradient=_gradient,
    hessian=_hessian,
    formula="½ (x² + κ y²)",
    expression="(x**2 + condition*y**2)/2",
    minima=lambda condition: ((0.0, 0.0),),  # noqa: ARG005 - every option is passed
    view=(-2.4, 0.8, -0.6, 0.6),
    start=(-2.0, 0.4),
    learning_rate=0.018,
    quadratic=True,
    symbols={"condition": "κ"},
    source="the textbook example of an ill-conditioned problem",
)
