"""The contract of a loss on distances: the like are to be near each other, the unlike apart."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats, Integers
from lossstudio.core.catalogue import Entry
from lossstudio.core.option import Number

MARGIN = Number(
    name="margin",
    default=1.0,
    minimum=0.0,
    slider=(0.0, 5.0),
    help="How far apart the unlike are to be; what is farther is left alone.",
)


@dataclass(frozen=True, slots=True, eq=False)
class Kinship:
    """Whom of N points each of A anchors is like, and whom unlike; nobody is either to himself.

    Attributes
    ----------
    like, unlike
        ``(A, N)``.
    """

    like: NDArray[np.bool_]
    unlike: NDArray[np.bool_]

    @classmethod
    def of(cls, classes: Integers, anchors: Integers) -> "Kinship":
        """Return it for points of these classes ``(N,)``, of which `anchors` ``(A,)`` are the anchors."""
        same = classes[anchors, None] == classes
        like = same.copy()
        like[np.arange(len(anchors)), anchors] = False
        return cls(like, ~same)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLoss(Entry):
    """One loss.

    Attributes
    ----------
    shares
        ``shares(distance, kinship, **options)``: from the distances ``(..., A, N)`` what each anchor adds to the sum,
        ``(..., A)``.
    shares_and_slopes
        The same, and the sum's derivative by each distance, ``(..., A, N)``; 0 for those that don't count.
    bends
        ``bends(distance, kinship, **options)``: the sum's second derivative by each distance, ``(..., A, N)``; a kink
        has none.
    count
        ``count(kinship)``: how many terms each anchor has ``(A,)``; their sum divides.
    terms
        What is summed, in one word: "pairs" or "triplets".
    most_distances
        How many distances of anchors to points an evaluation may look at.
    formula
        How it is written, for people.
    best_for, trait
        When to choose it, and what marks it, each in a few words.
    """

    shares: Callable[..., Floats]
    shares_and_slopes: Callable[..., tuple[Floats, Floats]]
    bends: Callable[..., Floats]
    count: Callable[[Kinship], Integers]
    terms: str
    most_distances: int
    formula: str
    best_for: str
    trait: str
