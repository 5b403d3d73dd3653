"""An Order is what an encoder must know before the first frame, and what the finished film must be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Order:
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
    """

    size: tuple[int, int]
    fps: int
    frames: int
    alpha: bool = False
    grade: int = 0
    pattern: str = ""
    dpi: int | None = None
