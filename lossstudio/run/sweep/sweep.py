"""A sweep: many runs of one recipe, each with other values of some numeric settings."""

import itertools
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats
from lossstudio.core.numbers import counted
from lossstudio.run.recipe.recipe import GivenStart, Recipe, Runner
from lossstudio.run.sweep.axis import SEED, Range, SweepAxis, SweepError, with_seed
from lossstudio.run.sweep.measures import RunMeasure
from lossstudio.run.sweep.minima import end_name
from lossstudio.run.training.compiled_recipe import CompiledRecipe

BLOCK_RUNS = 2048
"""How many runs are one block: what is trained together, kept in one file, and lost when a worker is killed."""
MOST_RUNS = 10_000_000
END = "end"
"""The column of a table that says in words at which minimum a run ends."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One run of a sweep: the number of the value that it has on each axis, and its seed."""

    at: tuple[int, ...]
    seed: int


class Sweep:
    """What is asked for: it decides every run, and so every number that comes of it.

    Parameters
    ----------
    recipe
        What is trained; of its runners the first.
    over
        The axes.
    seeds
        How many seeds each is run with; None: the recipe's own one.
    measures
        What is noted of each run.
    steps
        How many updates a run has; None: as many as the recipe plans.

    Raises
    ------
    SweepError
        If it can't be made; the text says why.
    SceneError
        If the recipe can't be built.
    """

    def __init__(
        self,
        recipe: Recipe,
        over: Sequence[Range],
        *,
        seeds: int | None = None,
        measures: Sequence[str] = ("last_loss", "best_loss", "diverged_at"),
        steps: int | None = None,
    ) -> None:
        self.recipe = _of_first_runner(recipe, steps)
        self.ranges = tuple(over)
        if not over:
            raise SweepError("a sweep needs something to go over, such as learning_rate=1e-3..3:log:64")
        axes = (SweepAxis.of(wanted, self.recipe) for wanted in over)
        self.axes = tuple(replace(axis, values=tuple(sorted(axis.values))) for axis in axes)
        paths = [axis.path for axis in self.axes]
        if len(set(paths)) < len(paths):
            raise SweepError(f"{paths[0] if paths.count(paths[0]) > 1 else paths[-1]}: is swept over twice")
        self.measures = tuple({each.name: each for each in map(RunMeasure.read, measures)}.values())
        self._built: tuple[Hashable, CompiledRecipe] | None = None
        self._check_measures()
        own = recipe.training.seed
        if seeds is not None and SEED in paths:
            raise SweepError(f"{SEED}: is swept over already; it can't have {counted(seeds, 'value')} besides")
        if seeds is not None and seeds < 1:
            raise SweepError(f"a sweep has at least 1 seed, not {seeds}")
        self.seeds = (own,) if seeds is None else tuple(range(seeds))
        if not self.seeds or len(self) > MOST_RUNS:
            raise SweepError(f"a sweep has 1 to {MOST_RUNS:,} runs, not {len(self):,}")

    def __len__(self) -> int:
        """How many runs there are."""
        return int(np.prod(self.shape))

    @property
    def shape(self) -> tuple[int, ...]:
        """How many values there are on each axis, and at last how many seeds."""
        return (*(len(axis.values) for axis in self.axes), len(self.seeds))

    @property
    def blocks(self) -> int:
        """How many blocks of runs there are."""
        return -(-len(self) // BLOCK_RUNS)

    @cached_property
    def built(self) -> CompiledRecipe:
        """The recipe itself, built."""
        return CompiledRecipe.of(self.recipe)

    def cells(self, block: int) -> list[Cell]:
        """Return the runs of a block, in the order of a table whose last column changes fastest."""
        numbers = range(block * BLOCK_RUNS, min((block + 1) * BLOCK_RUNS, len(self)))
        places = np.array(np.unravel_index(list(numbers), self.shape)).T.tolist()
        return [Cell(tuple(place[:-1]), self.seeds[place[-1]]) for place in places]

    def values(self, cell: Cell) -> tuple[float, ...]:
        """Return the values that a run has on the axes."""
        return tuple(axis.values[at] for axis, at in zip(self.axes, cell.at, strict=True))

    def compiled(self, cells: Sequence[Cell]) -> Iterator[tuple[list[int], CompiledRecipe]]:
        """Yield the runs of some cells in groups that can be trained together: their places, and the recipe built."""
        slow = [number for number, axis in enumerate(self.axes) if axis.on_recipe is not None]

        def key(place: int) -> tuple[Any, ...]:
            return (*(cells[place].at[number] for number in slow), cells[place].seed)

        for _, group in itertools.groupby(sorted(range(len(cells)), key=key), key=key):
            places = list(group)
            yield places, self._compiled([cells[place] for place in places])

    def _compiled(self, cells: Sequence[Cell]) -> CompiledRecipe:
        alone = self._alone(cells[0])
        start = GivenStart(theta=tuple(float(number) for number in alone.starts[0]))
        runner = replace(alone.recipe.runners[0], start=start)
        runners = tuple(self._runner(runner, cell, number) for number, cell in enumerate(cells))
        return CompiledRecipe(replace(alone.recipe, runners=runners), alone.problem)

    def _alone(self, cell: Cell) -> CompiledRecipe:
        """Return the recipe of a run, but for what is set on its runner, built; the last one is kept."""
        slow = ((axis, at) for axis, at in zip(self.axes, cell.at, strict=True) if axis.on_recipe is not None)
        values = [(axis.on_recipe, axis.values[at]) for axis, at in slow]
        key = (cell.seed, *(value for _, value in values))
        if self._built is None or self._built[0] != key:
            recipe = self._seeded(cell.seed)
            for put, value in values:
                assert put is not None
                recipe = put(recipe, value)
            self._built = key, CompiledRecipe.of(recipe)
        return self._built[1]

    def _check_measures(self) -> None:
        """Refuse to ask for minima where nobody knows them, and for what is after the end of a run."""
        steps = self.recipe.training.steps
        for late in (each for each in self.measures if each.kind == "loss_at" and each.number > steps):
            raise SweepError(f"{late.name}: a run has {counted(steps, 'step')}")
        if any(measure.kind == "minimum" for measure in self.measures) and not self.built.objective().minima:
            raise SweepError("minimum: it isn't known where the minima are; of most terrains it is")

    def _runner(self, runner: Runner, cell: Cell, number: int) -> Runner:
        for axis, at in zip(self.axes, cell.at, strict=True):
            if axis.on_runner is not None:
                runner = axis.on_runner(runner, axis.values[at])
        return replace(runner, name=str(number))

    def _seeded(self, seed: int) -> Recipe:
        own = self.seeds == (self.recipe.training.seed,)
        return self.recipe if own else with_seed(self.recipe, seed)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of a table's columns: the axes, the seed, the measures, and after "minimum" that end in words."""
        measures = (name for each in self.measures for name in (each.name, *([END] * (each.kind == "minimum"))))
        return (*(axis.path for axis in self.axes), "seed", *measures)


@dataclass(frozen=True, slots=True, eq=False)
class Swept:
    """What came of a sweep.

    Attributes
    ----------
    sweep
        What was asked for.
    found
        For each measure, by its name, an array over the axes and the seeds; NaN where a run has no such number.
    finished
        Over the axes and the seeds: which runs are finished; None: all.
    """

    sweep: Sweep
    found: Mapping[str, Floats]
    finished: NDArray[np.bool_] | None = None

    @property
    def axes(self) -> dict[str, Floats]:
        """The values on each axis ``(n,)``, by its path."""
        return {axis.path: np.array(axis.values) for axis in self.sweep.axes}

    def __getitem__(self, name: str) -> Floats:
        return self.found[name]

    def rows(self) -> Iterator[list[float | int | str | None]]:
        """Yield a row for each run, as `Sweep.columns` names it; None where a run is unfinished or has no number."""
        columns = [self.found[measure.name].ravel() for measure in self.sweep.measures]
        unfinished = frozenset[int]() if self.finished is None else frozenset(np.flatnonzero(~self.finished).tolist())
        number = 0
        for block in range(self.sweep.blocks):
            for cell in self.sweep.cells(block):
                found = [
                    cell
                    for column, measure in zip(columns, self.sweep.measures, strict=True)
                    for cell in self._cells(column[number], measure, known=number not in unfinished)
                ]
                yield [*self.sweep.values(cell), cell.seed, *found]
                number += 1

    def _cells(self, value: float, measure: RunMeasure, *, known: bool) -> tuple[float | int | str | None, ...]:
        """Return what a table says of a measure: the number, and of a minimum also what that end is called."""
        if measure.kind != "minimum":
            return (_cell(value, measure),)
        return _cell(value, measure), end_name(value, self.sweep.built.objective().minima) if known else None


def _cell(value: float, measure: RunMeasure) -> float | int | None:
    if not np.isfinite(value):
        return None
    return int(value) if measure.is_whole else float(value)


def _of_first_runner(recipe: Recipe, steps: int | None) -> Recipe:
    """Return a recipe of the first runner alone, with its changes."""
    first, training = recipe.runners[0], recipe.training
    changes = tuple(replace(change, runner=None) for change in training.changes if change.runner in (None, first.name))
    if steps is not None and steps < 1:
        raise SweepError(f"a run of a sweep has at least 1 step, not {steps}")
    training = replace(training, changes=changes, steps=training.steps if steps is None else steps)
    return replace(recipe, training=training, runners=(first,))
