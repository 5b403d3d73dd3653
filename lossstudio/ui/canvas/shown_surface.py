"""A surface as a view of the window shows it: its samples, what was sampled, and whose balls are upon it."""

from dataclasses import dataclass

from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.objective.objective import Objective
from lossstudio.picture.scene.surface_between import Surface
from lossstudio.run.kinds.problem import Part


@dataclass(frozen=True, slots=True, eq=False)
class ShownSurface:
    """What a surface is made of, and whose balls are upon it.

    Attributes
    ----------
    landscape, objective
        The samples, and what was sampled.
    runners
        From the first to before the last.
    owner, part
        Who minimises it, and over which rows.
    """

    landscape: Landscape
    objective: Objective
    runners: range
    owner: int
    part: Part

    @property
    def surface(self) -> Surface:
        """The objective with its samples."""
        return self.objective, self.landscape

    def is_like(self, other: "ShownSurface") -> bool:
        """Say whether both lie over planes of one kind through as many parameters, so that one may become the other."""
        one, two = self.landscape.plane, other.landscape.plane
        return one.origin.size == two.origin.size and one.kind == two.kind
