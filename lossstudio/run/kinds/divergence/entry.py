"""A divergence between distributions, as a kind of objective."""

from lossstudio.core.catalogue import Spec
from lossstudio.core.objective.divergence import DIVERGENCES, FAMILIES, TARGETS
from lossstudio.run.kinds.divergence.problem import DivergenceProblem, DivergenceTask
from lossstudio.run.kinds.kind import (
    NO_CODE,
    NO_MODEL,
    NO_PENALTY,
    NO_ROWS,
    ObjectiveKind,
)


def _described(task: DivergenceTask) -> str:
    return f"{TARGETS[task.target.kind].label}, by {FAMILIES[task.family.kind].label.lower()}"


DIVERGENCE = ObjectiveKind(
    key="divergence",
    label="A divergence",
    summary="A distribution comes to match another one",
    task=DivergenceTask,
    problem=DivergenceProblem,
    first=DivergenceTask(target=Spec("mixture")),
    roles={"divergence": "loss"},
    losses=DIVERGENCES,
    shape=lambda task: task.family.kind,
    refusals={"penalty": NO_PENALTY, "model": NO_MODEL, "batch_size": NO_ROWS, "code": NO_CODE},
    rate_is_kept=True,
    card="Distributions",
    fit="Densities",
    described=_described,
    instead_of_model=lambda task: FAMILIES[task.family.kind].formula,
    asked_as="distribution",
)
