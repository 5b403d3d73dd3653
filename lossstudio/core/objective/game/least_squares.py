"""The least-squares loss for games: scores are drawn to labels, 1 for real and 0 for generated.

X. Mao et al., "Least squares generative adversarial networks", 2017, equation 9 (labels a = 0, b = c = 1). The label is
compared with 1/2 + s, so that a score of 0 is undecided here as everywhere.
"""

from lossstudio.core.array import Floats
from lossstudio.core.objective.game.game_loss import GameLoss


def _from_real(score: Floats) -> Floats:
    off = score - 0.5
    return 0.5 * off * off


def _from_real_slope(score: Floats) -> Floats:
    return score - 0.5


def _from_fake(score: Floats) -> Floats:
    off = score + 0.5
    return 0.5 * off * off


def _from_fake_slope(score: Floats) -> Floats:
    return score + 0.5


LEAST_SQUARES = GameLoss(
    key="least_squares",
    label="Least squares",
    summary="half the squared distance of 1/2 + score from the label: 1 for real, 0 for generated",
    real=_from_real,
    real_slope=_from_real_slope,
    fake=_from_fake,
    fake_slope=_from_fake_slope,
    generator=_from_real,
    generator_slope=_from_real_slope,
    formula="D: ½ E (D(x) − ½)² + ½ E (D(G) + ½)²;  G: ½ E (D(G) − ½)²",
    best_for="a slope that grows with the error instead of fading",
    trait="scores far beyond their label are drawn back, which damps the circling",
)
