"""The contract of a model: a catalogue entry that builds a network of a given size."""

from collections.abc import Callable
from dataclasses import dataclass

from lossstudio.core.catalogue import Entry
from lossstudio.core.models.network import Network


class ModelError(ValueError):
    """A model that can't be built on these inputs; the text says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model(Entry):
    """One model.

    Attributes
    ----------
    build
        ``build(inputs, outputs, **options) -> Network`` from every option's value; raises ModelError.
    formula
        How it is written, for people.
    best_for
        When to choose it.
    """

    build: Callable[..., Network]
    formula: str
    best_for: str
