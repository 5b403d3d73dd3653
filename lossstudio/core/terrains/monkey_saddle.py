"""A monkey saddle: three ways down, one of them for the tail."""

from lossstudio.core.array import Floats
from lossstudio.core.terrains.terrain import Terrain


def _value(x: Floats, y: Floats) -> Floats:
    return x * x * x - 3.0 * x * y * y


def _gradient(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    return 3.0 * (x * x - y * y), -6.0 * x * y


def _hessian(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    return 6.0 * x, -6.0 * y, -6.0 * x


MONKEY_SADDLE = Terrain(
    key="monkey_saddle",
    label="Monkey saddle",
    summary="a flat place where even the curvature is zero, with three ways down",
    value=_value,
    gradient=_gradient,
    hessian=_hessian,
    formula="x³ − 3 x y²",
    expression="x**3 - 3*x*y**2",
    minima=lambda: (),
    view=(-1.5, 1.5, -1.5, 1.5),
    start=(1.2, 0.005),
    learning_rate=0.02,
    source="D. Hilbert and S. Cohn-Vossen, Anschauliche Geometrie, 1932",
)
