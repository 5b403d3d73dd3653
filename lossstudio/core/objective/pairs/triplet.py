"""The triplet loss: a like point is to be nearer than an unlike one, by a margin.

F. Schroff, D. Kalenichenko and J. Philbin, "FaceNet: A unified embedding for face recognition and clustering", 2015,
with distances that are not squared. All triplets are summed, by sorting each anchor's distances: the unlike points that
count for a like one are those that come before it once the margin is added to its distance.
"""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.objective.pairs.pair_loss import MARGIN, Kinship, PairLoss


@dataclass(frozen=True, slots=True, eq=False)
class _InOrder:
    """An anchor's distances in rising order, the margin added to the like; ``(..., A, N)`` each.

    Attributes
    ----------
    order
        Which point stands at each place.
    reach
        These distances; 0 for the anchor himself.
    like
        1 for the like, 0 for others.
    unlike
        1 for the unlike, 0 for others.
    before
        How many unlike points have come so far.
    """

    order: Integers
    reach: Floats
    like: Floats
    unlike: Floats
    before: Floats

    @classmethod
    def of(cls, distance: Floats, kinship: Kinship, margin: float) -> "_InOrder":
        whole = np.where(kinship.like, distance + margin, distance)
        order = np.argsort(whole, axis=-1)
        kind = np.take_along_axis(np.broadcast_to(kinship.like - 1.0 * kinship.unlike, whole.shape), order, axis=-1)
        unlike = np.maximum(0.0, -kind)
        reach = np.take_along_axis(whole, order, axis=-1)
        return cls(order, reach, np.maximum(0.0, kind), unlike, np.cumsum(unlike, axis=-1))

    def shares(self) -> Floats:
        """Return each anchor's sum of max(0, its like point's reach - the unlike point's), ``(..., A)``."""
        passed = np.cumsum(self.unlike * self.reach, axis=-1)
        shares: Floats = np.einsum("...an,...an->...a", self.like, self.reach * self.before - passed)
        return shares

    def slopes(self) -> Floats:
        """Return for the like how many unlike come before them, for the unlike minus how many like come after them."""
        so_far = np.cumsum(self.like, axis=-1)
        slopes = np.empty(self.reach.shape)
        in_order = self.like * self.before - self.unlike * (so_far[..., -1:] - so_far)
        np.put_along_axis(slopes, self.order, in_order, axis=-1)
        return slopes


def _shares(distance: Floats, kinship: Kinship, *, margin: float) -> Floats:
    return _InOrder.of(distance, kinship, margin).shares()


def _shares_and_slopes(distance: Floats, kinship: Kinship, *, margin: float) -> tuple[Floats, Floats]:
    found = _InOrder.of(distance, kinship, margin)
    return found.shares(), found.slopes()


def _bends(distance: Floats, kinship: Kinship, *, margin: float) -> Floats:  # noqa: ARG001
    """Return 0: it is made of straight pieces."""
    return np.zeros(distance.shape)


def _count(kinship: Kinship) -> Integers:
    counts: Integers = kinship.like.sum(axis=-1) * kinship.unlike.sum(axis=-1)
    return counts


TRIPLET = PairLoss(
    key="triplet",
    label="Triplet",
    summary="wants each point nearer to its like than to the unlike, by a margin",
    options=(MARGIN,),
    shares=_shares,
    shares_and_slopes=_shares_and_slopes,
    bends=_bends,
    count=_count,
    terms="triplets",
    most_distances=10_000,
    formula="max(0, d(a, p) − d(a, n) + m)",
    best_for="embeddings in which only the order of distances matters",
    trait="classes may stay wide: a triplet in the right order by the margin pulls no more",
)
