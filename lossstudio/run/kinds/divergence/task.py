"""What a document says of a divergence between distributions."""

from dataclasses import dataclass, field

from lossstudio.core.spec import Spec
from lossstudio.run.recipe import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class DivergenceTask(Task):
    """A target distribution, the family that is to match it, and how the difference is measured."""

    target: Spec
    family: Spec = field(default_factory=lambda: Spec("gaussian"))
    divergence: Spec = field(default_factory=lambda: Spec("forward_kl"))
