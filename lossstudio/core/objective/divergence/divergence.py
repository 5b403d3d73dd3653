"""The contract of a divergence: how unlike two distributions are, as an integral over the line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Entry
from lossstudio.core.objective.divergence.density import Density
from lossstudio.core.objective.divergence.family import Family

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
