"""How far a command's work is, told to a person who looks at a terminal."""

import time
from collections import deque
from collections.abc import Callable
from typing import TextIO

LATELY_S = 10.0
"""The time left is told by how it went in the last so many seconds."""


class ProgressBar:
    """Says to a person how far the work is and how long it will take, four times a second of a clock.

    `noun` is what it is counted in.
    """

    def __init__(self, out: TextIO, clock: Callable[[], float] = time.monotonic, *, noun: str = "frame") -> None:
        self._out, self._clock, self._noun = out, clock, noun
        self._said = 0.0
        self._marks: deque[tuple[float, int]] = deque()

    def __call__(self, done: int, total: int) -> None:
        """Say how far it is, unless that was said a moment ago."""
        now = self._clock()
        if done < total and now - self._said < 0.25:
            return
        self._said = now
        self._marks.append((now, done))
        text = f"{100 * done // total:3d} %   {self._noun} {done} of {total}{self._left(now, done, total)}"
        self._out.write(f"\r{text:<60}" if done < total else f"\r{'':<60}\r")
        self._out.flush()

    def _left(self, now: float, done: int, total: int) -> str:
        """Return how long it will take, as it went lately: what was finished before came at once."""
        while len(self._marks) > 1 and now - self._marks[1][0] > LATELY_S:
            self._marks.popleft()
        began, finished = self._marks[0]
        return f"   {(now - began) / (done - finished) * (total - done):.0f} s left" if done > finished else ""
