"""Which runners of a very large race are drawn: more than a few dozen can't be told apart, and each takes its time."""

import numpy as np

from lossstudio.core.array import Integers
from lossstudio.core.evenly import evenly

MOST_DRAWN = 64
MOST_NAMED = 24
"""With more than so many runners only the selected one's name is written."""


def drawn(count: int, selected: int) -> Integers:
    """Return which of `count` runners are drawn ``(n,)``, rising: all, or evenly chosen ones with the selected one."""
    if count <= MOST_DRAWN:
        return np.arange(count)
    return np.union1d(evenly(count, MOST_DRAWN - 1), [selected])


def few_of(count: int) -> str:
    """Say how many are drawn where that isn't all; "" where it is."""
    return f"{MOST_DRAWN} of {count:,} runners" if count > MOST_DRAWN else ""
