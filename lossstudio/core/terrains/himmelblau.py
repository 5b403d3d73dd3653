"""Himmelblau's function: four equal minima."""

from lossstudio.core.array import Floats
from lossstudio.core.terrains.terrain import Terrain


def _value(x: Floats, y: Floats) -> Floats:
    return (x * x + y - 11.0) ** 2 + (x + y * y - 7.0) ** 2


def _gradient(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    first, second = x * x + y - 11.0, x + y * y - 7.0
    return 4.0 * x * first + 2.0 * second, 2.0 * first + 4.0 * y * second


def _hessian(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    first, second = x * x + y - 11.0, x + y * y - 7.0
    return 4.0 * first + 8.0 * x * x + 2.0, 4.0 * (x + y), 2.0 + 4.0 * second + 8.0 * y * y


HIMMELBLAU = Terrain(
    key="himmelblau",
    label="Himmelblau's function",
    summary="four minima of equal depth: where it ends depends on where it starts",
    value=_value,
    gradient=_gradient,
    hessian=_hessian,
    formula="(x² + y − 11)² + (x + y² − 7)²",
    expression="(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
    minima=lambda: (
        (3.0, 2.0),
        (-2.805118086952745, 3.131312518250573),
        (-3.7793102533777469, -3.2831859912861694),
        (3.5844283403304917, -1.8481265269644034),
    ),
    view=(-5.0, 5.0, -5.0, 5.0),
    start=(0.0, 0.0),
    learning_rate=0.01,
    source="D. M. Himmelblau, Applied Nonlinear Programming, 1972",
)
