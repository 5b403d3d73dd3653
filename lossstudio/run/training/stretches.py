"""What a runner minimises from which step on, and how that is called where several things are minimised.

Two losses that differ only in how they are written, as with a default said or not, are the same.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lossstudio.core.catalogue import Catalogue, Spec
from lossstudio.core.numbers import exact, rounded
from lossstudio.run.recipe.recipe import Penalty

LONGEST_VALUE = 24
"""An option's value with more letters, as a long formula, is left out of a name."""
NO_PENALTY = "no penalty"
FROM_HERE = "from here"
"""What stands before the words of a change, in charts and on surfaces."""


@dataclass(frozen=True, slots=True)
class Minimised:
    """A loss with all its options, and a penalty. Compares by value.

    Attributes
    ----------
    label
        What the loss is called; "" where the objective has no loss to be chosen.
    options
        Names, titles and values of the loss's options, defaults included.
    penalty
        What is added; one that weighs nothing is the default one.
    """

    label: str
    options: tuple[tuple[str, str, Hashable], ...]
    penalty: Penalty

    @classmethod
    def of(cls, losses: Catalogue[Any] | None, loss: Spec | None, penalty: Penalty) -> "Minimised":
        """Return what is minimised with a loss of a catalogue; without either, only the penalty can differ."""
        # How a step minds the penalty changes no height.
        weighs = replace(penalty, proximal=False) if penalty.l1 or penalty.l2 else Penalty()
        if losses is None or loss is None:
            return cls("", (), weighs)
        entry = losses[loss.kind]
        said: Mapping[str, Any] = entry.complete(loss.options)
        options = tuple((option.name, option.title, said[option.name]) for option in entry.options)
        return cls(entry.label, options, weighs)

    def same_loss(self, other: "Minimised") -> bool:
        """Say whether another has the same loss, whatever the penalty is."""
        return (self.label, self.options) == (other.label, other.options)

    def words(self, beside: "Minimised") -> str:
        """Say what sets it apart from another: "Huber", "Huber, delta 2", "L2 0.1"; "" where nothing does."""
        said = "" if self.same_loss(beside) else self._loss_words(beside)
        penalty = "" if self.penalty == beside.penalty else _penalty_words(self.penalty)
        return ", ".join(filter(None, (said, penalty)))

    def _loss_words(self, beside: "Minimised") -> str:
        if self.label != beside.label:
            return self.label
        others = {name: value for name, _, value in beside.options}
        changed = [(title, value) for name, title, value in self.options if others.get(name) != value]
        return ", ".join([self.label, *(f"{title} {_written(value)}".rstrip() for title, value in changed)])


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the update at step `since` on a runner minimises the same, until its next stretch begins."""

    since: int
    minimised: Minimised


def _penalty_words(penalty: Penalty) -> str:
    parts = [f"{name} {exact(rounded(size))}" for name, size in (("L1", penalty.l1), ("L2", penalty.l2)) if size]
    return ", ".join(parts) + (" on biases too" if penalty.biases else "") if parts else NO_PENALTY


def _written(value: Hashable) -> str:
    """Write an option's value, or nothing where that takes more than a word."""
    if isinstance(value, bool) or value is None:
        return {True: "on", False: "off", None: "none"}[value]
    if isinstance(value, int | float):
        return exact(rounded(float(value)))
    return value if isinstance(value, str) and len(value) <= LONGEST_VALUE else ""
