"""Hills and hollows: three peaks, and hollows of different depth between them."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.terrains.terrain import Terrain


def _value(x: Floats, y: Floats) -> Floats:
    south, middle, west = _bells(x, y)
    return 3.0 * (1.0 - x) ** 2 * south - 10.0 * _wave(x, y) * middle - west / 3.0


def _gradient(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    south, middle, west = _bells(x, y)
    one, wave = 1.0 - x, _wave(x, y)
    by_x = (
        -6.0 * one * (1.0 + x * one) * south
        - 10.0 * (0.2 - 3.0 * x * x - 2.0 * x * wave) * middle
        + 2.0 / 3.0 * (x + 1.0) * west
    )
    by_y = -6.0 * one * one * (y + 1.0) * south + 10.0 * (5.0 * y**4 + 2.0 * y * wave) * middle + 2.0 / 3.0 * y * west
    return by_x, by_y


def _hessian(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    south, middle, west = _bells(x, y)
    one, wave = 1.0 - x, -10.0 * _wave(x, y)
    steep_x, steep_y = -10.0 * (0.2 - 3.0 * x * x), 50.0 * y**4
    xx = (
        (6.0 + 24.0 * x * one + 3.0 * (4.0 * x * x - 2.0) * one * one) * south
        + (60.0 * x - 4.0 * x * steep_x + (4.0 * x * x - 2.0) * wave) * middle
        - (4.0 * (x + 1.0) ** 2 - 2.0) / 3.0 * west
    )
    xy = (
        12.0 * (y + 1.0) * one * (1.0 + x * one) * south
        + (-2.0 * y * steep_x - 2.0 * x * steep_y + 4.0 * x * y * wave) * middle
        - 4.0 / 3.0 * (x + 1.0) * y * west
    )
    yy = (
        3.0 * one * one * (4.0 * (y + 1.0) ** 2 - 2.0) * south
        + (200.0 * y**3 - 4.0 * y * steep_y + (4.0 * y * y - 2.0) * wave) * middle
        - (4.0 * y * y - 2.0) / 3.0 * west
    )
    return xx, xy, yy


def _bells(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    return np.exp(-x * x - (y + 1.0) ** 2), np.exp(-x * x - y * y), np.exp(-((x + 1.0) ** 2) - y * y)


def _wave(x: Floats, y: Floats) -> Floats:
    return 0.2 * x - x**3 - y**5


HILLS = Terrain(
    key="hills",
    label="Hills",
    summary="hills and hollows of different depth: descent finds the hollow next to its start",
    value=_value,
    gradient=_gradient,
    hessian=_hessian,
    formula="3 (1 − x)² e^(−x² − (y + 1)²) − 10 (x/5 − x³ − y⁵) e^(−x² − y²) − ⅓ e^(−(x + 1)² − y²)",
    expression=(
        "3*(1 - x)**2*exp(-x**2 - (y + 1)**2) - 10*(x/5 - x**3 - y**5)*exp(-x**2 - y**2) - exp(-(x + 1)**2 - y**2)/3"
    ),
    minima=lambda: ((0.22827892055636922, -1.6255349574999964),),
    view=(-3.0, 3.0, -3.0, 3.0),
    start=(1.4, -0.4),
    learning_rate=0.02,
    source="the peaks function, known from MATLAB",
)
