"""A loss on distances as a picture: what a pair costs by its distance, or a triplet by how its two differ; pure."""

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.evenly import evenly
from lossstudio.core.objective.pairs.objective import PairsObjective, distances
from lossstudio.core.objective.pairs.pair_loss import Kinship
from lossstudio.picture.charts.fit.fit import Booleans
from lossstudio.picture.charts.loss.shape import LossShape

POINTS = 161
MOST_POINTS, MOST_SHOWN = 60, 400
"""Of more points, and of the pairs or triplets among them, some are drawn."""
BEYOND = 1.25
"""How far beyond the margin is shown at least, as a multiple of it."""
FAR_QUANTILE = 0.95


def distance_shape(objective: PairsObjective, theta: Floats) -> LossShape:
    """Return the shape of the loss at theta ``(P,)``, with some of the pairs or triplets upon it."""
    some = evenly(objective.rows, MOST_POINTS)
    place, classes = objective.predict(theta)[some], objective.classes[some]
    apart, same = distances(place, place), classes[:, None] == classes
    return (_pairs if objective.loss.terms == "pairs" else _triplets)(objective, apart, same)


def _pairs(objective: PairsObjective, apart: Floats, same: Booleans) -> LossShape:
    one, other = np.triu_indices(len(apart), 1)
    shown = evenly(len(one), MOST_SHOWN)
    distance, like = apart[one, other][shown], same[one, other][shown]
    x = np.linspace(0.0, _reach(objective, distance), POINTS)
    kinds = [_of_pairs(objective, x, like=each) for each in (True, False)]
    placed = [_of_pairs(objective, distance, like=each) for each in (True, False)]
    value, slope = (np.where(like, placed[0][at], placed[1][at]) for at in (0, 1))
    return LossShape(
        x=x,
        curves=np.stack([value for value, _ in kinds]),
        slopes=np.stack([slope for _, slope in kinds]),
        curve_names=("like", "unlike"),
        samples=_known(distance, value, slope),
        marked=None,
        name="distance d",
    )


def _triplets(objective: PairsObjective, apart: Floats, same: Booleans) -> LossShape:
    anchor, like, unlike = _chosen(same)
    lead = apart[anchor, like] - apart[anchor, unlike]
    reach = _reach(objective, np.abs(lead))
    x = np.linspace(-reach, reach, POINTS)
    curve, slopes = _of_triplets(objective, x)
    value, slope = _of_triplets(objective, lead)
    return LossShape(
        x=x,
        curves=curve[np.newaxis],
        slopes=slopes[np.newaxis],
        curve_names=(),
        samples=_known(lead, value, slope),
        marked=None,
        name="d(a, p) − d(a, n)",
    )


def _of_pairs(objective: PairsObjective, distance: Floats, *, like: bool) -> tuple[Floats, Floats]:
    """Return what pairs at these distances ``(n,)`` cost, and the derivative."""
    kinship = Kinship(np.array([[like]]), np.array([[not like]]))
    shares, slopes = objective.loss.shares_and_slopes(distance[:, None, None], kinship, **objective.options)
    return shares[:, 0], slopes[:, 0, 0]


def _of_triplets(objective: PairsObjective, lead: Floats) -> tuple[Floats, Floats]:
    """Return what triplets cost whose like one is so much ``(n,)`` farther away than the unlike one."""
    kinship = Kinship(np.array([[True, False]]), np.array([[False, True]]))
    pair = np.stack([np.maximum(lead, 0.0), np.maximum(-lead, 0.0)], axis=-1)
    shares, slopes = objective.loss.shares_and_slopes(pair[:, None, :], kinship, **objective.options)
    return shares[:, 0], slopes[:, 0, 0]


def _chosen(same: Booleans) -> tuple[Integers, Integers, Integers]:
    """Return some triplets, evenly chosen: anchors, those like them, and those unlike them."""
    like = same & ~np.eye(len(same), dtype=bool)
    pairs = np.argwhere(like)
    pairs = pairs[evenly(len(pairs), MOST_SHOWN)]
    unlike = [np.flatnonzero(~same[anchor]) for anchor, _ in pairs]
    chosen = [others[number % len(others)] if len(others) else -1 for number, others in enumerate(unlike)]
    known = np.array(chosen, dtype=np.intp) >= 0
    return pairs[known, 0], pairs[known, 1], np.array(chosen, dtype=np.intp)[known]


def _reach(objective: PairsObjective, sizes: Floats) -> float:
    """Return how far is shown: most of what there is, and the margin."""
    known = sizes[np.isfinite(sizes)]
    usual = float(np.quantile(known, FAR_QUANTILE)) if len(known) else 0.0
    return max(usual, BEYOND * float(objective.options["margin"])) or 1.0


def _known(places: Floats, losses: Floats, slopes: Floats) -> Floats:
    samples = np.column_stack([places, losses, slopes])
    return samples[np.isfinite(samples).all(axis=1)]
