"""Rastrigin's function: a bowl with an egg carton on it."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.terrains.terrain import Terrain

_TURN = 2.0 * np.pi


def _value(x: Floats, y: Floats) -> Floats:
    return 20.0 + x * x - 10.0 * np.cos(_TURN * x) + y * y - 10.0 * np.cos(_TURN * y)


def _gradient(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    return 2.0 * x + 10.0 * _TURN * np.sin(_TURN * x), 2.0 * y + 10.0 * _TURN * np.sin(_TURN * y)


def _hessian(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    bent = 10.0 * _TURN * _TURN
    return 2.0 + bent * np.cos(_TURN * x), np.zeros_like(x), 2.0 + bent * np.cos(_TURN * y)


RASTRIGIN = Terrain(
    key="rastrigin",
    label="Rastrigin's function",
    summary="a bowl full of dents: descent stays in the first one",
    value=_value,
    gradient=_gradient,
    hessian=_hessian,
    formula="20 + x² − 10 cos 2πx + y² − 10 cos 2πy",
    expression="20 + x**2 - 10*cos(2*pi*x) + y**2 - 10*cos(2*pi*y)",
    minima=lambda: ((0.0, 0.0),),
    view=(-5.12, 5.12, -5.12, 5.12),
    start=(-2.0, 3.5),
    learning_rate=0.002,
    source="L. A. Rastrigin, Systems of extremal control, 1974",
)
