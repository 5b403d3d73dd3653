"""Ranges that stay while a run goes on: rounded outwards, so that they change seldom and by much."""

import math

import numpy as np

from lossstudio.core.array import Floats

_NICE = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)


def rounded_up(value: float) -> float:
    """Return the next number of 1, 1.5, 2, 3, 5, 7, 10, ... that isn't below a positive one."""
    if not (math.isfinite(value) and value > 0.0):
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next((nice * power for nice in _NICE if nice * power >= value * (1.0 - 1e-9)), 10.0 * power)


def around(home: tuple[float, float], values: Floats, most: float) -> tuple[float, float]:
    """Return a range that holds `home`, and values too as far as that makes it at most `most` times as wide.

    The values may have any shape ``(...)``; those that aren't finite don't count. Beyond home the range grows in steps
    of a quarter of home's width.
    """
    low, high = home
    width = (high - low) or 1.0
    known = values[np.isfinite(values)]
    grain, room = 0.25 * width, 0.5 * (most - 1.0) * width
    below = max(0.0, low - float(known.min(initial=low)))
    above = max(0.0, float(known.max(initial=high)) - high)
    return low - min(room, grain * math.ceil(below / grain)), high + min(room, grain * math.ceil(above / grain))
