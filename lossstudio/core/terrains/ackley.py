"""Ackley's function: a nearly flat outer region with dents, and a sharp pit in the middle."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.terrains.terrain import Terrain

_TURN = 2.0 * np.pi


def _value(x: Floats, y: Floats) -> Floats:
    return 20.0 + np.e - 20.0 * np.exp(-0.2 * _radius(x, y)) - _dents(x, y)


def _gradient(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return the slope; 0 at the sharp tip of the pit."""
    radius = _radius(x, y)
    pull = 2.0 * np.exp(-0.2 * radius) / np.where(radius > 0.0, radius, 1.0)
    dents = 0.5 * _TURN * _dents(x, y)
    return pull * x + dents * np.sin(_TURN * x), pull * y + dents * np.sin(_TURN * y)


def _hessian(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    """Return how it bends, the sharp tip of the pit left out."""
    radius = _radius(x, y)
    some = np.where(radius > 0.0, radius, np.inf)
    pull = 2.0 * np.exp(-0.2 * radius) / some
    easing = -pull * (0.2 + 1.0 / some) / (2.0 * some)
    dents, sines = 0.25 * _TURN * _TURN * _dents(x, y), (np.sin(_TURN * x), np.sin(_TURN * y))
    return (
        pull + easing * x * x + dents * (2.0 * np.cos(_TURN * x) - sines[0] ** 2),
        easing * x * y - dents * sines[0] * sines[1],
        pull + easing * y * y + dents * (2.0 * np.cos(_TURN * y) - sines[1] ** 2),
    )


def _radius(x: Floats, y: Floats) -> Floats:
    return np.sqrt(0.5 * (x * x + y * y))


def _dents(x: Floats, y: Floats) -> Floats:
    return np.exp(0.5 * (np.cos(_TURN * x) + np.cos(_TURN * y)))


ACKLEY = Terrain(
    key="ackley",
    label="Ackley's function",
    summary="a dented plain with one deep pit, which descent seldom reaches",
    value=_value,
    gradient=_gradient,
    hessian=_hessian,
    formula="20 + e − 20 exp(−0.2 √((x² + y²) / 2)) − exp((cos 2πx + cos 2πy) / 2)",
    expression="20 + e - 20*exp(-0.2*sqrt((x**2 + y**2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2)",
    minima=lambda: ((0.0, 0.0),),
    view=(-4.0, 4.0, -4.0, 4.0),
    start=(-2.5, 1.5),
    learning_rate=0.01,
    source="D. H. Ackley, A Connectionist Machine for Genetic Hillclimbing, 1987",
)
