"""How a game stands: what is generated beside what is real, and who is taken in."""

from lossstudio.core.array import Floats
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.run.kinds.measure_table import (
    MOMENTS,
    Line,
    Measures,
    moments_of,
)


def measures_of_game(game: GameObjective, theta: Floats) -> Measures:
    """Return the measures at theta ``(P,)``."""
    arena, made = game.arena, game.generated(theta)
    sides = ((made, arena.noise_weights), (arena.real, arena.real_weights))
    moments = [moments_of(data, weights) for data, weights in sides]
    lines = [
        Line(name, meaning, tuple(float(moment[at]) for moment in moments))
        for at, (name, meaning) in enumerate(MOMENTS.items())
    ]
    scores = [game.scores(theta, data) for data, _ in sides]
    weights = [weights for _, weights in sides]
    taken = tuple(float((score > 0) @ weight) for score, weight in zip(scores, weights, strict=True))
    means = tuple(float(score @ weight) for score, weight in zip(scores, weights, strict=True))
    lines.append(Line("taken for real", "The share of data whose score is above 0", taken))
    lines.append(Line("mean score", "What the discriminator says of them on average", means))
    return Measures(("generated", "real"), tuple(lines))
