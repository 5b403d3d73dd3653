"""Training the runs of a sweep together, keeping no path: of each step only what is measured."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats
from lossstudio.core.pieces import PIECE_S, Pieces, Told, unheard
from lossstudio.run.sweep.measures import LossesSeen, RunMeasure
from lossstudio.run.sweep.minima import minimum_reached
from lossstudio.run.sweep.sweep import Cell, Sweep
from lossstudio.run.training.block import Block
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.trainer import Trainer

Flags = NDArray[np.bool_]
LONGEST_WAIT = 256
"""A run of which it isn't clear yet whether it diverges goes on for up to so many times as many steps."""
EXPLODED = 1e4
"""How many times the starting loss is an explosion, where less may be a swing on the way to rest."""
ROUNDING = 1e-9
FALLEN = 0.9
"""It is clear once its highest loss of the last third is, above its lowest, below this share of that of the second."""


def trained_block(sweep: Sweep, block: int, told: Told = unheard) -> Pieces[dict[str, Floats]]:
    """Train the runs of a block; return each measure ``(n,)`` of its cells by its name."""
    return (yield from trained_cells(sweep, sweep.cells(block), told))


def trained_cells(sweep: Sweep, cells: Sequence[Cell], told: Told = unheard) -> Pieces[dict[str, Floats]]:
    """Train some runs; return each measure ``(n,)`` of them by its name."""
    found, done = {measure.name: np.full(len(cells), np.nan) for measure in sweep.measures}, 0
    for places, compiled in sweep.compiled(cells):
        yield
        part = yield from measured(compiled, sweep.measures, _part_of(told, done, len(places), len(cells)))
        done += len(places)
        for name, values in part.items():
            found[name][places] = values
    return found


def _part_of(told: Told, before: int, count: int, total: int) -> Told:
    """Return who hears which share of so many runs is done, where all runs together are told of."""
    return lambda share: told((before + share * count) / total)


def measured(
    compiled: CompiledRecipe, measures: tuple[RunMeasure, ...], told: Told = unheard
) -> Pieces[Mapping[str, Floats]]:
    """Train all runners of a recipe through its plan; return each measure ``(R,)`` by its name."""
    goes_on = any(measure.kind == "diverged_at" for measure in measures) and _tells_by_going_on(compiled)
    of_plan = _of_round(told, 0) if goes_on else told
    seen, theta, stopped = yield from _seen(compiled, compiled.steps, measures, of_plan)
    if goes_on:
        yield from _go_on(compiled, seen, stopped, told)
    return {measure.name: _found(measure, compiled, seen, theta, stopped) for measure in measures}


def _of_round(told: Told, number: int) -> Told:
    """Return who hears of one of nobody knows how many rounds, each of which takes half of what is left."""
    return lambda share: told(1.0 - 0.5 ** (number + share))


def _found(measure: RunMeasure, compiled: CompiledRecipe, seen: LossesSeen, theta: Floats, stopped: Floats) -> Floats:
    if measure.kind == "minimum":
        return minimum_reached(theta, compiled.objective().minima, stopped)
    return seen.found(measure, stopped)


def _seen(
    compiled: CompiledRecipe, steps: int, measures: tuple[RunMeasure, ...] = (), told: Told = unheard
) -> Pieces[tuple[LossesSeen, Floats, Floats]]:
    """Train for so many steps; return what was seen of the losses, where runs are ``(R, P)``, and stopped ``(R,)``."""
    runs = len(compiled.names)
    seen, trainer = LossesSeen(runs, steps, measures), Trainer(compiled, keeps_path=False)
    looks = _Looks(compiled)
    while trainer.step < steps and not all(trainer.stopped):
        first, before = trainer.step, trainer.theta
        looks.see(seen, trainer.advance(steps - trainer.step, perf_counter() + PIECE_S), first, before)
        told(trainer.step / steps)
        yield
    seen.see(trainer.step, looks.losses(trainer.step, trainer.theta))
    stopped = np.array([np.nan if stop is None else stop[0] for stop in trainer.stopped])
    return seen, trainer.theta, stopped


class _Looks:
    """How the losses of all runs are found on their way: an update on all rows has left its own."""

    def __init__(self, compiled: CompiledRecipe) -> None:
        self._compiled = compiled
        size, rows = compiled.settings(0)[0].batch_size, compiled.problem.rows
        self._every = 1 if size is None or size >= rows else -(-rows // size)
        self._on_all_rows = self._every == 1 and not any(
            "batch_size" in dict(c.said) for c in compiled.recipe.training.changes
        )

    def see(self, seen: LossesSeen, block: Block, first: int, before: Floats) -> None:
        """Take the losses before the updates of a block; `before` is where the runs stood before it ``(R, P)``."""
        for row in range(block.steps):
            step = first + row
            if self._on_all_rows:
                seen.see(step, block.batch_loss[row])
            elif step % self._every == 0 or step in seen.at_step:
                seen.see(step, self.losses(step, block.theta[row - 1] if row else before))

    def losses(self, step: int, theta: Floats) -> Floats:
        """Return each run's loss ``(R,)`` on all rows."""
        compiled, found = self._compiled, np.empty(len(theta))
        groups: dict[int, list[int]] = {}
        objectives = [compiled.objective(runner, step) for runner in range(len(theta))]
        for runner, objective in enumerate(objectives):
            groups.setdefault(id(objective), []).append(runner)
        for members in groups.values():
            found[members] = objectives[members[0]].values(theta[members])
        return found


def _tells_by_going_on(compiled: CompiledRecipe) -> bool:
    """Say whether what a run comes to is the same however long it goes on: a bowl, all rows, a constant rate."""
    settings, rows = compiled.settings(0)[0], compiled.problem.rows
    whole = settings.batch_size is None or settings.batch_size >= rows
    steady = settings.schedule.kind == "constant" and not compiled.changes_at
    return whole and steady and settings.optimizer_entry.stability is not None and compiled.objective().is_bowl


def _go_on(compiled: CompiledRecipe, seen: LossesSeen, stopped: Floats, told: Told) -> Pieces[None]:
    """Let runs that neither settle nor explode within their plan go on until it is clear which they do."""
    seen.rose_at[_settles(seen)] = np.nan
    open_ = np.flatnonzero(np.isnan(stopped) & ~_settles(seen) & ~_explodes(seen))
    steps, number = compiled.steps, 0
    while len(open_) and steps < LONGEST_WAIT * compiled.steps:
        steps, number = min(2 * steps, LONGEST_WAIT * compiled.steps), number + 1
        some = replace(compiled.recipe, runners=tuple(compiled.recipe.runners[run] for run in open_))
        further, _, stops = yield from _seen(
            CompiledRecipe(some, compiled.problem), steps, told=_of_round(told, number)
        )
        settled, clear = _settles(further), _explodes(further) | ~np.isnan(stops)
        late = np.where(clear | (further.later > further.earlier), steps, np.nan)
        late = np.fmin(late, np.where(np.isnan(stops), further.rose_at, stops))
        seen.rose_at[open_] = np.where(settled & ~clear, np.nan, late)
        open_ = open_[~settled & ~clear]


def _settles(seen: LossesSeen) -> Flags:
    """Say which runs come to rest: what is above their lowest loss becomes less, or is rounding."""
    above = seen.earlier - seen.best
    rests = above <= ROUNDING * np.abs(seen.first - seen.best)
    settles: Flags = rests | (seen.later - seen.best <= FALLEN * above)
    return settles


def _explodes(seen: LossesSeen) -> Flags:
    """Say which runs are far above where they began: what swings on its way to rest is never that high."""
    with np.errstate(invalid="ignore"):
        explodes: Flags = seen.last > seen.first + EXPLODED * np.abs(seen.first)
    return explodes
