"""How good an embedding is: who is near whom."""

from collections.abc import Mapping

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.evenly import evenly
from lossstudio.core.objective.pairs.objective import PairsObjective, distances
from lossstudio.core.objective.pairs.sampling import MOST_POINTS
from lossstudio.run.kinds.measure_table import Line, Measures

OF_PAIRS: Mapping[str, str] = {
    "nearest is alike": "How often the nearest other point is of the same class",
    "the like apart": "The mean distance of two points of one class",
    "the unlike apart": "The mean distance of two points of different classes",
    "nearest unlike": "The smallest distance of two points of different classes",
}


def measures_of_embeddings(parts: Mapping[str, PairsObjective | None], theta: Floats) -> Measures:
    """Return the measures at theta ``(P,)``, in a column for each part of the rows that there is."""
    found = {head: _of_points(part, theta) for head, part in parts.items() if part is not None}
    lines = [Line(name, meaning, tuple(each[name] for each in found.values())) for name, meaning in OF_PAIRS.items()]
    return Measures(tuple(found), tuple(lines))


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
