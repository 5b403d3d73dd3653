"""What a document says of a terrain."""

from dataclasses import dataclass

from lossstudio.core.spec import Spec
from lossstudio.run.recipe import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTerrain(Task):
    """A function of x and y, which is its own surface."""

    terrain: Spec
