"""The squared distance of Hellinger: 1 - the integral of sqrt(p q).

E. Hellinger, "Neue Begründung der Theorie quadratischer Formen von unendlichvielen Veränderlichen", 1909.
"""

import math

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.divergence.density import Density
from lossstudio.core.objective.divergence.divergence import Divergence, Family, both_bells


def _value(log_p: Floats, log_q: Floats) -> Floats:
    """Return half of (sqrt p - sqrt q)²: the same integral, with no difference of large numbers."""
    away = np.exp(0.5 * log_p) - np.exp(0.5 * log_q)
    value: Floats = 0.5 * away * away
    return value


def _slope(log_p: Floats, log_q: Floats) -> Floats:
    return -0.5 * np.exp(0.5 * (log_p + log_q))


def _closed(target: Density, family: Family, theta: Floats) -> tuple[Floats, Floats] | None:
    """Return 1 - sqrt(2 s t / (s² + t²)) exp(-(m - n)² / (4 (s² + t²))), and its derivatives."""
    if not both_bells(target, family):
        return None
    off, ratio = theta[..., 0] - target.mean, theta[..., 1] - 0.5 * math.log(target.variance)
    both = target.variance * (1.0 + np.exp(2.0 * ratio))
    stretch = 0.5 * off * off / both
    overlap = np.exp(-0.5 * (np.logaddexp(ratio, -ratio) - math.log(2.0) + stretch))
    wide = 1.0 / (1.0 + np.exp(-2.0 * ratio))
    gradient = np.stack([off / (2.0 * both), 0.5 * np.tanh(ratio) - wide * stretch], axis=-1)
    return -np.expm1(np.log(overlap)), overlap[..., None] * gradient


HELLINGER = Divergence(
    key="hellinger",
    label="Hellinger",
    summary="the squared distance of the two densities' square roots; at most 1",
    value=_value,
    slope=_slope,
    closed=_closed,
    formula="1 − ∫ √(p q)",
    best_for="a distance that a few surprising values hardly move",
    trait="bounded: far apart, its slope fades away",
)
