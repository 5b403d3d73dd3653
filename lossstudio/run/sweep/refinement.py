"""The runs of a map from coarse to fine: in which order they are trained, and what stands for those that aren't yet."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats, Integers

Flags = NDArray[np.bool_]

FIRST_FIELDS = 16
"""So many fields a side, at most, has the coarsest picture."""


@dataclass(frozen=True, slots=True)
class Refinement:
    """How a grid of runs is refined: every second of what is missing in both directions, again and again.

    Attributes
    ----------
    shape
        How many values there are on the two axes.
    """

    shape: tuple[int, int]

    @property
    def strides(self) -> tuple[int, ...]:
        """How far the known fields lie apart, in one stage after the other; the last one is 1."""
        stride = 1
        while max(self.shape) > FIRST_FIELDS * stride:
            stride *= 2
        return tuple(2**power for power in range(stride.bit_length() - 1, -1, -1))

    @property
    def order(self) -> Integers:
        """The numbers of all fields ``(n,)`` of the grid made flat, as they are worked out."""
        across, up = np.indices(self.shape)
        stage = np.zeros(self.shape, np.intp)
        for stride in self.strides:
            stage[(across % stride != 0) | (up % stride != 0)] += 1
        return np.argsort(stage.ravel(), kind="stable")

    def source(self, known: Flags) -> Integers:
        """Return for each field ``(across, up)`` the number of the one that stands for it; -1 where none is known.

        Parameters
        ----------
        known
            ``(across, up)``: which are worked out.
        """
        across, up = np.indices(self.shape)
        found = np.full(self.shape, -1, np.intp)
        for stride in self.strides:
            corner = across - across % stride, up - up % stride
            better = known[corner]
            found[better] = (corner[0] * self.shape[1] + corner[1])[better]
        return found


def spread(values: Floats, source: Integers) -> Floats:
    """Return the values ``(across, up)`` of the fields that stand for each field; NaN where there is none."""
    return np.where(source < 0, np.nan, values.ravel()[source])
