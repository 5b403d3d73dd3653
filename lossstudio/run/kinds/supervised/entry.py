"""A model on data under a loss, as a kind of objective."""

from lossstudio.core.datasets import DATASETS
from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.option import Number, Option, Switch
from lossstudio.core.spec import Spec
from lossstudio.run.kinds.kind import EntryField, GroupField, ObjectiveKind
from lossstudio.run.kinds.supervised.problem import SupervisedProblem
from lossstudio.run.kinds.supervised.task import Supervised
from lossstudio.run.recipe import Penalty

PENALTY: tuple[Option, ...] = (
    Number(
        name="l1", default=0.0, minimum=0.0, slider=(0.0, 1.0), help="Times the sum of the weights' sizes.", label="L1"
    ),
    Number(
        name="l2", default=0.0, minimum=0.0, slider=(0.0, 1.0), help="Times half the sum of their squares.", label="L2"
    ),
    Switch(name="biases", default=False, help="Whether biases are penalised like weights."),
)

SUPERVISED = ObjectiveKind(
    key="supervised",
    label="A model's error",
    summary="A model learns from data, under a loss",
    task=Supervised,
    problem=SupervisedProblem,
    first=Supervised(data=Spec("penguins")),
    fields=(
        EntryField(name="data", catalogue=DATASETS, role="set"),
        EntryField(name="model", catalogue=MODELS, role="model"),
        EntryField(name="loss", catalogue=LOSSES, role="loss"),
        GroupField(name="penalty", options=PENALTY, make=Penalty, role="penalty"),
    ),
    losses=LOSSES,
    shape=lambda task: task.model,
    forgettable=("loss", "model"),
    in_sets=True,
)
