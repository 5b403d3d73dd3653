"""One bell in terms of its mean and the logarithm of its deviation, for the families that are made of bells."""

import math

import numpy as np

from lossstudio.core.array import Floats

HALF_LOG_2PI = 0.5 * math.log(2.0 * math.pi)
STEPS: Floats = np.array([-12.0, -6.5, -5.0, -3.75, -2.5, -1.25, 0.0, 1.25, 2.5, 3.75, 5.0, 6.5, 12.0])
"""Breaks in deviations, up to where even the square root of a bell is nothing, and so fine in the middle that where two
densities cross, the logarithm of their mean is smooth between them."""

SEEN = 4.0
"""How many deviations of a bell are shown."""


def standardised(mean: Floats, log_deviation: Floats, x: Floats) -> Floats:
    """Return how many deviations ``(..., M)`` places are above the mean ``(...)``."""
    return (x - mean[..., None]) * np.exp(-log_deviation)[..., None]


def log_bell(standard: Floats, log_deviation: Floats) -> Floats:
    """Return the logarithm of a bell ``(..., M)`` from standardised places."""
    return -0.5 * standard * standard - (log_deviation[..., None] + HALF_LOG_2PI)


def breaks_of(mean: Floats, log_deviation: Floats) -> Floats:
    """Return breaks ``(..., B)`` around a bell."""
    return mean[..., None] + np.exp(log_deviation)[..., None] * STEPS


def span_of(mean: Floats, log_deviation: Floats) -> Floats:
    """Return between which places ``(..., 2)`` there is something of a bell to see."""
    ends: Floats = mean[..., None] + np.exp(log_deviation)[..., None] * np.array([-SEEN, SEEN])
    return ends
