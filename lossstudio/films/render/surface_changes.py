"""How one surface gives way to another in a film, where another loss is minimised from some step on."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

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


def seen_share(before: Landscape, after: Landscape, share: float) -> float:
    """Return how much (0..1) of the later landscape makes so much of what is seen, where each has the box's height.

    Of one that is a hundred times as high a hundredth would look like all of it.
    """
    low, high = (_height(landscape) for landscape in (before, after))
    weight = share * low + (1.0 - share) * high
    return share * low / weight if 0.0 < weight < np.inf else share


def _height(landscape: Landscape) -> float:
    """Return how high half of a landscape is above its floor."""
    finite = landscape.loss[np.isfinite(landscape.loss)]
    return float(np.median(finite) - finite.min()) if len(finite) else 0.0


def mixed_surface(before: Surface, after: Surface, share: float) -> Surface:
    """Return the surface between two of the same parameters: the same share of the way at every place."""
    (one, old), (other, new) = before, after
    with np.errstate(invalid="ignore"):
        loss = old.loss + share * (new.loss - old.loss)
    return MixedObjective(one, other, share), replace(new, loss=loss)


class MixedObjective(PlainObjective):
    """What lies a share of the way from one objective to another of the same parameters.

    Of two games the joint fields are mixed as gradients are; who the players are is the later one's.

    Attributes
    ----------
    size, rows, groups, parameter_names
        As `Objective` has them.
    """

    def __init__(self, before: Objective, after: Objective, share: float) -> None:
        self._before, self._after, self._share = before, after, share
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
        one, other = self._before.values(theta, batch), self._after.values(theta, batch)
        mixed: Floats = one + self._share * (other - one)
        return mixed

    def values_and_gradients(self, theta: Floats, batch: Rows = None) -> tuple[Floats, Floats]:
        """As `Objective.values_and_gradients`."""
        one, slope = self._before.values_and_gradients(theta, batch)
        other, steeper = self._after.values_and_gradients(theta, batch)
        return one + self._share * (other - one), slope + self._share * (steeper - slope)

    def hessian_products(self, theta: Floats, vectors: Floats, batch: Rows = None) -> Floats:
        """As `Objective.hessian_products`."""
        one = self._before.hessian_products(theta, vectors, batch)
        mixed: Floats = one + self._share * (self._after.hessian_products(theta, vectors, batch) - one)
        return mixed

    def describe(self) -> str:
        """As `Objective.describe`."""
        return self._after.describe()
