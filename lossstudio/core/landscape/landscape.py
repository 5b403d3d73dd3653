"""A Landscape is the objective sampled on a plane."""

from dataclasses import dataclass

from lossstudio.core.array import Floats
from lossstudio.core.landscape.plane import Plane


@dataclass(frozen=True, slots=True, eq=False)
class Landscape:
    """Samples on a grid.

    Attributes
    ----------
    x, y
        ``(columns,)`` and ``(rows,)``: plane coordinates, rising.
    loss
        ``(rows, columns)``; not finite where the objective isn't.
    plane
        What it was sampled on.
    """

    x: Floats
    y: Floats
    loss: Floats
    plane: Plane
