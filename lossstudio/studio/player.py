"""The player: the cursor over a timeline, and how it moves when the clock does."""

import math

from lossstudio.studio.speed import AUTO, PHASED_RATE, Pace, Place, Speed, place_at

CATCH_UP_SHARE = 0.2
"""As fast as possible, the cursor covers this share of the computed steps before it in each frame."""


class Player:
    """Which place is on show, and whether it moves.

    Times are seconds of any clock that only goes forward. `computed` is how many updates the timeline has, `end` the
    last step of the run.
    """

    def __init__(self, speed: Speed = AUTO) -> None:
        self.place = Place()
        self.playing = False
        self.speed = speed
        self.target: int | None = None
        self._anchor: tuple[float, float] | None = None

    @property
    def aim(self) -> Place:
        """The place that shall be on show: the one that is, or the step that is on its way."""
        return self.place if self.target is None else Place(self.target)

    def play(self, end: int) -> None:
        """Begin to move; from the start when the end is on show."""
        if self.place.step >= end:
            self.place = Place()
        self.playing, self.target, self._anchor = True, None, None

    def pause(self) -> None:
        """Stop where it is, in the middle of a step too."""
        self.playing, self._anchor = False, None

    def go(self, place: Place, computed: int) -> None:
        """Show a place at once, or as far as the timeline is computed and the rest as it comes."""
        self.target = place.step if place.step > computed else None
        if place.step >= computed and place.fraction:
            place = Place(place.step)
        self.place = place if self.target is None else Place(computed)
        self._anchor = None

    def set_speed(self, speed: Speed) -> None:
        """Go on from here at another speed."""
        self.speed, self._anchor = speed, None

    def rate(self, end: int) -> float:
        """Return how many steps a second go by where the cursor is; infinite as fast as possible."""
        pace = Pace.of(self.speed, end)
        return pace.rate_at(self.place.position) if pace else math.inf

    def shows_phases(self, end: int) -> bool:
        """Say whether it is slow enough to read each step's numbers."""
        return not self.playing or self.rate(end) <= PHASED_RATE

    def move(self, now: float, computed: int, end: int) -> None:
        """Move to where the clock says, no further than is computed; stop playing at the end."""
        if self.target is not None:
            self._chase(computed, end)
        elif self.playing:
            self._play_on(now, computed, end)

    def wanted(self, now: float, frame_s: float, end: int) -> int:
        """Return how many updates the timeline should have by the next frame."""
        if self.target is not None:
            return min(self.target, end)
        pace = Pace.of(self.speed, end)
        if not self.playing:
            return self.place.step
        if pace is None:
            return end
        return min(end, math.floor(self._position(pace, now + 2 * frame_s)) + 1)

    def _chase(self, computed: int, end: int) -> None:
        target = min(self.target or 0, end)
        self.place = Place(min(computed, target))
        if computed >= target:
            self.target = None

    def _play_on(self, now: float, computed: int, end: int) -> None:
        reach = min(computed, end)
        pace = Pace.of(self.speed, end)
        if pace is None:
            ahead = reach - self.place.step
            self.place = Place(self.place.step + max(math.ceil(ahead * CATCH_UP_SHARE), min(ahead, 1)))
        else:
            self._move_at(pace, now, reach, end)
        if self.place.step >= end:
            self.place, self.playing, self._anchor = Place(end), False, None

    def _move_at(self, pace: Pace, now: float, reach: int, end: int) -> None:
        position = self._position(pace, now)
        if self._anchor is None:
            self._anchor = (now, pace.elapsed(self.place.position))
        if position >= reach:
            self.place = Place(reach)
            self._anchor = (now, pace.elapsed(reach)) if reach < end else None
            return
        self.place = max(self.place, place_at(position, pace.rate_at(position)))

    def _position(self, pace: Pace, now: float) -> float:
        if self._anchor is None:
            return self.place.position
        began, elapsed = self._anchor
        return pace.position(elapsed + now - began)
