"""A model on data under a loss, as a kind of objective."""

from lossstudio.core.catalogue import Spec
from lossstudio.core.losses import LOSSES
from lossstudio.run.kinds.kind import ObjectiveKind
from lossstudio.run.kinds.supervised.problem import Supervised, SupervisedProblem

SUPERVISED = ObjectiveKind(
    key="supervised",
    label="A model's error",
    summary="A model learns from data, under a loss",
    task=Supervised,
    problem=SupervisedProblem,
    first=Supervised(data=Spec("penguins")),
    roles={"data": "set", "model": "model", "loss": "loss", "penalty": "penalty"},
    losses=LOSSES,
    shape=lambda task: task.model,
    forgettable=("loss", "model"),
    in_sets=True,
)
