"""How cards side by side share a width, so that as few as can be have to shorten their lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

KEEPS_S = 3.0
"""What a card has needed it keeps for so long, and longer where it is needed again before that is over."""


@dataclass(slots=True)
class Kept:
    """How many pixels something gets: what it needs, or has needed a moment ago; `of` says while what is shown."""

    of: object = None
    pixels: int = 0
    needed_at: float = 0.0

    def with_need(self, pixels: int) -> int:
        """Return how many it gets where it needs so many now."""
        now = perf_counter()
        if pixels >= self.pixels or now - self.needed_at > KEEPS_S:
            self.pixels, self.needed_at = pixels, now
        return self.pixels


def card_widths(needs: Sequence[float], room: float, smallest: float, first: int | None = None) -> list[float]:
    """Return how wide each card is; together they take all the room.

    Parameters
    ----------
    needs
        How wide each has to be for all its lines at their own size.
    smallest
        How small lines may be written, as a share of their size: at that size they need so much less.
    first
        The card that has what it needs before the others, if there is one.
    """
    least = [smallest * need for need in needs]
    spare = room - sum(least)
    if spare >= 0.0:
        return _spread(least, needs, spare)
    kept = min(least[first], room) if first is not None else 0.0
    cap = _cap([each for number, each in enumerate(least) if number != first], room - kept)
    return [kept if number == first else min(each, cap) for number, each in enumerate(least)]


def _spread(least: Sequence[float], needs: Sequence[float], spare: float) -> list[float]:
    """Return the cards with what they need, as far as that goes, and what is left over given to all alike."""
    wished = sum(needs) - sum(least)
    part = min(spare / wished, 1.0) if wished > 0.0 else 1.0
    over = max(spare - wished, 0.0) / len(needs)
    return [low + part * (need - low) + over for low, need in zip(least, needs, strict=True)]


def _cap(wishes: Sequence[float], room: float) -> float:
    """Return the width that the widest are cut to, so that all together take the room."""
    rising = sorted(wishes)
    for number, wish in enumerate(rising):
        left = len(rising) - number
        if wish * left >= room:
            return room / left
        room -= wish
    return rising[-1] if rising else room
