"""The divergence of Jensen and Shannon: both distributions against their mean.

J. Lin, "Divergence measures based on the Shannon entropy", 1991. What the original adversarial loss minimises when the
discriminator is perfect (Goodfellow et al., 2014).
"""

import math

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.divergence.divergence import Divergence
from lossstudio.core.special_functions import softplus

_LOG_2 = math.log(2.0)


def _value(log_p: Floats, log_q: Floats) -> Floats:
    """Return p/2 log(p / m) + q/2 log(q / m) with m = (p + q) / 2."""
    ratio = log_q - log_p
    return 0.5 * (np.exp(log_p) * (_LOG_2 - softplus(ratio)) + np.exp(log_q) * (_LOG_2 - softplus(-ratio)))


def _slope(log_p: Floats, log_q: Floats) -> Floats:
    """Return q/2 log(q / m); all else cancels."""
    return 0.5 * np.exp(log_q) * (_LOG_2 - softplus(log_p - log_q))


JENSEN_SHANNON = Divergence(
    key="jensen_shannon",
    label="Jensen-Shannon",
    summary="half the surprise of each against the mean of both; at most log 2",
    value=_value,
    slope=_slope,
    closed=lambda _target, _family, _theta: None,
    formula="½ KL(p ‖ m) + ½ KL(q ‖ m),  m = ½ (p + q)",
    best_for="a measure that is the same both ways and never infinite",
    trait="bounded: far apart, its slope fades away",
)
