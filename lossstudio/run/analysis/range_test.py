"""A range test of the learning rate: the same few updates at many rates, and what the loss is after them.

After L. N. Smith, "Cyclical learning rates for training neural networks", 2017, section 3.3, who sweeps the rate within
one run; here each rate gets a run of its own from the same place, all of them side by side, so that none suffers from
the rates before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from lossstudio.core.array import Floats, frozen
from lossstudio.core.catalogue import Spec
from lossstudio.run.analysis.curves import losses_at
from lossstudio.run.kinds import kind_of
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import (
    Change,
    Changeable,
    GivenStart,
    Recipe,
)
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.timeline import Timeline
from lossstudio.run.training.trainer import Trainer

LOWEST, HIGHEST = 1e-5, 10.0
RATES, UPDATES = 121, 20
LEAST_FALL = 1e-9
"""A loss has fallen when it did so by this share of itself."""
SAFE_SHARE = 0.5
"""A rate that is suggested is at most this share of the lowest that is too high."""
WORSE = 0.1
"""A rate above the fastest is too high when the loss falls by this share less than at the fastest."""
SIDE_BY_SIDE = 2**21
"""Rows times parameters that are seen at once: with many of them only some of the rates go side by side."""
FEWEST_RATES, AFFORDABLE = 25, 1e9
"""Where all updates of all rates would see more rows times parameters than this, fewer rates are enough for a curve."""
KEPT: tuple[Changeable, ...] = ("optimizer", "loss", "penalty", "batch_size")
"""What may have changed by a step, but for the rate itself and its schedule."""
PAUSE_S = 0.001
"""How long a piece of the work takes, where it can be divided."""


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
    too_high
        The lowest rate above the fastest at which the loss falls noticeably less; None where there is none.
    explodes
        The lowest rate from which on every loss ends higher than it began; None where there is none.
    """

    rates: Floats
    losses: Floats
    before: float
    fastest: float | None
    too_high: float | None
    explodes: float | None

    @property
    def suggestion(self) -> float | None:
        """A rate to take, in two digits: the fastest, at most half of one that is too high; None if it never fell."""
        if self.fastest is None:
            return None
        return float(f"{min(self.fastest, SAFE_SHARE * (self.too_high or np.inf)):.2g}")


def range_test(
    compiled: CompiledRecipe,
    runner: int = 0,
    theta: Floats | None = None,
    *,
    step: int = 0,
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
    step
        Under what is in force at this update: its optimizer, loss, penalty and batch size.
    lowest, highest, rates
        Between which rates, and how many of them.
    updates
        How many updates each makes.

    Raises
    ------
    SceneError
        If the kind of objective refuses it: the value of a game doesn't show whether the rate is good.
    ValueError
        If the rates don't rise from above 0, or there are too few of them or of the updates.
    """
    work = range_tested(compiled, runner, theta, (lowest, highest), step=step, rates=rates, updates=updates)
    return next(found for found in work if found is not None)


def range_tested(
    compiled: CompiledRecipe,
    runner: int = 0,
    theta: Floats | None = None,
    between: tuple[float, float] = (LOWEST, HIGHEST),
    *,
    step: int = 0,
    rates: int = RATES,
    updates: int = UPDATES,
    side_by_side: int = SIDE_BY_SIDE,
) -> Iterator[RangeTest | None]:
    """Yield None after each short piece of a range test from theta ``(P,)``, and the test at last; see `range_test`.

    Parameters
    ----------
    side_by_side
        Rows times parameters that are seen at once; of many, only some of the rates go side by side.
    """
    lowest, highest = between
    if reason := kind_of(compiled.recipe.task).refusal("range_test"):
        raise SceneError("objective", reason)
    if not 0.0 < lowest < highest or rates < 2 or updates < 1:
        raise ValueError("a range test needs at least 2 rates that rise from above 0, and 1 update")
    swept = np.geomspace(lowest, highest, rates)
    place = compiled.starts[runner] if theta is None else theta
    losses, before = np.full(rates, np.inf), np.inf
    together = int(np.clip(side_by_side // _cost(compiled, runner, step), 1, rates))
    for first in range(0, rates, together):
        some = slice(first, first + together)
        timeline = Timeline(CompiledRecipe.of(_side_by_side(compiled, runner, step, place, swept[some])))
        for _ in _trained(timeline, updates):
            yield None
        ends = losses_at(timeline, np.array([0, timeline.length]))
        # A NaN would compare as neither better nor worse; an explosion is worse than any loss.
        losses[some] = np.where(np.isfinite(ends[1]), ends[1], np.inf)
        before = float(ends[0, 0])
        yield None
    yield _told(swept, losses, before)


def _trained(timeline: Timeline, updates: int) -> Iterator[None]:
    """Make the updates, with a pause after each short piece of them."""
    trainer = Trainer(timeline.compiled)
    while timeline.length < updates and not timeline.all_stopped:
        timeline.append(trainer.advance(updates - timeline.length, perf_counter() + PAUSE_S))
        yield


def affordable_rates(compiled: CompiledRecipe, runner: int = 0, step: int = 0) -> int:
    """Return how many rates a test may try while a person waits for it."""
    return int(np.clip(AFFORDABLE // (UPDATES * _cost(compiled, runner, step)), FEWEST_RATES, RATES))


def _cost(compiled: CompiledRecipe, runner: int, step: int) -> int:
    """Return what an update costs: rows times parameters, and a little for each row alone."""
    size = compiled.settings(step)[runner].batch_size
    rows = compiled.problem.rows if size is None else min(size, compiled.problem.rows)
    return max(1, rows) * (compiled.size + 8)


def _told(swept: Floats, losses: Floats, before: float) -> RangeTest:
    """Return what losses at rates, and the loss before them, say."""
    best = int(np.argmin(losses))
    fell = losses[best] < before - LEAST_FALL * abs(before)
    return RangeTest(
        rates=frozen(swept),
        losses=frozen(losses),
        before=before,
        fastest=float(swept[best]) if fell else None,
        too_high=_too_high(swept, losses, before) if fell else None,
        explodes=_explodes(swept, losses, before),
    )


def _side_by_side(compiled: CompiledRecipe, runner: int, step: int, place: Floats, rates: Floats) -> Recipe:
    """Return the recipe of one runner at each rate, under what is in force at a step."""
    recipe = compiled.recipe
    like = replace(
        recipe.runners[runner],
        schedule=Spec("constant"),
        start=GivenStart(theta=tuple(float(number) for number in place)),
    )
    runners = tuple(replace(like, name=str(index), learning_rate=float(rate)) for index, rate in enumerate(rates))
    first, now = compiled.settings(0)[runner], compiled.settings(step)[runner]
    said = tuple((key, getattr(now, key)) for key in KEPT if getattr(now, key) != getattr(first, key))
    changes = (Change(step=0, said=said),) if said else ()
    return replace(recipe, runners=runners, training=replace(recipe.training, changes=changes))


def _too_high(rates: Floats, losses: Floats, before: float) -> float | None:
    best = int(np.argmin(losses))
    worse = np.flatnonzero(losses[best:] > losses[best] + WORSE * (before - losses[best]))
    return float(rates[best + worse[0]]) if len(worse) else None


def _explodes(rates: Floats, losses: Floats, before: float) -> float | None:
    higher = losses > before
    if not higher[-1]:
        return None
    below = np.flatnonzero(~higher)
    return float(rates[below[-1] + 1 if len(below) else 0])
