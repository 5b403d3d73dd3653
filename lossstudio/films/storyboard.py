"""A storyboard says which step, and where between two steps, each frame of a film shows; it knows no pictures."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Pace: TypeAlias = Literal["slow start", "even"]
"""How a shot's time is shared out: so that the first steps can be followed, or alike for all."""

FIRST_STEPS_PER_SECOND = 1.4
HOLD_FIRST_S = 0.8
HOLD_LAST_S = 1.6
LARGEST_HOLD_SHARE = 0.3
FOLLOWED_STEPS_PER_SECOND = 6.0


@dataclass(frozen=True, slots=True)
class Instant:
    """What one frame shows.

    Attributes
    ----------
    step, fraction
        The step, and how far (0..1) the balls are on their way to the next one.
    phase
        0: none; 1 to 4: predict, loss, gradient, update.
    turn_deg
        How far the camera has turned about the surface, away from the scene's own view.
    """

    step: int
    fraction: float = 0.0
    phase: int = 0
    turn_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class Shot:
    """From one step to another in so many seconds; a shot that stays at its step holds the picture."""

    first: int
    last: int
    seconds: float
    pace: Pace = "slow start"


@dataclass(frozen=True, slots=True)
class Storyboard:
    """Shots in a row: exactly ``round(seconds * fps)`` frames, of which the last one shows the last step.

    `turn_deg` is how far the camera turns from the first frame to the last, gently at both ends; halfway it stands
    where the scene has it, so that the best view is in the middle.
    """

    shots: tuple[Shot, ...]
    fps: int
    turn_deg: float = 0.0

    @property
    def seconds(self) -> float:
        """How long all shots last together."""
        return math.fsum(shot.seconds for shot in self.shots)

    def __len__(self) -> int:
        return round(self.seconds * self.fps)

    def cut_at(self, end: int) -> "Storyboard":
        """Return the storyboard of as many frames that goes no further than step `end`."""
        shots = tuple(replace(shot, first=min(shot.first, end), last=min(shot.last, end)) for shot in self.shots)
        return replace(self, shots=shots)

    def instants(self) -> Iterator[Instant]:
        """Say what each frame shows, in order."""
        done = 0
        for shot, end in zip(self.shots, self._ends(), strict=True):
            count = end - done
            for index in range(1, count + 1):
                step, fraction = _place(shot, index / count)
                yield Instant(step, fraction, turn_deg=self._turn(done + index - 1))
            done = end

    def _ends(self) -> list[int]:
        """Return how many frames are over when each shot is; rounding never adds up."""
        passed = [math.fsum(shot.seconds for shot in self.shots[: i + 1]) for i in range(len(self.shots))]
        return [round(seconds * self.fps) for seconds in passed]

    def _turn(self, frame: int) -> float:
        return self.turn_deg * (_eased(frame / max(1, len(self) - 1)) - 0.5) if self.turn_deg else 0.0


def film_of_run(
    first: int, last: int, seconds: float, fps: int, *, pace: Pace = "slow start", turn_deg: float = 0.0
) -> Storyboard:
    """Return the film that comes out when nothing is directed: hold, walk from `first` to `last`, hold."""
    if first == last:
        return Storyboard((Shot(first, last, seconds),), fps, turn_deg)
    head = min(HOLD_FIRST_S, LARGEST_HOLD_SHARE * seconds / 2)
    tail = min(HOLD_LAST_S, LARGEST_HOLD_SHARE * seconds)
    walk = seconds - head - tail
    return Storyboard((Shot(first, first, head), Shot(first, last, walk, pace), Shot(last, last, tail)), fps, turn_deg)


def _place(shot: Shot, passed: float) -> tuple[int, float]:
    """Return step and fraction when `passed` (0..1) of a shot's time is over."""
    steps = abs(shot.last - shot.first)
    if passed >= 1 or steps == 0:
        return shot.last, 0.0
    growth = _growth(steps, shot.seconds) if shot.pace == "slow start" else 0.0
    walked = min(steps * _ramp(growth, passed), steps - 1e-9)
    pauses = _follow(steps * _slope(growth, passed) / shot.seconds)
    whole = math.floor(walked)
    within = walked - whole
    within += pauses * (_eased(within) - within)
    position = shot.first + math.copysign(whole + within, shot.last - shot.first)
    step = math.floor(position)
    return step, position - step


def _growth(steps: int, seconds: float) -> float:
    """Return how many e-foldings the speed grows by, so that it starts at a speed that eyes can follow.

    The speed is exponential in time, so the walk is even in the logarithm of the step: n = s (e^g - 1) / g, where s is
    how many steps the first speed alone would make.
    """
    reachable = FIRST_STEPS_PER_SECOND * seconds
    if steps <= reachable:
        return 0.0
    low, high = 0.0, 60.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if reachable * math.expm1(middle) / middle < steps else (low, middle)
    return (low + high) / 2


def _ramp(growth: float, passed: float) -> float:
    """Return which share of the way is done after a share of the time."""
    return passed if growth == 0 else math.expm1(growth * passed) / math.expm1(growth)


def _slope(growth: float, passed: float) -> float:
    """Return the derivative of `_ramp`: the speed, 1 being the mean."""
    return 1.0 if growth == 0 else growth * math.exp(growth * passed) / math.expm1(growth)


def _follow(steps_per_second: float) -> float:
    """Return how much (0..1) the ball rests at each step: wholly when slow, not at all when fast."""
    return min(1.0, max(0.0, 2 - 2 * steps_per_second / FOLLOWED_STEPS_PER_SECOND))


def _eased(x: float) -> float:
    """Return `x` with a gentle start and end (smoothstep)."""
    return x * x * (3 - 2 * x)
