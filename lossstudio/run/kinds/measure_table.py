"""A table of measures: how good a runner is where no row has a right answer."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats

MOMENTS = {
    "mean": "Where the middle is",
    "deviation": "How wide it is: the standard deviation",
}


@dataclass(frozen=True, slots=True, eq=False)
class MeasureRow:
    """One measure: what it is called, what it means, and a number for each column; None where it has none."""

    name: str
    meaning: str
    numbers: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """A table of measures.

    Attributes
    ----------
    heads
        What the columns are about.
    lines
        The measures.
    """

    heads: tuple[str, ...]
    lines: tuple[MeasureRow, ...]


def moments_of(x: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return mean and standard deviation ``(...)`` of places ``(..., M)`` with these weights."""
    mean = np.sum(x * weights, axis=-1)
    variance = np.sum((x - mean[..., None]) ** 2 * weights, axis=-1)
    return mean, np.sqrt(variance)
