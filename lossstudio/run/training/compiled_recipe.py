"""A Course is what a recipe means: the objective, the starts, and what is in force for each runner at each update."""

from bisect import bisect_right
from functools import lru_cache

import numpy as np

from lossstudio.core.array import frozen
from lossstudio.core.objective.objective import Objective
from lossstudio.run.kinds.by_task import problem_of
from lossstudio.run.kinds.drawing import Drawing
from lossstudio.run.kinds.problem import Part, Problem
from lossstudio.run.recipe.agreement import check_agreement
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.training.batches import Batches
from lossstudio.run.training.settings import Settings, changed, first_settings


class Course:
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
    def of(cls, recipe: Recipe) -> "Course":
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
        return Batches(self.problem.rows, size, shuffle=training.shuffle, seed=training.seed)


def shared_steps(one: Course, other: Course) -> int:
    """Return how many first updates two courses have in common; theta[0 .. that] are the same bytes.

    Courses that begin at different places, or with other data, share nothing: -1.
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
