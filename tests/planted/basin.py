"""A basin with a flat floor."""

from lossstudio.core.array import Floats
from lossstudio.core.terrains.terrain import Terrain


def _value(x: Floats, y: Floats) -> Floats:
    return (x * x + y * y) ** 2


def _gradient(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    steepness = 4.0 * (x * x + y * y)
    return steepness * x, steepness * y


def _hessian(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    return 12.0 * x * x + 4.0 * y * y, 8.0 * x * y, 4.0 * x * x + 12.0 * y * y


BASIN = Terrain(
    key="basin",
    label="Basin",
    summary="a basin with a flat floor, on which every descent slows down",
    value=_value,
    gradient=_gradient,
    hessian=_hessian,
    formula="(x² + y²)²",
    expression="(x**2 + y**2)**2",
    minima=lambda: ((0.0, 0.0),),
    view=(-1.5, 1.5, -1.5, 1.5),
    start=(-1.0, 0.8),
    learning_rate=0.05,
    source="the square of the simplest quadratic",
)
