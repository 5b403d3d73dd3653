"""Which points, and which of them as anchors, an evaluation of pairs or triplets looks at."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Integers, Rows
from lossstudio.core.objective.pairs.pair_loss import Kinship, PairLoss
from lossstudio.core.random import permutation

MOST_POINTS = 200
"""Of more points than this an evaluation sees a seeded choice, since distances grow with their square."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What an evaluation looks at.

    Attributes
    ----------
    rows
        Which points; None is all of them.
    anchors
        ``(A,)``: which of these are anchors.
    kinship
        Whom they are like.
    terms
        How many pairs or triplets that makes; a pair counts once from each end.
    """

    rows: Rows
    anchors: Integers
    kinship: Kinship
    terms: int


def seen(classes: Integers, batch: Rows, loss: PairLoss, seed: int) -> Seen:
    """Return what an evaluation on a batch looks at: all of it, or where that is too much a seeded choice.

    `classes` ``(N,)`` are those of all points; `batch` ``(B,)`` says which points it has (None: all).
    """
    rows = batch if len(classes) <= MOST_POINTS or batch is not None else _chosen(seed, "pairs", len(classes))
    rows = rows if rows is None else rows[:MOST_POINTS]
    some = classes if rows is None else classes[rows]
    most = max(1, loss.most_distances // max(1, len(some)))
    anchors = np.arange(len(some)) if len(some) <= most else np.sort(_chosen(seed, "anchors", len(some), most))
    kinship = Kinship.of(some, anchors)
    return Seen(rows, anchors, kinship, int(loss.count(kinship).sum()))


def _chosen(seed: int, purpose: str, count: int, most: int = MOST_POINTS) -> Integers:
    return np.sort(permutation(seed, purpose, count)[:most])
