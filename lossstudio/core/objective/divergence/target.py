"""The contract of a target: the distribution that is to be matched."""

from collections.abc import Callable
from dataclasses import dataclass

from lossstudio.core.catalogue import Entry
from lossstudio.core.objective.divergence.density import Density


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
