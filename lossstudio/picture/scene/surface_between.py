"""What lies between two surfaces of the same parameters while one gives way to the other, in films and the window."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TypeAlias, TypeVar

import numpy as np

from lossstudio.core.array import Floats, Rows
from lossstudio.core.group import Group
from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.core.objective.objective import Objective, PlainObjective
from lossstudio.picture.runners_drawn import MOST_DRAWN

Surface: TypeAlias = tuple[Objective, Landscape]
Reach: TypeAlias = tuple[float, float]
"""The losses at the bottom and at the top of what is seen."""
T = TypeVar("T", float, Floats)
F = TypeVar("F")
_Known: TypeAlias = dict[tuple[tuple[int, ...], bytes], tuple[F, F]]
"""What is found before and after, by the shape and the digest of the parameters that it is of."""
MOST_KNOWN, MOST_SLOPES = 3 * MOST_DRAWN, 4
"""Of so many sets of parameters the losses are kept, of each path on show its start and the rest, and of so many their
gradients too."""


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of what was before and of what comes after makes what is between; in all 1.

    Both are kept: beside a loss that is 10^70 times as high the other's share is nothing that 1 minus it would tell.
    """

    before: float
    after: float

    def of(self, old: T, new: T) -> T:
        """Return what lies between two numbers, or arrays."""
        with np.errstate(invalid="ignore", over="ignore"):  # where one of them is no number
            mixed: T = self.before * old + self.after * new
        return mixed


def seen_shares(before: Reach, after: Reach, share: float) -> Shares:
    """Return how much of two surfaces makes so much (0..1) of the later one seen, where each fills its box.

    Of one that is a hundred times as high a hundredth would look like all of it.
    """
    low, high = (top - floor for floor, top in (before, after))
    weight = share * low + (1.0 - share) * high
    if not 0.0 < weight < np.inf:
        return Shares(1.0 - share, share)
    return Shares((1.0 - share) * high / weight, share * low / weight)


class GivingWay:
    """One surface giving way to another: the same share of the way at every place.

    Losses of what is looked at again and again, as paths are, are found once.

    Attributes
    ----------
    before, after
        The objectives.
    """

    def __init__(self, before: Surface, after: Surface) -> None:
        (self.before, self._old), (self.after, self._new) = before, after
        self._losses: _Known[Floats] = {}
        self._slopes: _Known[tuple[Floats, Floats]] = {}

    def at(self, shares: Shares) -> Surface:
        """Return what lies between."""
        return MixedObjective(self, shares), replace(self._new, loss=shares.of(self._old.loss, self._new.loss))

    def values(self, theta: Floats, batch: Rows) -> tuple[Floats, Floats]:
        """Return the losses of theta ``(..., P)`` before and after, ``(...)`` each."""
        return self._once(self._losses, MOST_KNOWN, theta, batch, lambda each: each.values(theta, batch))

    def values_and_gradients(self, theta: Floats, batch: Rows) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
        """Return losses and gradients of theta ``(..., P)`` before and after, ``(...)`` and ``(..., P)`` each."""
        return self._once(self._slopes, MOST_SLOPES, theta, batch, lambda each: each.values_and_gradients(theta, batch))

    def _once(
        self, known: "_Known[F]", most: int, theta: Floats, batch: Rows, find: Callable[[Objective], F]
    ) -> tuple[F, F]:
        """Return what is found of both, where it is of all rows as long as `most` others haven't been asked for."""
        if batch is not None:
            return find(self.before), find(self.after)
        key = theta.shape, blake2b(np.ascontiguousarray(theta).ravel().data, digest_size=16).digest()
        if key not in known:
            if len(known) >= most:
                del known[next(iter(known))]
            known[key] = find(self.before), find(self.after)
        return known[key]


class MixedObjective(PlainObjective):
    """What lies a share of the way from one objective to another of the same parameters.

    Of two games the joint fields are mixed as gradients are; who the players are is the later one's.

    Attributes
    ----------
    size, rows, groups, parameter_names
        As `Objective` has them.
    """

    def __init__(self, giving: GivingWay, shares: Shares) -> None:
        self._giving, self._shares = giving, shares
        self._before, after = giving.before, giving.after
        self._after = after
        self.size, self.rows, self.groups = after.size, after.rows, after.groups
        self.parameter_names = after.parameter_names

    size: int
    rows: int
    groups: tuple[Group, ...]
    parameter_names: tuple[str, ...]

    @property
    def game(self) -> GameObjective | None:
        """The later one's."""
        return self._after.game

    def values(self, theta: Floats, batch: Rows = None) -> Floats:
        """As `Objective.values`."""
        return self._shares.of(*self._giving.values(theta, batch))

    def values_and_gradients(self, theta: Floats, batch: Rows = None) -> tuple[Floats, Floats]:
        """As `Objective.values_and_gradients`."""
        (one, slope), (other, steeper) = self._giving.values_and_gradients(theta, batch)
        return self._shares.of(one, other), self._shares.of(slope, steeper)

    def hessian_products(self, theta: Floats, vectors: Floats, batch: Rows = None) -> Floats:
        """As `Objective.hessian_products`."""
        one = self._before.hessian_products(theta, vectors, batch)
        return self._shares.of(one, self._after.hessian_products(theta, vectors, batch))

    def describe(self) -> str:
        """As `Objective.describe`."""
        return self._after.describe()
