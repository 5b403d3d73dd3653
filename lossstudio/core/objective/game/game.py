"""The contract of a game: a catalogue entry that sets up an arena."""

from collections.abc import Callable
from dataclasses import dataclass

from lossstudio.core.catalogue import Entry
from lossstudio.core.objective.game.arena import Arena


@dataclass(frozen=True, slots=True, kw_only=True)
class Game(Entry):
    """One game.

    Attributes
    ----------
    build
        ``build(**options) -> Arena`` from every option's value.
    start
        ``start(**options)``: a theta from which play shows something.
    view
        (x low, x high, y low, y high) of the first two parameters that shows the play; None where there are more.
    learning_rate
        One with which plain descent shows what it does.
    formula
        How generator and discriminator are written, for people.
    source
        Where it comes from.
    """

    build: Callable[..., Arena]
    start: Callable[..., tuple[float, ...]]
    view: tuple[float, float, float, float] | None
    learning_rate: float
    formula: str
    source: str
