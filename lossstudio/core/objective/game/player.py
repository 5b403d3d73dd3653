"""The players of a game, and the moves that make a step of it."""

from dataclasses import dataclass
from typing import TypeAlias

GENERATOR, DISCRIMINATOR = 0, 1
"""The players' numbers."""

Move: TypeAlias = tuple[int, ...]
"""The players who move at once, each by what they see before the move."""


@dataclass(frozen=True, slots=True)
class Player:
    """One player.

    Attributes
    ----------
    name
        For people.
    place
        Which slice of theta the player moves.
    """

    name: str
    place: slice


def moves_of(updates: str, discriminator_steps: int) -> tuple[Move, ...]:
    """Return the moves of one step; the field is evaluated anew for each.

    "simultaneous": the generator moves together with the discriminator's last move; "alternating": after it.
    """
    alone, both = (DISCRIMINATOR,), (GENERATOR, DISCRIMINATOR)
    if updates == "simultaneous":
        return (*(alone,) * (discriminator_steps - 1), both)
    return (*(alone,) * discriminator_steps, (GENERATOR,))
