"""Keeping what runs away from a chart near it: a painter can't be asked to draw to 1e200."""

import numpy as np

from lossstudio.core.array import Floats


def near(values: Floats, low: float, high: float) -> Floats:
    """Return the values, those far outside of low..high moved to one extent beyond; NaN stays."""
    span = high - low
    return np.clip(values, low - span, high + span)
