"""How what is shown for a while comes and goes: softly, over about six frames."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from lossstudio.core.easing import smoothstep
from lossstudio.films.encode.rates import Rate

GLIDE_FRAMES, GLIDE_S = 6, 0.2
"""How long something takes to come, to go or to move: the longer of the two."""
MOST_OF_STAY = 1 / 3
"""What is shown for a short while comes and goes in so much of it each."""
OPENING_GLIDES, OPENING_SPARES = 3, 4
"""A film opens in so many glides, and only if it is so many times as long as that."""


def glide_frames(fps: Rate) -> int:
    """Return how many frames something takes that doesn't come or go at once."""
    return max(GLIDE_FRAMES, round(GLIDE_S * fps))


@dataclass(frozen=True, slots=True)
class Coming:
    """How far (0..1) something has come, and how far it has gone again."""

    entered: float = 1.0
    left: float = 0.0

    @property
    def ink(self) -> float:
        """How much of it is there."""
        return self.entered * (1.0 - self.left)


def comings(shown: Sequence[Hashable], fps: Rate) -> list[Coming]:
    """Return how what each frame shows comes and goes; what a film begins or ends with is there at once.

    Parameters
    ----------
    shown
        What each frame shows; equal neighbours are one thing.
    fps
        Frames a second.
    """
    made: list[Coming] = []
    for _, group in groupby(shown):
        count, start = len(list(group)), len(made)
        frames = max(1, min(glide_frames(fps), int(MOST_OF_STAY * count)))
        first, last = start == 0, start + count == len(shown)
        for at in range(count):
            entered = 1.0 if first else smoothstep(min(1.0, (at + 1) / (frames + 1)))
            left = 0.0 if last else 1.0 - smoothstep(min(1.0, (count - at) / (frames + 1)))
            made.append(Coming(entered, left))
    return made


def pages(cards: Sequence[str], fps: Rate) -> list[float]:
    """Return how much of each frame's picture is there, where cards (or "") come and go."""
    return [coming.ink for coming in comings(cards, fps)]


def openings(cards: Sequence[str], fps: Rate) -> list[float]:
    """Return how far (0..1) each frame has opened, where cards (or "") stand alone.

    A card at the beginning opens, and after it the film does. A single picture and a very short film are open at once.
    """
    opening = OPENING_GLIDES * glide_frames(fps)
    if len(cards) < OPENING_SPARES * opening:
        return [1.0] * len(cards)
    title = len(list(takewhile(bool, cards)))
    made: list[float] = []
    for count in (title, len(cards) - title):
        frames = min(opening, count // 2)
        made += [min(1.0, (at + 1) / (frames + 1)) for at in range(count)]
    return made
