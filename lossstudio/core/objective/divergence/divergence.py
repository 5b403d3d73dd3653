"""The contracts of a target, a family of distributions, and a divergence between them: an integral over the line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Entry
from lossstudio.core.group import Group
from lossstudio.core.objective.divergence.density import Density


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


class TargetError(ValueError):
    """A target that can't be made; `option` is the option at fault and the text says why."""

    def __init__(self, option: str, reason: str) -> None:
        super().__init__(reason)
        self.option = option


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Entry):
    """One kind of target.

    Attributes
    ----------
    build
        ``build(**options) -> Density`` from every option's value; raises TargetError.
    """

    build: Callable[..., Density]


Closed: TypeAlias = Callable[[Density, Family, Floats], tuple[Floats, Floats] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Divergence(Entry):
    """One divergence between a target p and a member q of a family.

    Attributes
    ----------
    value
        ``value(log p, log q)``: what is integrated, elementwise.
    slope
        ``slope(log p, log q)``: the divergence's derivative by a parameter is the integral of this times the
        derivative of log q.
    closed
        ``closed(target, family, theta)``: value ``(...)`` and gradient ``(..., P)`` without an integral; None where
        there is no closed form.
    formula
        How it is written, for people.
    best_for, trait
        When to choose it, and what marks it, each in a few words.
    """

    value: Callable[[Floats, Floats], Floats]
    slope: Callable[[Floats, Floats], Floats]
    closed: Closed
    formula: str
    best_for: str
    trait: str


def is_bell(family: Family) -> bool:
    """Say whether the family's members are single bells, with theta (mean, log deviation)."""
    return family.key == "gaussian"


def both_bells(target: Density, family: Family) -> bool:
    """Say whether both are single bells."""
    return len(target.means) == 1 and is_bell(family)
