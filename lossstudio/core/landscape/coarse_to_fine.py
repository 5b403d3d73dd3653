"""The points of a fine grid in blocks: first some from all over it, then those in between, until all are there."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.landscape.landscape import grid_of, values_in_pieces_on_plane
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.objective import Objective
from lossstudio.core.pieces import Pieces

COARSEST = 64
"""Every so many-th column and row come first."""
MOST_POINTS, FEWEST_POINTS = 16_384, 16
"""What a block holds at most and at least."""
BLOCK_NUMBERS = 200_000_000
"""Points times rows times parameters of a block, where that many points are allowed: about a second's work."""


@dataclass(frozen=True)
class CoarseToFine:
    """A grid in blocks.

    Attributes
    ----------
    columns, rows
        Of the grid.
    points
        How many points a block has; the last one may have fewer.
    """

    columns: int
    rows: int
    points: int

    @classmethod
    def of(cls, objective: Objective, columns: int, rows: int) -> "CoarseToFine":
        """Return a grid in blocks that take about a second each. They depend on no clock, so that all agree on them."""
        fitting = BLOCK_NUMBERS // (objective.size * max(1, objective.rows))
        return cls(columns, rows, min(MOST_POINTS, max(FEWEST_POINTS, fitting)))

    @property
    def blocks(self) -> int:
        """How many blocks there are."""
        return -(-self.columns * self.rows // self.points)

    @cached_property
    def order(self) -> Integers:
        """All n points ``(n,)``, counted row by row, in the order in which they come."""
        row, column = np.divmod(np.arange(self.columns * self.rows), self.columns)
        # A point comes with the coarsest grid that it is on: the largest power of two that divides both of its places.
        place = row | column | COARSEST
        return np.argsort(-(place & -place), kind="stable")

    def block(self, number: int) -> Integers:
        """Return the points ``(n,)`` of a block."""
        chosen: Integers = self.order[number * self.points : (number + 1) * self.points]
        return chosen

    def sampled(self, objective: Objective, plane: Plane, number: int) -> Pieces[Floats]:
        """Return the objective ``(n,)`` at the points of a block."""
        x, y = grid_of(plane, self.columns, self.rows)
        row, column = np.divmod(self.block(number), self.columns)
        return (yield from values_in_pieces_on_plane(objective, plane, x[column], y[row]))
