"""How one surface gives way to another in a film, where another loss is minimised from some step on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

import numpy as np

from lossstudio.core.array import Floats, Rows
from lossstudio.core.easing import smoothstep
from lossstudio.core.group import Group
from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.core.objective.objective import Objective, PlainObjective
from lossstudio.films.encode.rates import Rate
from lossstudio.films.plan.storyboard import Instant

SECONDS = 0.6

Surface = tuple[Objective, Landscape]
Box = tuple[float, float]
"""The losses at the bottom and at the top of what is seen."""
T = TypeVar("T", float, Floats)


def with_changes(instants: Sequence[Instant], surface_of: Callable[[int], object], fps: Rate) -> list[Instant]:
    """Return the instants, each of which says which surface it still comes from and how far it is on the way.

    A way that has no time until the next change is as much faster, so that none begins where no surface was.

    Parameters
    ----------
    instants
        What each frame shows.
    surface_of
        Says of a step what tells its surface from others.
    fps
        Frames a second.
    """
    surfaces = [surface_of(instant.step) for instant in instants]
    changes = [number for number, (one, other) in enumerate(pairwise(surfaces), start=1) if one != other]
    made = list(instants)
    for begun, following in pairwise([*changes, len(made)]):
        frames = min(max(2, round(SECONDS * fps)), following - begun)
        came_from = instants[begun - 1].step
        for number in range(frames):
            share = smoothstep((number + 1) / (frames + 1))
            made[begun + number] = replace(instants[begun + number], came_from=came_from, arrived=share)
    return made


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of what was before and of what comes after makes what is between; in all 1.

    Both are kept: beside a loss that is 10^70 times as high the other's share is nothing that 1 minus it would tell.
    """

    before: float
    after: float

    def of(self, old: T, new: T) -> T:
        """Return what lies between two numbers, or arrays."""
        mixed: T = self.before * old + self.after * new
        return mixed


def seen_shares(before: Box, after: Box, share: float) -> Shares:
    """Return how much of two surfaces makes so much (0..1) of the later one seen, where each fills its box.

    Of one that is a hundred times as high a hundredth would look like all of it.
    """
    low, high = (top - floor for floor, top in (before, after))
    weight = share * low + (1.0 - share) * high
    if not 0.0 < weight < np.inf:
        return Shares(1.0 - share, share)
    return Shares((1.0 - share) * high / weight, share * low / weight)


def mixed_surface(before: Surface, after: Surface, shares: Shares) -> Surface:
    """Return the surface between two of the same parameters: the same share of the way at every place."""
    (one, old), (other, new) = before, after
    with np.errstate(invalid="ignore", over="ignore"):
        loss = shares.of(old.loss, new.loss)
    return MixedObjective(one, other, shares), replace(new, loss=loss)


class MixedObjective(PlainObjective):
    """What lies a share of the way from one objective to another of the same parameters.

    Of two games the joint fields are mixed as gradients are; who the players are is the later one's.

    Attributes
    ----------
    size, rows, groups, parameter_names
        As `Objective` has them.
    """

    def __init__(self, before: Objective, after: Objective, shares: Shares) -> None:
        self._before, self._after, self._shares = before, after, shares
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
        return self._shares.of(self._before.values(theta, batch), self._after.values(theta, batch))

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
