"""An adversarial loss as a picture: what each player pays for a score, and where the data's scores are; pure."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.evenly import evenly
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.picture.charts.loss.shape import LossShape
from lossstudio.picture.charts.ranging import rounded_up

POINTS = 161
LEAST = 2.0
"""Scores are shown at least so far to both sides."""
MOST_SHOWN = 40
WEIGHTY = 0.01
"""Data that weigh less than this share of the most aren't drawn."""


def score_shape(game: GameObjective, theta: Floats) -> LossShape:
    """Return what both players pay at theta ``(P,)``."""
    loss, arena = game.loss, game.arena
    real = game.scores(theta, _weighty(arena.real, arena.real_weights))
    made = game.scores(theta, _weighty(game.generated(theta), arena.noise_weights))
    known = np.abs(np.concatenate([real, made]))
    reach = rounded_up(max(LEAST, float(known[np.isfinite(known)].max(initial=0.0))))
    x = np.linspace(-reach, reach, POINTS)
    paid = (
        (loss.real, loss.real_slope, real),
        (loss.fake, loss.fake_slope, made),
        (loss.generator, loss.generator_slope, made),
    )
    samples = np.concatenate([np.column_stack([at, value(at), slope(at)]) for value, slope, at in paid])
    return LossShape(
        x=x,
        curves=np.stack([value(x) for value, _, _ in paid]),
        slopes=np.stack([slope(x) for _, slope, _ in paid]),
        curve_names=("D, real", "D, gen.", "G"),
        samples=samples[np.isfinite(samples).all(axis=1)],
        marked=None,
        name="score",
    )


def _weighty(data: Floats, weights: Floats) -> Floats:
    """Return some of those data that weigh anything."""
    kept: Floats = data[weights > WEIGHTY * weights.max()]
    some: Floats = kept[evenly(len(kept), MOST_SHOWN)]
    return some
