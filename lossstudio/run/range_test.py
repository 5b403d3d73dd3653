"""A range test of the learning rate: the same few updates at many rates, and what the loss is after them.

After L. N. Smith, "Cyclical learning rates for training neural networks", 2017, section 3.3, who sweeps the rate within
one run; here each rate gets a run of its own from the same place, all of them side by side, so that none suffers from
the rates before it.
"""

from dataclasses import dataclass, replace

import numpy as np

from lossstudio.core.array import Floats, frozen
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.core.spec import Spec
from lossstudio.run.course import Course
from lossstudio.run.curves import losses_at
from lossstudio.run.errors import SceneError
from lossstudio.run.recipe import GivenStart, Recipe
from lossstudio.run.training import train

LOWEST, HIGHEST = 1e-5, 10.0
RATES, UPDATES = 121, 20
LEAST_FALL = 1e-9
"""A loss has fallen when it did so by this share of itself."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RangeTest:
    """What a sweep found.

    Attributes
    ----------
    rates
        ``(n,)``, rising in equal ratios.
    losses
        ``(n,)``: the loss on all rows after the updates; infinite where a runner stopped.
    before
        The loss before them.
    fastest
        The rate at which the loss fell most; None where it never fell.
    explodes
        The lowest rate from which on every loss ends higher than it began; None where there is none.
    """

    rates: Floats
    losses: Floats
    before: float
    fastest: float | None
    explodes: float | None


def range_test(
    course: Course,
    runner: int = 0,
    theta: Floats | None = None,
    *,
    lowest: float = LOWEST,
    highest: float = HIGHEST,
    rates: int = RATES,
    updates: int = UPDATES,
) -> RangeTest:
    """Try many learning rates, each for a few updates of a runner's own optimizer on its own batches.

    Parameters
    ----------
    theta
        Where each begins, ``(P,)``; None is the runner's start.
    lowest, highest, rates
        Between which rates, and how many of them.
    updates
        How many updates each makes.

    Raises
    ------
    SceneError
        If it is a game: what its value does says nothing about its rate.
    ValueError
        If the rates don't rise from above 0, or there are too few of them or of the updates.
    """
    if isinstance(course.objective(runner), GameObjective):
        raise SceneError("objective", "a game has no loss that falls, so no learning rate can be told from it")
    if not 0.0 < lowest < highest or rates < 2 or updates < 1:
        raise ValueError("a range test needs at least 2 rates that rise from above 0, and 1 update")
    swept = np.geomspace(lowest, highest, rates)
    place = course.starts[runner] if theta is None else theta
    run = train(_side_by_side(course, runner, place, swept), updates)
    ends = losses_at(run.timeline, np.array([0, updates]))
    losses = np.where(np.isfinite(ends[1]), ends[1], np.inf)
    before = float(ends[0, 0])
    best = int(np.argmin(losses))
    fell = losses[best] < before - LEAST_FALL * abs(before)
    return RangeTest(
        rates=frozen(swept),
        losses=frozen(losses),
        before=before,
        fastest=float(swept[best]) if fell else None,
        explodes=_explodes(swept, losses, before),
    )


def _side_by_side(course: Course, runner: int, place: Floats, rates: Floats) -> Recipe:
    """Return the recipe of one runner at each rate, under what is in force at the beginning."""
    recipe = course.recipe
    like = replace(
        recipe.runners[runner],
        schedule=Spec("constant"),
        start=GivenStart(theta=tuple(float(number) for number in place)),
    )
    runners = tuple(replace(like, name=str(index), learning_rate=float(rate)) for index, rate in enumerate(rates))
    return replace(recipe, runners=runners, training=replace(recipe.training, changes=()))


def _explodes(rates: Floats, losses: Floats, before: float) -> float | None:
    higher = losses > before
    if not higher[-1]:
        return None
    below = np.flatnonzero(~higher)
    return float(rates[below[-1] + 1 if len(below) else 0])
