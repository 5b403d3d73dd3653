"""Playback: the cursor over a timeline, how it moves when the clock does, and from where changes act meanwhile."""

import math
from dataclasses import replace
from typing import Literal

from lossstudio.studio.playback.speed import AUTO, PHASED_RATE, Cursor, Phase, PlaybackRate, Speed, cursor_at

CATCH_UP_SHARE = 0.2
"""As fast as possible, the cursor covers this share of the computed steps before it in each frame."""


ActsFrom = Literal["start", "here"]


class Playback:
    """What is on show of a run, and whether it moves.

    Times are seconds of any clock that only goes forward. `computed` is how many updates the timeline has, `end` the
    last step of the run.

    Attributes
    ----------
    cursor
        What is on show.
    playing, speed
        Whether the clock moves the cursor, and how fast.
    target
        The step that shall be on show as soon as it is computed; None where it is.
    chosen_from
        From where changes of training act while nothing plays.
    glides
        Whether playing shows what lies between two steps.
    """

    def __init__(self, speed: Speed = AUTO) -> None:
        self.cursor = Cursor()
        self.playing = False
        self.speed = speed
        self.target: int | None = None
        self.chosen_from: ActsFrom = "start"
        self.glides = True
        self._anchor: tuple[float, float] | None = None

    @property
    def step(self) -> int:
        """The step on show."""
        return self.cursor.step

    @property
    def fraction(self) -> float:
        """How far the ball has rolled towards the next step, 0 .. 1."""
        return self.cursor.fraction

    @property
    def phase(self) -> Phase:
        """0: none, 1: predict, 2: loss, 3: gradient, 4: update."""
        return self.cursor.phase

    @property
    def moving(self) -> bool:
        """Whether the cursor is on its way: it plays, or waits for a step to be computed."""
        return self.playing or self.target is not None

    @property
    def acts_from(self) -> ActsFrom:
        """Whether changes of training act from the start, or from the step on show; while playing always from here."""
        return "here" if self.playing else self.chosen_from

    @property
    def acts_at(self) -> int | None:
        """The step from which changes act, which is the next one while the ball rolls there; None from the start."""
        here = self.step + (1 if self.fraction else 0)
        return here if self.acts_from == "here" and here > 0 else None

    @property
    def aim(self) -> Cursor:
        """The cursor that shall be on show: the one that is, or the step that is on its way."""
        return self.cursor if self.target is None else Cursor(self.target)

    def rewind(self) -> None:
        """Rest at the start of another document; the speed stays."""
        self.pause()
        self.go(Cursor(), 0)
        self.chosen_from = "start"

    def play(self, end: int) -> None:
        """Begin to move; from the start when the end is on show."""
        if self.cursor.step >= end:
            self.cursor = Cursor()
        self.playing, self.target, self._anchor = True, None, None

    def pause(self) -> None:
        """Stop at the nearest step: the numbers are those of a step, so the ball rests where they hold."""
        self.playing, self._anchor = False, None
        self.cursor = self.cursor.rested

    def stop(self) -> None:
        """Stop, and wait for no step any more: none will come."""
        self.pause()
        self.target = None

    def go(self, cursor: Cursor, computed: int) -> None:
        """Show a place of the run at once, or as far as the timeline is computed and the rest as it comes."""
        self.target = cursor.step if cursor.step > computed else None
        if cursor.step >= computed and cursor.fraction:
            cursor = Cursor(cursor.step)
        self.cursor = cursor if self.target is None else Cursor(computed)
        self._anchor = None

    def set_speed(self, speed: Speed) -> None:
        """Go on from here at another speed."""
        self.speed, self._anchor = speed, None

    def rate(self, end: int) -> float:
        """Return how many steps a second go by where the cursor is; infinite as fast as possible."""
        rate = PlaybackRate.of(self.speed, end)
        return rate.rate_at(self.cursor.position) if rate else math.inf

    def shows_phases(self, end: int) -> bool:
        """Say whether it is slow enough to read each step's numbers."""
        return not self.playing or self.rate(end) <= PHASED_RATE

    def move(self, now: float, computed: int, end: int) -> None:
        """Move as far as the clock has come, no further than is computed; stop playing at the end."""
        if self.target is not None:
            self._chase(computed, end)
        elif self.playing:
            self._play_on(now, computed, end)

    def wanted(self, now: float, frame_s: float, end: int) -> int:
        """Return how many updates the timeline should have by the next frame."""
        if self.target is not None:
            return min(self.target, end)
        rate = PlaybackRate.of(self.speed, end)
        if not self.playing:
            return self.cursor.step
        if rate is None:
            return end
        return min(end, math.floor(self._position(rate, now + 2 * frame_s)) + 1)

    def _chase(self, computed: int, end: int) -> None:
        target = min(self.target or 0, end)
        self.cursor = Cursor(min(computed, target))
        if computed >= target:
            self.target = None

    def _play_on(self, now: float, computed: int, end: int) -> None:
        reach = min(computed, end)
        rate = PlaybackRate.of(self.speed, end)
        if rate is None:
            ahead = reach - self.cursor.step
            self.cursor = Cursor(self.cursor.step + max(math.ceil(ahead * CATCH_UP_SHARE), min(ahead, 1)))
        else:
            self._move_at(rate, now, reach, end)
        if self.cursor.step >= end:
            self.cursor, self.playing, self._anchor = Cursor(end), False, None

    def _move_at(self, rate: PlaybackRate, now: float, reach: int, end: int) -> None:
        position = self._position(rate, now)
        if self._anchor is None:
            self._anchor = (now, rate.elapsed(self.cursor.position))
        if position >= reach:
            self.cursor = Cursor(reach)
            self._anchor = (now, rate.elapsed(reach)) if reach < end else None
            return
        found = cursor_at(position, rate.rate_at(position))
        self.cursor = max(self.cursor, found if self.glides else replace(found, fraction=0.0))

    def _position(self, rate: PlaybackRate, now: float) -> float:
        if self._anchor is None:
            return self.cursor.position
        began, elapsed = self._anchor
        return rate.position(elapsed + now - began)
