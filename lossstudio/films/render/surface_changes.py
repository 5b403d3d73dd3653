"""How one surface gives way to another in a film, where another loss is minimised from some step on."""

from collections.abc import Callable, Sequence
from dataclasses import replace

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

    Parameters
    ----------
    instants
        What each frame shows.
    surface_of
        Says of a step what tells its surface from others.
    fps
        Frames a second.
    """
    made: list[Instant] = []
    frames = max(2, round(SECONDS * fps))
    came_from, begun = None, 0
    for number, instant in enumerate(instants):
        before = instants[number - 1] if number else instant
        if surface_of(before.step) != surface_of(instant.step):
            came_from, begun = before.step, number
        passed = (number - begun + 1) / (frames + 1)
        if came_from is None or passed >= 1:
            made.append(instant)
            continue
        made.append(replace(instant, came_from=came_from, arrived=smoothstep(passed)))
    return made


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
