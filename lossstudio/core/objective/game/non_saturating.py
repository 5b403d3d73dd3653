"""The adversarial loss that is used in practice: the generator raises what the discriminator believes of it.

I. Goodfellow et al., "Generative adversarial nets", 2014, section 3.
"""

from lossstudio.core.objective.game import game_loss
from lossstudio.core.objective.game.game_loss import GameLoss

NON_SATURATING = GameLoss(
    key="non_saturating",
    label="Non-saturating",
    summary="the generator raises its score's log probability of being real",
    real=game_loss.surprise_of_real,
    real_slope=game_loss.surprise_of_real_slope,
    fake=game_loss.surprise_of_fake,
    fake_slope=game_loss.surprise_of_fake_slope,
    generator=game_loss.surprise_of_real,
    generator_slope=game_loss.surprise_of_real_slope,
    formula="D: −E log σ(D(x)) − E log(1 − σ(D(G)));  G: −E log σ(D(G))",
    best_for="a generator that learns even where the discriminator is sure",
    trait="no longer one value for both; near the balance it circles like minimax",
)
