"""Which Problem each kind of task means."""

from collections.abc import Callable
from typing import Any

import numpy as np

from lossstudio.run.errors import SceneError
from lossstudio.run.on_divergence import DivergenceProblem
from lossstudio.run.on_game import GameProblem
from lossstudio.run.on_pairs import PairsProblem
from lossstudio.run.on_terrain import TerrainProblem
from lossstudio.run.problem import Problem
from lossstudio.run.recipe import DivergenceTask, GameTask, OnTerrain, PairsTask, Supervised, Task
from lossstudio.run.supervised import SupervisedProblem

_PROBLEMS: dict[type, Callable[[Any], Problem]] = {
    Supervised: SupervisedProblem,
    OnTerrain: TerrainProblem,
    DivergenceTask: DivergenceProblem,
    PairsTask: PairsProblem,
    GameTask: GameProblem,
}


def problem_of(task: Task) -> Problem:
    """Build a task.

    Raises
    ------
    SceneError
        If it can't be built; the path says where.
    """
    with np.errstate(all="ignore"):
        problem = _PROBLEMS[type(task)](task)
        _check_data(problem)
    return problem


def _check_data(problem: Problem) -> None:
    data = problem.prepared
    arrays = () if data is None else (data.train_inputs, data.train_targets, data.test_inputs, data.test_targets)
    if not all(np.isfinite(array).all() for array in arrays):
        raise SceneError("objective.data", "its numbers are too large to be computed with")
