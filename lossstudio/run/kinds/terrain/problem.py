"""The problem of walking down a terrain, a function of x and y."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Spec
from lossstudio.core.declared import Chosen
from lossstudio.core.group import Group
from lossstudio.core.objective.objective import Objective
from lossstudio.core.objective.terrain import TerrainObjective
from lossstudio.core.terrains import TERRAINS
from lossstudio.run.kinds.drawing import SlopeDrawing
from lossstudio.run.kinds.problem import Part, WithoutData, resolve
from lossstudio.run.kinds.starting import initial_point
from lossstudio.run.recipe.recipe import Penalty, Start, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTerrain(Task):
    """A function of x and y, which is its own surface."""

    terrain: Annotated[Spec, Chosen(catalogue=TERRAINS, help="The function.")]


class TerrainProblem(WithoutData):
    """A terrain: it has no data, no model and no loss, and is its own surface."""

    loss = None

    def __init__(self, task: OnTerrain) -> None:
        self.task = task
        self.entry, self.options = resolve(TERRAINS, task.terrain, "objective.terrain")
        self.formula = self.entry.written(self.options)
        self.expressed = self.entry.expressed(self.options)
        self.terrain_objective = TerrainObjective(self.entry, self.options)

    @property
    def learning_rate(self) -> float:
        """The terrain's own."""
        return self.entry.learning_rate

    @property
    def size(self) -> int:
        """Two: x and y."""
        return self.terrain_objective.size

    @property
    def groups(self) -> tuple[Group, ...]:
        """One group: the position."""
        return self.terrain_objective.groups

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """The letters x and y."""
        return self.terrain_objective.parameter_names

    @property
    def view(self) -> tuple[float, float, float, float]:
        """The terrain's own."""
        return self.entry.view

    def objective(self, loss: Spec | None, penalty: Penalty) -> Objective:  # noqa: ARG002 - the contract's
        """Return the terrain itself."""
        return self.terrain_objective

    def bare_objective(self, loss: Spec | None, part: Part) -> Objective | None:  # noqa: ARG002 - the contract's
        """Return the terrain itself; it has no test rows."""
        return self.terrain_objective if part == "train" else None

    def drawing(self, loss: Spec | None, penalty: Penalty) -> SlopeDrawing:  # noqa: ARG002 - the contract's
        """Return a cut through the terrain."""
        return SlopeDrawing(self.terrain_objective)

    def start(self, start: Start | None, objective: Objective, path: str) -> Floats:  # noqa: ARG002 - the contract's
        """As `Problem.start`; an absent one is the terrain's classical start."""
        if start is None:
            return np.array(self.entry.start)
        return initial_point(start, self.size, None, path)

    def same_parameters(self, other: object) -> bool:
        """Say whether the other is the same terrain."""
        return isinstance(other, TerrainProblem) and self.task == other.task
