"""What a document says of a divergence between distributions."""

from dataclasses import dataclass
from typing import Annotated

from lossstudio.core.declared import Chosen, Key
from lossstudio.core.objective.divergence import DIVERGENCES, FAMILIES, TARGETS
from lossstudio.core.spec import Spec
from lossstudio.run.recipe.recipe import Task


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
