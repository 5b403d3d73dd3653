"""What several adversarial losses pay for a score."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.logistic import sigmoid, softplus


def surprise_of_real(score: Floats) -> Floats:
    """Return -log σ(s) of scores ``(...)``: the surprise that a datum of this score is real."""
    return softplus(-score)


def surprise_of_real_slope(score: Floats) -> Floats:
    """Return the derivative of `surprise_of_real` at scores ``(...)``."""
    return -sigmoid(-score)


def surprise_of_fake(score: Floats) -> Floats:
    """Return -log(1 - σ(s)) of scores ``(...)``: the surprise that a datum of this score is generated."""
    return softplus(score)


def surprise_of_fake_slope(score: Floats) -> Floats:
    """Return the derivative of `surprise_of_fake` at scores ``(...)``."""
    return sigmoid(score)


def minus(score: Floats) -> Floats:
    """Return -s of scores ``(...)``."""
    return -score


def minus_one(score: Floats) -> Floats:
    """Return the derivative of -s at scores ``(...)``."""
    return np.full(np.shape(score), -1.0)
