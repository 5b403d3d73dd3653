"""From a task to its problem, as its kind builds it."""

import numpy as np

from lossstudio.run.kinds import kind_of
from lossstudio.run.kinds.problem import Problem
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Task


def problem_of(task: Task) -> Problem:
    """Build a task.

    Raises
    ------
    SceneError
        If it can't be built; the path says where.
    """
    with np.errstate(all="ignore"):
        problem = kind_of(task).problem(task)
        _check_data(problem)
    return problem


def _check_data(problem: Problem) -> None:
    data = problem.prepared
    arrays = () if data is None else (data.train_inputs, data.train_targets, data.test_inputs, data.test_targets)
    if not all(np.isfinite(array).all() for array in arrays):
        raise SceneError("objective.data", "its numbers are too large to be computed with")
