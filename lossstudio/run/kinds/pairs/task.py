"""What a document says of an embedding that is learned from pairs."""

from dataclasses import dataclass, field

from lossstudio.core.spec import Spec
from lossstudio.run.recipe import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsTask(Task):
    """A model that places points of data in the plane, the like together and the unlike apart."""

    data: Spec
    model: Spec | None = None
    loss: Spec = field(default_factory=lambda: Spec("contrastive"))
