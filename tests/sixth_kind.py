"""A sixth kind of objective, to be planted: two weights on springs, whose energy is least where they rest."""

TASK = '''"""What a document says of springs."""

from dataclasses import dataclass
from typing import Annotated

from lossstudio.core.option import Number
from lossstudio.run.recipe.recipe import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class SpringTask(Task):
    """Two weights on springs, one of which may be stiffer."""

    stiffness: Annotated[float, Number(minimum=0.0, help="How stiff one spring is.")] = 2.0
'''

PROBLEM = '''"""The problem of coming to rest on springs."""

import numpy as np

from lossstudio.core.group import Group
from lossstudio.core.objective.objective import PlainObjective
from lossstudio.run.kinds.drawing import SlopeDrawing
from lossstudio.run.kinds.problem import WithoutData
from lossstudio.run.kinds.starting import initial_point


class SpringObjective(PlainObjective):
    """The energy of two springs. Immutable."""

    size, rows = 2, 0
    parameter_names = ("x", "y")
    groups = (Group("place", 0, 2, (2,)),)

    def __init__(self, stiffness):
        self._stiffness = np.array([stiffness, 1.0])

    def describe(self):
        return "the energy of two springs"

    def values(self, theta, batch=None):
        return 0.5 * np.sum(self._stiffness * theta**2, axis=-1)

    def values_and_gradients(self, theta, batch=None):
        return self.values(theta), self._stiffness * theta

    def hessian_products(self, theta, vectors, batch=None):
        return vectors * self._stiffness


class SpringProblem(WithoutData):
    """Two springs."""

    loss, learning_rate, view = None, 0.1, None
    formula = "k/2 x² + y²/2"
    size, groups, parameter_names = SpringObjective.size, SpringObjective.groups, SpringObjective.parameter_names

    def __init__(self, task):
        self.task = task
        self._objective = SpringObjective(task.stiffness)

    def objective(self, loss, penalty):
        return self._objective

    def bare_objective(self, loss, part):
        return self._objective if part == "train" else None

    def drawing(self, loss, penalty):
        return SlopeDrawing(self._objective)

    def start(self, start, objective, path):
        return np.array([1.0, 2.0]) if start is None else initial_point(start, self.size, None, path)

    def same_parameters(self, other):
        return self.task == other.task
'''

ENTRY = '''"""Springs, as a kind of objective."""

from lossstudio.run.kinds.kind import ObjectiveKind
from lossstudio.run.kinds.kind import (
    NO_CODE,
    NO_MODEL,
    NO_PENALTY,
    NO_ROWS,
)
from lossstudio.run.kinds.spring.problem import SpringProblem
from lossstudio.run.kinds.spring.task import SpringTask

SPRING = ObjectiveKind(
    key="spring",
    label="Springs",
    summary="Two weights that hang on springs come to rest",
    task=SpringTask,
    problem=SpringProblem,
    first=SpringTask(),
    shape=lambda task: None,
    refusals={
        "loss": "a spring is its own loss",
        "penalty": NO_PENALTY,
        "model": NO_MODEL,
        "batch_size": NO_ROWS,
        "metrics": "nothing is measured of a spring",
        "range_test": "springs say themselves how long a step may be",
        "code": NO_CODE,
    },
    card="Springs",
    fit="Slope",
    options_called="Stiffness",
    described=lambda task: "Two springs",
    instead_of_model=lambda task: "none: two weights themselves are moved",
    instead_of_loss="The loss is the energy of the springs.",
)
'''

FILES = {"__init__.py": "", "task.py": TASK, "problem.py": PROBLEM, "entry.py": ENTRY}
LINE_OF_IMPORT = "from lossstudio.run.kinds.spring.entry import SPRING\n"
LINE_OF_ENTRY = "        SPRING,\n"
SCENE = {
    "format": "lossstudio",
    "version": 1,
    "objective": {"kind": "spring", "stiffness": 4.0},
    "training": {"steps": 60},
    "runners": [{"name": "a", "optimizer": {"kind": "gd"}, "learning_rate": 0.1}],
}
