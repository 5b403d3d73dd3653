"""What a document says of a model on data."""

from dataclasses import dataclass, field

from lossstudio.core.spec import Spec
from lossstudio.run.recipe import Penalty, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervised(Task):
    """A model on data under a loss; an absent model or loss is chosen by the data's task."""

    data: Spec
    model: Spec | None = None
    loss: Spec | None = None
    penalty: Penalty = field(default_factory=Penalty)
