"""The divergence of Kullback and Leibler from the target to the family: KL(p || q).

S. Kullback and R. A. Leibler, "On information and sufficiency", 1951.
"""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.divergence.bell import HALF_LOG_2PI
from lossstudio.core.objective.divergence.density import Density
from lossstudio.core.objective.divergence.divergence import Divergence, Family, is_bell


def _value(log_p: Floats, log_q: Floats) -> Floats:
    return np.exp(log_p) * (log_p - log_q)


def _slope(log_p: Floats, _log_q: Floats) -> Floats:
    return -np.exp(log_p)


def _closed(target: Density, family: Family, theta: Floats) -> tuple[Floats, Floats] | None:
    """Return -entropy(p) - E_p log q, which for a bell q needs p's mean and variance only."""
    if not is_bell(family):
        return None
    off, log_deviation = theta[..., 0] - target.mean, theta[..., 1]
    sharp = np.exp(-2.0 * log_deviation)
    stretch = (target.variance + off * off) * sharp
    value = 0.5 * stretch + log_deviation + (HALF_LOG_2PI - target.entropy)
    return value, np.stack([off * sharp, 1.0 - stretch], axis=-1)


FORWARD_KL = Divergence(
    key="forward_kl",
    label="Forward KL",
    summary="the surprise of somebody who expects the family's member and meets the target",
    value=_value,
    slope=_slope,
    closed=_closed,
    formula="KL(p ‖ q) = ∫ p log(p / q)",
    best_for="covering all that may happen; it is what maximum likelihood minimises",
    trait="q must be wherever p is: it covers",
)
