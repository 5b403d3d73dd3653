"""What a document says of an embedding that is learned from pairs."""

from dataclasses import dataclass
from typing import Annotated

from lossstudio.core.datasets import DATASETS
from lossstudio.core.declared import Chosen, Key
from lossstudio.core.models import MODELS
from lossstudio.core.objective.pairs import PAIR_LOSSES
from lossstudio.core.spec import Spec
from lossstudio.run.recipe.recipe import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsTask(Task):
    """A model that places points of data in the plane, the like together and the unlike apart."""

    data: Annotated[Spec, Chosen(catalogue=DATASETS, help="The points, and which of them are alike.")]
    model: Annotated[
        Spec | None, Chosen(catalogue=MODELS, optional=True, help="What places them; none: as suits the data.")
    ] = None
    loss: Annotated[Spec, Chosen(catalogue=PAIR_LOSSES, help="What distances cost."), Key(always=True)] = Spec(
        "contrastive"
    )
