"""What a document says of a model on data."""

from dataclasses import dataclass
from typing import Annotated

from lossstudio.core.datasets import DATASETS
from lossstudio.core.declared import Chosen
from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.spec import Spec
from lossstudio.run.recipe.recipe import PENALTY, Penalty, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervised(Task):
    """A model on data under a loss; an absent model or loss is chosen by the data's task."""

    data: Annotated[Spec, Chosen(catalogue=DATASETS, help="What is learned from.")]
    model: Annotated[
        Spec | None, Chosen(catalogue=MODELS, optional=True, help="What predicts; none: as suits the data.")
    ] = None
    loss: Annotated[
        Spec | None, Chosen(catalogue=LOSSES, optional=True, help="What is made small; none: as suits the data.")
    ] = None
    penalty: Annotated[Penalty, PENALTY] = Penalty()
