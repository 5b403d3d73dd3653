"""What a document says of a terrain."""

from dataclasses import dataclass
from typing import Annotated

from lossstudio.core.declared import Chosen
from lossstudio.core.spec import Spec
from lossstudio.core.terrains import TERRAINS
from lossstudio.run.recipe.recipe import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTerrain(Task):
    """A function of x and y, which is its own surface."""

    terrain: Annotated[Spec, Chosen(catalogue=TERRAINS, help="The function.")]
