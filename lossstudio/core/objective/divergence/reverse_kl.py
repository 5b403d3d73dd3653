"""The divergence of Kullback and Leibler from the family to the target: KL(q || p).

C. M. Bishop, "Pattern recognition and machine learning", 2006, section 10.1.2, shows how it seeks one mode.
"""

import math

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.divergence.density import Density
from lossstudio.core.objective.divergence.divergence import Divergence, Family, both_bells


def _value(log_p: Floats, log_q: Floats) -> Floats:
    return np.exp(log_q) * (log_q - log_p)


_slope = _value
"""The derivative of q log(q / p) by q is log(q / p) + 1, and the integral of the derivative of q is 0."""


def _closed(target: Density, family: Family, theta: Floats) -> tuple[Floats, Floats] | None:
    if not both_bells(target, family):
        return None
    off, log_deviation = theta[..., 0] - target.mean, theta[..., 1]
    wide = np.exp(2.0 * log_deviation)
    value = 0.5 * (wide + off * off) / target.variance - log_deviation + (0.5 * math.log(target.variance) - 0.5)
    return value, np.stack([off / target.variance, wide / target.variance - 1.0], axis=-1)


REVERSE_KL = Divergence(
    key="reverse_kl",
    label="Reverse KL",
    summary="the surprise of somebody who expects the target and meets the family's member",
    value=_value,
    slope=_slope,
    closed=_closed,
    formula="KL(q ‖ p) = ∫ q log(q / p)",
    best_for="being right where one is, as variational inference wants it",
    trait="q must not be where p isn't: it picks one bell",
)
