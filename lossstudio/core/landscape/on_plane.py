"""The objective as a function of plane coordinates."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats, Rows
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.first_sums import FirstSums
from lossstudio.core.objective.objective import Objective
from lossstudio.core.pieces import Pieces, finished

BLOCK_BYTES = 8 * 2**20
"""What the parameters of one block of places may take."""
FEW = 8
"""So few places are evaluated one by one."""


@dataclass(frozen=True, slots=True, eq=False)
class OnPlane:
    """An objective on a plane.

    Attributes
    ----------
    batch
        On which rows; None: on all.
    summed
        What is known of the whole plane, where that makes places cheaper.
    """

    objective: Objective
    plane: Plane
    batch: Rows
    summed: FirstSums | None

    @classmethod
    def of(cls, objective: Objective, plane: Plane, places: int, batch: Rows = None) -> Pieces["OnPlane"]:
        """Return it for who will look at so many places, on some rows ``(n,)`` or on all of them."""
        judged, summed = objective.pointwise, None
        if judged is not None and places > FEW:
            summed = yield from judged.first_sums(np.stack([plane.origin, plane.x, plane.y]), batch)
        return cls(objective, plane, batch, summed)

    @property
    def largest_block(self) -> int:
        """How many places may be evaluated at once."""
        size = self.objective.size if self.summed is None else self.summed.size + 3
        return max(1, BLOCK_BYTES // (8 * size))

    def values(self, x: Floats, y: Floats) -> Floats:
        """Return the objective ``(...)`` at plane coordinates ``(...)``."""
        across, up, largest = x.ravel(), y.ravel(), self.largest_block
        values = np.empty(across.size)
        for at in range(0, across.size, largest):
            some = slice(at, at + largest)
            values[some] = finished(self.values_in_pieces(across[some], up[some]))
        return values.reshape(x.shape)

    def values_in_pieces(self, x: Floats, y: Floats) -> Pieces[Floats]:
        """Return the objective ``(n,)`` at plane coordinates ``(n,)``, no more of them than the largest block."""
        if self.summed is not None:
            return (yield from self.summed.values_in_pieces(x, y))
        with np.errstate(all="ignore"):
            theta = self.plane.point(x, y)
            if self.batch is not None:
                return self.objective.values(theta, self.batch)
        return (yield from self.objective.values_in_pieces(theta))
