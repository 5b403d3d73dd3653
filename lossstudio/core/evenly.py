"""Evenly chosen numbers: one rule wherever some of very many rows, steps or points are looked at."""

import numpy as np

from lossstudio.core.array import Integers


def evenly(count: int, most: int) -> Integers:
    """Return at most `most` of the numbers 0 .. count - 1, evenly chosen and rising ``(n,)``.

    All of them where they are no more than that; else the first, the last, and even distances between, rounded down.
    """
    if count <= most:
        return np.arange(count)
    chosen: Integers = np.linspace(0, count - 1, most).astype(np.intp)
    return chosen
