"""What lies between two surfaces of the same parameters while one gives way to the other, in films and the window."""

from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TypeAlias, TypeVar

import numpy as np

from lossstudio.core.array import Floats, Rows
from lossstudio.core.group import Group
from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.core.objective.objective import Objective, PlainObjective

Surface: TypeAlias = tuple[Objective, Landscape]
Reach: TypeAlias = tuple[float, float]
"""The losses at the bottom and at the top of what is seen."""
T = TypeVar("T", float, Floats)
MOST_KNOWN = 32
"""Of so many sets of parameters the losses are kept: those of all paths on show."""


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
        self._known: dict[tuple[tuple[int, ...], bytes], tuple[Floats, Floats]] = {}

    def at(self, shares: Shares) -> Surface:
        """Return what lies between."""
        return MixedObjective(self, shares), replace(self._new, loss=shares.of(self._old.loss, self._new.loss))

    def values(self, theta: Floats, batch: Rows) -> tuple[Floats, Floats]:
        """Return the losses of theta ``(..., P)`` before and after, ``(...)`` each."""
        if batch is not None:
            return self.before.values(theta, batch), self.after.values(theta, batch)
        key = theta.shape, blake2b(np.ascontiguousarray(theta).ravel().data, digest_size=16).digest()
        if key not in self._known:
            if len(self._known) >= MOST_KNOWN:
                del self._known[next(iter(self._known))]
            self._known[key] = self.before.values(theta), self.after.values(theta)
        return self._known[key]


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
        one, slope = self._before.values_and_gradients(theta, batch)
        other, steeper = self._after.values_and_gradients(theta, batch)
        return self._shares.of(one, other), self._shares.of(slope, steeper)

    def hessian_products(self, theta: Floats, vectors: Floats, batch: Rows = None) -> Floats:
        """As `Objective.hessian_products`."""
        one = self._before.hessian_products(theta, vectors, batch)
        return self._shares.of(one, self._after.hessian_products(theta, vectors, batch))

    def describe(self) -> str:
        """As `Objective.describe`."""
        return self._after.describe()
