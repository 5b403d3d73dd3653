"""The contract of an adversarial loss: what each player pays for a score, with derivatives."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Entry
from lossstudio.core.special_functions import sigmoid, softplus


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


@dataclass(frozen=True, slots=True, kw_only=True)
class GameLoss(Entry):
    """One loss; all functions are elementwise in the discriminator's score s, which is 0 where it can't tell.

    Attributes
    ----------
    real, real_slope
        What the discriminator pays for the score of a real datum, and the derivative.
    fake, fake_slope
        What it pays for the score of a generated one, and the derivative.
    generator, generator_slope
        What the generator pays for the score of a generated one, and the derivative.
    formula
        Both players' losses as they are written, for people.
    best_for, trait
        When to choose it, and what marks it, each in a few words.
    kinks
        At which scores there is no derivative.
    """

    real: Callable[[Floats], Floats]
    real_slope: Callable[[Floats], Floats]
    fake: Callable[[Floats], Floats]
    fake_slope: Callable[[Floats], Floats]
    generator: Callable[[Floats], Floats]
    generator_slope: Callable[[Floats], Floats]
    formula: str
    best_for: str
    trait: str
    kinks: tuple[float, ...] = ()

    @property
    def zero_sum(self) -> bool:
        """Whether what one player loses the other wins, so that the generator goes straight down the value."""
        scores = np.linspace(-3.0, 3.0, 25)
        return bool(np.allclose(self.generator_slope(scores), -self.fake_slope(scores)))
