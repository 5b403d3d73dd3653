"""The problem of matching a target distribution with a member of a family."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Spec
from lossstudio.core.declared import Chosen, Key
from lossstudio.core.group import Group
from lossstudio.core.objective.divergence import DIVERGENCES, FAMILIES, TARGETS
from lossstudio.core.objective.divergence.divergence import TargetError
from lossstudio.core.objective.divergence.objective import DivergenceObjective
from lossstudio.core.objective.divergence.quadrature import nodes
from lossstudio.core.objective.objective import Objective
from lossstudio.run.kinds.drawing import DensitiesDrawing
from lossstudio.run.kinds.measure_table import (
    MOMENTS,
    MeasureRow,
    Measures,
    moments_of,
)
from lossstudio.run.kinds.problem import Part, WithoutData, resolve
from lossstudio.run.kinds.starting import initial_point
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Penalty, Start, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class DivergenceTask(Task):
    """A target distribution, the family that is to match it, and how the difference is measured."""

    target: Annotated[Spec, Chosen(catalogue=TARGETS, help="The distribution that is to be matched.")]
    family: Annotated[
        Spec,
        Chosen(catalogue=FAMILIES, help="The distributions among which the match is looked for."),
        Key(always=True),
    ] = Spec("gaussian")
    divergence: Annotated[
        Spec, Chosen(catalogue=DIVERGENCES, help="How the difference is measured."), Key(always=True)
    ] = Spec("forward_kl")


MOST_COLUMNS = 3
"""Of more runners only the selected one is measured: the table would be too wide."""


def measures_of_distributions(
    objective: DivergenceObjective, thetas: Floats, names: tuple[str, ...], runner: int
) -> Measures:
    """Return the measures where the runners of these names stand ``(R, P)``."""
    if len(thetas) <= MOST_COLUMNS:
        return _of_distributions(objective, thetas, names)
    return _of_distributions(objective, thetas[[runner]], (names[runner],))


def _of_distributions(objective: DivergenceObjective, thetas: Floats, names: tuple[str, ...]) -> Measures:
    target, family = objective.target, objective.family
    values = {
        entry: DivergenceObjective(target, family, entry).values(thetas).tolist() for entry in DIVERGENCES.values()
    }
    lines = [
        MeasureRow(entry.label, f"{entry.summary}: {entry.formula}", (*each, None)) for entry, each in values.items()
    ]
    x, weights = nodes(np.sort(family.breaks(thetas), axis=-1))
    moments = moments_of(x, weights * np.exp(family.log_density(thetas, x)))
    own = (target.mean, target.deviation)
    for (name, meaning), each, of_target in zip(MOMENTS.items(), moments, own, strict=True):
        lines.append(MeasureRow(name, meaning, (*each.tolist(), of_target)))
    return Measures((*(names if len(names) > 1 else ("q",)), "target p"), tuple(lines))


RATE = 0.2
"""The learning rate where the narrowest bell has deviation 1 or more; narrower ones curve the surface more."""


class DivergenceProblem(WithoutData):
    """A target and a family: it has no data and no model, and its losses are divergences."""

    def __init__(self, task: DivergenceTask) -> None:
        self.task = task
        entry, options = resolve(TARGETS, task.target, "objective.target")
        self.family, _ = resolve(FAMILIES, task.family, "objective.family")
        self.entry, _ = resolve(DIVERGENCES, task.divergence, "objective.divergence")
        try:
            self.target = entry.build(**options)
        except TargetError as error:
            raise SceneError(f"objective.target.{error.option}", str(error)) from None
        if not np.isfinite([self.target.variance, self.target.entropy]).all() or self.target.variance == 0.0:
            raise SceneError("objective.target", "its numbers are too large or too small to be computed with")
        self.loss = task.divergence
        self._objectives = lru_cache(maxsize=8)(self._under)

    @property
    def learning_rate(self) -> float:
        """One with which plain descent stays calm also in the narrowest bell."""
        return RATE * min(1.0, float(self.target.deviations.min()) ** 2)

    @property
    def size(self) -> int:
        """P, the number of the family's parameters."""
        return self.family.size

    @property
    def groups(self) -> tuple[Group, ...]:
        """The family's."""
        return self.family.groups

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """The family's."""
        return self.family.parameter_names

    @property
    def values(self) -> Floats:
        """The given values ``(n,)``, in rising order, where the target is their density; else none."""
        return self.target.means if self.task.target.kind == "table" else np.zeros(0)

    @property
    def view(self) -> tuple[float, float, float, float] | None:
        """The family's, for this target."""
        return self.family.view(self.target)

    def objective(self, loss: Spec | None, penalty: Penalty) -> DivergenceObjective:  # noqa: ARG002 - there are no weights
        """Return the objective under a divergence."""
        return self._objectives(loss or self.loss)

    def bare_objective(self, loss: Spec | None, part: Part) -> Objective | None:
        """Return the objective under a divergence; it has no test rows."""
        return self._objectives(loss or self.loss) if part == "train" else None

    def drawing(self, loss: Spec | None, penalty: Penalty) -> DensitiesDrawing:
        """Return both densities."""
        return DensitiesDrawing(self.objective(loss, penalty), self.values)

    def measures(self, loss: Spec | None, thetas: Floats, names: tuple[str, ...], runner: int) -> Measures:
        """As `Problem.measures`: all divergences, and the moments."""
        return measures_of_distributions(self.objective(loss, self.penalty), thetas, names, runner)

    def start(self, start: Start | None, objective: Objective, path: str) -> Floats:  # noqa: ARG002 - the contract's
        """As `Problem.start`; an absent one is the family's own for this target."""
        if start is None:
            return self.family.start(self.target)
        return initial_point(start, self.size, None, path)

    def same_parameters(self, other: object) -> bool:
        """Say whether the other matches the same target with the same family."""
        if not isinstance(other, DivergenceProblem):
            return False
        return (self.task.target, self.task.family) == (other.task.target, other.task.family)

    def _under(self, loss: Spec) -> DivergenceObjective:
        entry, _ = resolve(DIVERGENCES, loss, "loss")
        return DivergenceObjective(self.target, self.family, entry)
