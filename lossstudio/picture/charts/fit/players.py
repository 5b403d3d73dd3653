"""A game as a picture: the real data, the generated ones, and the discriminator's score over them; pure."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.game.arena import summed
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.picture.charts.fit.fit import GameFit
from lossstudio.picture.charts.ranging import around
from lossstudio.run.training.compiled_recipe import Course

POINTS = 240
WIDE = 3.5
"""How many deviations of the data are shown to each side."""
ALONE = 1.5
"""How far is shown to each side where all real data are in one place."""
MOST_WIDTHS = 3.0


def players_of(course: Course, game: GameObjective, thetas: Floats, runner: int) -> GameFit:
    """Return both players where the runners stand ``(R, P)``."""
    arena = game.arena
    with np.errstate(all="ignore"):
        x = np.linspace(*_range(game, np.concatenate([course.starts, thetas])), POINTS)
        made = game.generated(thetas) @ arena.noise_weights
        here, psi = made[runner : runner + 1], thetas[runner, game.players[1].place]
        return GameFit(
            x=x,
            scores=game.scores(thetas, x),
            real=None if arena.real_density is None else arena.real_density(x),
            generated=_generated(game, thetas, x),
            real_at=float(arena.real @ arena.real_weights),
            generated_at=made,
            slope=float(summed(psi, arena.feature_slopes(here))[0]),
            score=float(game.scores(thetas[runner], here)[0]),
            names=course.names,
            runner=runner,
        )


def _generated(game: GameObjective, thetas: Floats, x: Floats) -> Floats | None:
    density = game.arena.generated_density
    return None if density is None else density(thetas[:, game.players[0].place], x)


def _range(game: GameObjective, thetas: Floats) -> tuple[float, float]:
    """Return what of the line is shown: the real data, and those that were generated at first and are now."""
    arena = game.arena
    middle, deviation = (float(each) for each in _moments(arena.real, arena.real_weights))
    reach = WIDE * deviation if deviation > 0.0 else ALONE
    means, deviations = _moments(game.generated(thetas), arena.noise_weights)
    ends = np.concatenate([means - WIDE * deviations, means + WIDE * deviations])
    margin = 0.0 if deviation > 0.0 else 0.2 * ALONE
    return around((middle - reach, middle + reach), np.concatenate([ends - margin, ends + margin]), MOST_WIDTHS)


def _moments(data: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of data ``(..., K)`` with these weights."""
    mean = data @ weights
    return mean, np.sqrt(np.maximum(0.0, ((data - mean[..., None]) ** 2) @ weights))
