"""A CompiledRecipe is what a recipe means: objective, starts, and what is in force for each runner at each update."""

from bisect import bisect_right
from functools import cached_property, lru_cache

import numpy as np

from lossstudio.core.array import Integers, Rows, frozen
from lossstudio.core.datasets.prepared import LEAST_SQUARE
from lossstudio.core.objective.objective import Objective
from lossstudio.core.random import permutation
from lossstudio.run.kinds import kind_of
from lossstudio.run.kinds.drawing import Drawing
from lossstudio.run.kinds.problem import Part, Problem
from lossstudio.run.recipe.agreement import check_agreement
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import (
    Recipe,
    Task,
)
from lossstudio.run.training.settings import Settings, changed, first_settings
from lossstudio.run.training.step_budget import check_steps
from lossstudio.run.training.stretches import Minimised, Stretch


def problem_of(task: Task) -> Problem:
    """Build a task; equal ones share what is built.

    Raises
    ------
    SceneError
        If it can't be built; the path says where.
    """
    try:
        hash(task)
    except TypeError:  # a script may say lists where a document has tuples
        return _build(task)
    return _keep_built(task)


def _build(task: Task) -> Problem:
    with np.errstate(all="ignore"):
        problem = kind_of(task).problem(task)
        _check_data(problem)
    return problem


_keep_built = lru_cache(maxsize=2)(_build)
"""What checks a scene and what runs it ask one after the other."""


def _check_data(problem: Problem) -> None:
    data = problem.prepared
    arrays = () if data is None else (data.train_inputs, data.train_targets, data.test_inputs, data.test_targets)
    if not all(np.isfinite(array).all() for array in arrays):
        raise SceneError("objective.data", "its numbers are too large to be computed with")
    if any(0.0 < np.abs(array).max(initial=0.0) < LEAST_SQUARE**0.5 for array in arrays[:2]):
        raise SceneError("objective.data", "its numbers are too small to be computed with; use another unit")


class Batches:
    """The batches of a run.

    Each epoch's order is a permutation keyed by (seed, epoch), or the rows as they are when `shuffle` is false; the
    last short batch of an epoch is a batch of its own.

    Parameters
    ----------
    rows
        How many training samples there are; 0 when the objective has none.
    size
        Samples a batch; None, or as many as there are, is the full batch.
    """

    def __init__(self, rows: int, size: int | None, *, shuffle: bool, seed: int) -> None:
        self._rows = rows
        self._size = rows if size is None else min(size, rows)
        self._whole = self._size >= rows
        self._per_epoch = 1 if self._whole else -(-rows // self._size)
        self._order = lru_cache(maxsize=2)(lambda epoch: self._order_of(epoch, shuffle=shuffle, seed=seed))

    def rows(self, step: int) -> Rows:
        """Return the row numbers ``(B,)`` that update `step` sees; None is all of them."""
        if self._whole:
            return None
        epoch, position = divmod(step, self._per_epoch)
        start = position * self._size
        return self._order(epoch)[start : start + self._size]

    def ends_epoch(self, step: int) -> bool:
        """Say whether update `step` is the last of its epoch."""
        return (step + 1) % self._per_epoch == 0

    def _order_of(self, epoch: int, *, shuffle: bool, seed: int) -> Integers:
        if shuffle:
            return permutation(seed, "batches", self._rows, step=epoch)
        return np.arange(self._rows)


@lru_cache(maxsize=4)  # recipes that differ in something else share them: the order of a million rows takes a moment
def batches_of(rows: int, size: int | None, *, shuffle: bool, seed: int) -> Batches:
    """Return the batches of a training set."""
    return Batches(rows, size, shuffle=shuffle, seed=seed)


class CompiledRecipe:
    """A recipe, built; immutable, and safe to read from any thread.

    Attributes
    ----------
    recipe
        What it was built from.
    problem
        What is minimised: the data, the model, the objectives under each loss.
    names
        The runners' names, R of them.
    starts
        ``(R, P)``, read-only.

    Raises
    ------
    SceneError
        If the parts of the recipe don't agree; the path says where.
    """

    def __init__(self, recipe: Recipe, problem: Problem) -> None:
        self.recipe = recipe
        self.problem = problem
        self.names = tuple(runner.name for runner in recipe.runners)
        with np.errstate(all="ignore"):
            check_agreement(recipe, problem)
        self._legs = _legs(recipe, problem)
        check_steps(self._legs, problem)
        self._steps = [step for step, _ in self._legs]
        self.starts = frozen(
            np.stack(
                [
                    problem.start(runner.start, self.objective(index), f"runners[{index}].start")
                    for index, runner in enumerate(recipe.runners)
                ]
            )
        )
        self.batches = lru_cache(maxsize=8)(self._batches)

    @classmethod
    def of(cls, recipe: Recipe) -> "CompiledRecipe":
        """Build a recipe.

        Raises
        ------
        SceneError
            If it can't be built; the path says where.
        """
        return cls(recipe, problem_of(recipe.task))

    @property
    def size(self) -> int:
        """P, the number of parameters."""
        return self.problem.size

    @property
    def steps(self) -> int:
        """How many updates are planned."""
        return self.recipe.training.steps

    @property
    def changes_at(self) -> tuple[int, ...]:
        """The updates from which something is different."""
        return tuple(self._steps[1:])

    def settings(self, step: int) -> tuple[Settings, ...]:
        """Return what is in force for each runner at update `step`."""
        return self._legs[bisect_right(self._steps, step) - 1][1]

    def next_break(self, step: int) -> int:
        """Return the first update after `step` from which something is different."""
        after = bisect_right(self._steps, step)
        return self._steps[after] if after < len(self._steps) else 2**62

    @cached_property
    def stretches(self) -> tuple[tuple[Stretch, ...], ...]:
        """What each runner minimises, from which updates on: one stretch where it never changes."""
        losses = kind_of(self.recipe.task).losses
        known = lru_cache(maxsize=None)(lambda loss, penalty: Minimised.of(losses, loss, penalty))
        found: list[list[Stretch]] = [[] for _ in self.names]
        for step, settings in self._legs:
            for own, each in zip(found, settings, strict=True):
                minimised = known(each.loss, each.penalty)
                if not own or own[-1].minimised != minimised:
                    own.append(Stretch(step, minimised))
        return tuple(tuple(own) for own in found)

    def minimised(self, runner: int, step: int) -> Minimised:
        """Return the loss and the penalty that `runner` minimises at update `step`."""
        own = self.stretches[runner]
        return own[bisect_right(own, step, key=lambda stretch: stretch.since) - 1].minimised

    def objective(self, runner: int = 0, step: int = 0) -> Objective:
        """Return what `runner` minimises at update `step`, on the training rows."""
        settings = self.settings(step)[runner]
        return self.problem.objective(settings.loss, settings.penalty)

    def drawing(self, runner: int = 0, step: int = 0) -> Drawing:
        """Return what is drawn beside the surface of what `runner` minimises at update `step`."""
        settings = self.settings(step)[runner]
        return self.problem.drawing(settings.loss, settings.penalty)

    def test_objective(self, runner: int = 0, step: int = 0) -> Objective | None:
        """Return the loss in force for `runner`, without the penalty, on the test rows; None when there are none."""
        return self.problem.bare_objective(self.settings(step)[runner].loss, "test")

    def surface(self, runner: int, step: int, rows: Part) -> Objective:
        """Return what is looked at: what `runner` minimises, or its loss on the test rows where there are any."""
        tested = self.test_objective(runner, step) if rows == "test" else None
        return self.objective(runner, step) if tested is None else tested

    def _batches(self, size: int | None) -> Batches:
        training = self.recipe.training
        return batches_of(self.problem.rows, size, shuffle=training.shuffle, seed=training.seed)


def shared_steps(one: CompiledRecipe, other: CompiledRecipe) -> int:
    """Return how many first updates two compiled recipes have in common; theta[0 .. that] are the same bytes.

    Compiled recipes that begin at different places, or with other data, share nothing: -1.
    """
    first, second = one.recipe, other.recipe
    same_data = one.problem.same_parameters(other.problem) and one.names == other.names
    same_order = (first.training.seed, first.training.shuffle) == (second.training.seed, second.training.shuffle)
    if not (same_data and same_order and np.array_equal(one.starts, other.starts)):
        return -1
    for step in sorted({0, *one.changes_at, *other.changes_at}):
        if one.settings(step) != other.settings(step):
            return step
    return 2**62


def _legs(recipe: Recipe, problem: Problem) -> list[tuple[int, tuple[Settings, ...]]]:
    """Return the updates from which something is different, with what is then in force for each runner."""
    now = [
        first_settings(recipe, runner, loss=problem.loss, penalty=problem.penalty, learning_rate=problem.learning_rate)
        for runner in recipe.runners
    ]
    legs = {0: tuple(now)}
    for change in sorted(recipe.training.changes, key=lambda change: change.step):
        for index, runner in enumerate(recipe.runners):
            if change.runner in (None, runner.name):
                now[index] = changed(now[index], change, planned_steps=recipe.training.steps)
        legs[change.step] = tuple(now)
    return sorted(legs.items())
