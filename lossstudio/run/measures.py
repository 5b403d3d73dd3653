"""How good a runner is where no row has a right answer: moments, divergences, distances, and who is taken in."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.evenly import evenly
from lossstudio.core.objective.divergence import DIVERGENCES
from lossstudio.core.objective.divergence.objective import DivergenceObjective
from lossstudio.core.objective.divergence.quadrature import nodes
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.core.objective.pairs.objective import PairsObjective, distances
from lossstudio.core.objective.pairs.sampling import MOST_POINTS
from lossstudio.run.course import Course

MOST_COLUMNS = 3
"""Of more runners only the selected one is measured: the table would be too wide."""
MOMENTS = {
    "mean": "Where the middle is",
    "deviation": "How wide it is: the standard deviation",
}


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One measure: what it is called, what it means, and a number for each column; None where it has none."""

    name: str
    meaning: str
    numbers: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """A table of measures.

    Attributes
    ----------
    heads
        What the columns are about.
    lines
        The measures.
    """

    heads: tuple[str, ...]
    lines: tuple[Line, ...]


def measures_of(course: Course, thetas: Floats, runner: int = 0, *, step: int = 0) -> Measures | None:
    """Return what is known where the runners stand ``(R, P)``; None where a model answers, or on a terrain.

    Distributions are measured for every runner of a small race, all else for the selected one.
    """
    objective = course.objective(runner, step)
    with np.errstate(all="ignore"):
        if isinstance(objective, DivergenceObjective):
            some = range(len(thetas)) if len(thetas) <= MOST_COLUMNS else (runner,)
            return _of_distributions(objective, thetas[list(some)], tuple(course.names[at] for at in some))
        if isinstance(objective, PairsObjective):
            return _of_pairs(course, objective, thetas[runner])
        if isinstance(objective, GameObjective):
            return _of_game(objective, thetas[runner])
    return None


def _of_distributions(objective: DivergenceObjective, thetas: Floats, names: tuple[str, ...]) -> Measures:
    target, family = objective.target, objective.family
    values = {
        entry: DivergenceObjective(target, family, entry).values(thetas).tolist() for entry in DIVERGENCES.values()
    }
    lines = [Line(entry.label, f"{entry.summary}: {entry.formula}", (*each, None)) for entry, each in values.items()]
    x, weights = nodes(np.sort(family.breaks(thetas), axis=-1))
    moments = _moments(x, weights * np.exp(family.log_density(thetas, x)))
    own = (target.mean, target.deviation)
    for (name, meaning), each, of_target in zip(MOMENTS.items(), moments, own, strict=True):
        lines.append(Line(name, meaning, (*each.tolist(), of_target)))
    return Measures((*(names if len(names) > 1 else ("q",)), "target p"), tuple(lines))


def _of_pairs(course: Course, objective: PairsObjective, theta: Floats) -> Measures:
    parts = [_of_points(objective, theta)]
    test = course.problem.bare_objective(course.settings(0)[0].loss, "test")
    if isinstance(test, PairsObjective):
        parts.append(_of_points(test, theta))
    lines = [Line(name, meaning, tuple(part[name] for part in parts)) for name, meaning in OF_PAIRS.items()]
    return Measures(("train", "test")[: len(parts)], tuple(lines))


OF_PAIRS: Mapping[str, str] = {
    "nearest is alike": "How often the nearest other point is of the same class",
    "the like apart": "The mean distance of two points of one class",
    "the unlike apart": "The mean distance of two points of different classes",
    "nearest unlike": "The smallest distance of two points of different classes",
}


def share_alike(objective: PairsObjective, theta: Floats) -> float:
    """Return how often a point's nearest neighbour is of its class, at theta ``(P,)``."""
    with np.errstate(all="ignore"):
        return _of_points(objective, theta)["nearest is alike"]


def _of_points(objective: PairsObjective, theta: Floats) -> dict[str, float]:
    """Return the measures of an embedding, of evenly chosen points where there are very many."""
    some = evenly(objective.rows, MOST_POINTS)
    place, classes = objective.predict(theta)[some], objective.classes[some]
    apart = distances(place, place)
    np.fill_diagonal(apart, np.inf)
    same = classes[:, None] == classes
    unlike, like = apart[~same], apart[same & ~np.eye(len(some), dtype=bool)]
    return {
        "nearest is alike": float(np.mean(classes[apart.argmin(axis=1)] == classes)),
        "the like apart": float(like.mean()) if len(like) else np.nan,
        "the unlike apart": float(unlike.mean()) if len(unlike) else np.nan,
        "nearest unlike": float(unlike.min()) if len(unlike) else np.nan,
    }


def _of_game(game: GameObjective, theta: Floats) -> Measures:
    arena, made = game.arena, game.generated(theta)
    sides = ((made, arena.noise_weights), (arena.real, arena.real_weights))
    moments = [_moments(data, weights) for data, weights in sides]
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


def _moments(x: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return mean and standard deviation ``(...)`` of places ``(..., M)`` with these weights."""
    mean = np.sum(x * weights, axis=-1)
    variance = np.sum((x - mean[..., None]) ** 2 * weights, axis=-1)
    return mean, np.sqrt(variance)
