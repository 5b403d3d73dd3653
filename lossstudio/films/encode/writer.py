"""What every film format has in common: frames go in one after the other, a file comes out."""

from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lossstudio.films.encode.rates import Rate


@dataclass(frozen=True, slots=True)
class Chapter:
    """A place in a film that a player goes to: the frame that it begins with, and what it is called."""

    frame: int
    title: str


@dataclass(frozen=True, slots=True)
class EncoderSettings:
    """What is asked of an encoder.

    Attributes
    ----------
    size
        Width and height in pixels.
    fps
        Frames a second.
    frames
        How many there will be.
    alpha
        Whether the background is transparent.
    grade
        How coarsely it may be encoded: 0 is the best that anybody can see, each one more makes it smaller.
    pattern
        For a sequence: the frames' names.
    dpi
        For pictures: how many pixels are an inch on paper; None: not given.
    chapters
        In their order, the first at the beginning; only MP4 has some.
    """

    size: tuple[int, int]
    fps: Rate
    frames: int
    alpha: bool = False
    grade: int = 0
    pattern: str = ""
    dpi: int | None = None
    chapters: tuple[Chapter, ...] = ()


Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right and bottom in whole pixels; right and bottom are the first ones beyond it."""


def changed_box(changed: NDArray[np.bool_]) -> Box:
    """Return the smallest box around the pixels ``(height, width)`` that have changed; one pixel when none has.

    One pixel and not none, since neither GIF nor WebP has a frame without pixels.
    """
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    if rows.size == 0:
        return 0, 0, 1, 1
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


Pixels: TypeAlias = NDArray[np.uint8]
"""One frame, (height, width, 4): blue, green, red, alpha, as Qt keeps them."""


class Writer(Protocol):
    """Makes one film out of frames of one size."""

    def write(self, pixels: Pixels) -> None:
        """Add a frame ``(height, width, 4)``; `pixels` is not kept and not changed."""

    def close(self) -> None:
        """Complete the film."""

    def abandon(self) -> None:
        """Let go of the file, which stays incomplete; also after an error, also twice."""
