"""An embedding that is learned from pairs, as a kind of objective."""

from lossstudio.core.catalogue import Spec
from lossstudio.core.objective.pairs import PAIR_LOSSES
from lossstudio.run.kinds.kind import NO_CODE, NO_PENALTY, ObjectiveKind
from lossstudio.run.kinds.pairs.problem import PairsProblem, PairsTask

PAIRS = ObjectiveKind(
    key="pairs",
    label="Pairs' distances",
    summary="A model places points: the like together, the unlike apart",
    task=PairsTask,
    problem=PairsProblem,
    first=PairsTask(data=Spec("blobs")),
    roles={"data": "set", "model": "model", "loss": "loss"},
    losses=PAIR_LOSSES,
    shape=lambda task: task.model,
    refusals={"penalty": NO_PENALTY, "code": NO_CODE},
    wants_classes=True,
    fit="Embedding",
    asked_as="likeness",
)
