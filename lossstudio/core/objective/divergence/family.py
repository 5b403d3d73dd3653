"""The contract of a family: the distributions among which the best is sought, one for each theta."""

from collections.abc import Callable
from dataclasses import dataclass

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Entry
from lossstudio.core.objective.divergence.density import Density
from lossstudio.core.objective.objective import Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Family(Entry):
    """One family.

    Attributes
    ----------
    parameter_names, groups
        What theta ``(..., P)`` is made of.
    log_density
        ``log_density(theta, x)``: the logarithm of the density ``(..., M)`` at places ``(..., M)``.
    scores
        ``scores(theta, x)``: its derivative by each parameter, P arrays of shape ``(..., M)``.
    breaks
        ``breaks(theta)``: places ``(..., B)``, not sorted, between which density and log density are smooth.
    spans
        ``spans(theta)``: places ``(..., n)`` that a picture of the members should reach.
    lengths
        ``lengths(theta)``: how far each parameter ``(..., P)`` has to move to make another distribution.
    start
        ``start(target)``: a place ``(P,)`` away from the best, from which a descent shows something.
    view
        ``view(target)``: (x low, x high, y low, y high) of the first two parameters that shows the descent; None
        where there are more than two.
    formula
        How it is written, for people.
    """

    parameter_names: tuple[str, ...]
    groups: tuple[Group, ...]
    log_density: Callable[[Floats, Floats], Floats]
    scores: Callable[[Floats, Floats], tuple[Floats, ...]]
    breaks: Callable[[Floats], Floats]
    spans: Callable[[Floats], Floats]
    lengths: Callable[[Floats], Floats]
    start: Callable[[Density], Floats]
    view: Callable[[Density], tuple[float, float, float, float] | None]
    formula: str

    @property
    def size(self) -> int:
        """P, the number of parameters."""
        return len(self.parameter_names)
