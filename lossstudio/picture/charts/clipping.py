"""Keeping what runs away from a chart near it: a painter can't be asked to draw to 1e200."""

import math

import numpy as np

from lossstudio.core.array import Floats

FARTHEST = 1e300
"""What is farther from zero is drawn here: beyond, not even the extent of a range is a number any more."""
LEAST_SHARE = 1e-12
"""A range spans at least this share of its ends: the places in a narrower one can't be distinguished."""


def near(values: Floats, low: float, high: float) -> Floats:
    """Return the values ``(...)``, those far outside of low..high moved to one extent beyond; NaN stays."""
    low, high = drawable(low, high)
    span = high - low
    return np.clip(values, low - span, high + span)


def drawn(places: Floats) -> Floats:
    """Return finite places ``(...)``, those farther out than anything is drawn moved to `FARTHEST`."""
    return np.clip(places, -FARTHEST, FARTHEST)


def drawable(low: float, high: float) -> tuple[float, float]:
    """Return a range that can be drawn: its ends are finite and far enough apart, and the given ones where possible."""
    if math.isnan(low) or math.isnan(high):
        return 0.0, 1.0
    low, high = min(max(low, -FARTHEST), FARTHEST), min(max(high, -FARTHEST), FARTHEST)
    least = LEAST_SHARE * max(abs(low), abs(high)) or LEAST_SHARE
    if high - low >= least:
        return low, high
    return low - least, low + least
