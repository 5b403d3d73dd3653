"""The contrastive loss: pairs of the like are drawn together, pairs of the unlike pushed apart up to a margin.

R. Hadsell, S. Chopra and Y. LeCun, "Dimensionality reduction by learning an invariant mapping", 2006, without their
halves.
"""

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.objective.pairs.pair_loss import MARGIN, Kinship, PairLoss


def _shares(distance: Floats, kinship: Kinship, *, margin: float) -> Floats:
    """Return sums over ordered pairs: each pair counts from both its ends."""
    lacking = np.where(kinship.unlike, np.maximum(0.0, margin - distance), 0.0)
    terms = np.where(kinship.like, distance, lacking)
    shares: Floats = np.einsum("...an,...an->...a", terms, terms)
    return shares


def _shares_and_slopes(distance: Floats, kinship: Kinship, *, margin: float) -> tuple[Floats, Floats]:
    lacking = np.where(kinship.unlike, np.maximum(0.0, margin - distance), 0.0)
    slopes = np.where(kinship.like, 2.0 * distance, -2.0 * lacking)
    return _shares(distance, kinship, margin=margin), slopes


def _bends(distance: Floats, kinship: Kinship, *, margin: float) -> Floats:
    pushed = kinship.unlike & (distance < margin)
    return np.where(kinship.like | pushed, 2.0, 0.0)


def _count(kinship: Kinship) -> Integers:
    counts: Integers = (kinship.like | kinship.unlike).sum(axis=-1)
    return counts


CONTRASTIVE = PairLoss(
    key="contrastive",
    label="Contrastive",
    summary="draws pairs of the like together, pushes pairs of the unlike apart up to a margin",
    options=(MARGIN,),
    shares=_shares,
    shares_and_slopes=_shares_and_slopes,
    bends=_bends,
    count=_count,
    terms="pairs",
    most_distances=40_000,
    formula="like: d²;  unlike: max(0, m − d)²",
    best_for="embeddings in which distance means likeness",
    trait="the like are drawn to one spot; the unlike are left alone beyond the margin",
)
