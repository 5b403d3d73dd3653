"""The original adversarial loss: one value, which the discriminator raises and the generator lowers.

I. Goodfellow et al., "Generative adversarial nets", 2014, equation 1.
"""

from lossstudio.core.array import Floats
from lossstudio.core.objective.game import game_loss
from lossstudio.core.objective.game.game_loss import GameLoss


def _generator(score: Floats) -> Floats:
    """Return log(1 - σ(s))."""
    return -game_loss.surprise_of_fake(score)


def _generator_slope(score: Floats) -> Floats:
    return -game_loss.surprise_of_fake_slope(score)


MINIMAX = GameLoss(
    key="minimax",
    label="Minimax",
    summary="what one player loses the other wins: cross-entropy, raised by one and lowered by the other",
    real=game_loss.surprise_of_real,
    real_slope=game_loss.surprise_of_real_slope,
    fake=game_loss.surprise_of_fake,
    fake_slope=game_loss.surprise_of_fake_slope,
    generator=_generator,
    generator_slope=_generator_slope,
    formula="V = E log σ(D(x)) + E log(1 − σ(D(G)));  G: min V,  D: max V",
    best_for="seeing the game as it was first written",
    trait="circles; and the generator's slope fades away where the discriminator is sure",
)
