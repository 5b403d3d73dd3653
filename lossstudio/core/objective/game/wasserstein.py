"""The Wasserstein loss: scores themselves, without a link.

M. Arjovsky, S. Chintala and L. Bottou, "Wasserstein GAN", 2017; nothing here keeps the discriminator's slope in bounds
but the gradient penalty, if there is one.
"""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.game import game_loss
from lossstudio.core.objective.game.game_loss import GameLoss


def _itself(score: Floats) -> Floats:
    return score


def _one(score: Floats) -> Floats:
    return np.ones(np.shape(score))


WASSERSTEIN = GameLoss(
    key="wasserstein",
    label="Wasserstein",
    summary="the mean score of real data minus that of generated ones",
    real=game_loss.minus,
    real_slope=game_loss.minus_one,
    fake=_itself,
    fake_slope=_one,
    generator=game_loss.minus,
    generator_slope=game_loss.minus_one,
    formula="V = E D(x) − E D(G);  G: min V,  D: max V",
    best_for="a slope that never fades, if the discriminator's own slope is kept in bounds",
    trait="exactly a rotation where the discriminator is a line",
)
