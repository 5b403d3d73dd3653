"""The hinge loss for games: the discriminator wants a margin, the generator raises its score.

J. H. Lim and J. C. Ye, "Geometric GAN", 2017; D. Tran, R. Ranganath and D. M. Blei, "Hierarchical implicit models and
likelihood-free variational inference", 2017.
"""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.game import game_loss
from lossstudio.core.objective.game.game_loss import GameLoss


def _real(score: Floats) -> Floats:
    return np.maximum(0.0, 1.0 - score)


def _real_slope(score: Floats) -> Floats:
    return np.where(score < 1.0, -1.0, 0.0)


def _fake(score: Floats) -> Floats:
    return np.maximum(0.0, 1.0 + score)


def _fake_slope(score: Floats) -> Floats:
    return np.where(score > -1.0, 1.0, 0.0)


HINGE = GameLoss(
    key="hinge",
    label="Hinge",
    summary="the discriminator wants scores beyond a margin of 1 and then stops caring",
    real=_real,
    real_slope=_real_slope,
    fake=_fake,
    fake_slope=_fake_slope,
    generator=game_loss.minus,
    generator_slope=game_loss.minus_one,
    formula="D: E max(0, 1 − D(x)) + E max(0, 1 + D(G));  G: −E D(G)",
    best_for="a discriminator that only works where it is not yet sure",
    trait="within the margin a pure rotation; beyond it the discriminator rests",
    kinks=(-1.0, 1.0),
)
