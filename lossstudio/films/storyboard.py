"""A storyboard says which step, and where between two steps, each frame of a film shows; it knows no pictures."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lossstudio.project.scene import Easing

FIRST_STEPS_PER_SECOND = 1.4
HOLD_FIRST_S = 0.8
HOLD_LAST_S = 1.6
LARGEST_HOLD_SHARE = 0.3
FOLLOWED_STEPS_PER_SECOND = 6.0
JUST_BELOW = 1e-9


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
        How far the camera has turned about the surface, away from where it stands without turning.
    way
        Where the camera is between its keys: 1.25 is a quarter of the way from the second to the third.
    card
        What stands alone in the picture; "" for none.
    """

    step: int
    fraction: float = 0.0
    phase: int = 0
    turn_deg: float = 0.0
    way: float = 0.0
    card: str = ""


@dataclass(frozen=True, slots=True)
class Shot:
    """From one step to another in so many seconds; a shot that stays at its step holds the picture.

    Attributes
    ----------
    opens, closes
        Which part of the walk's time is shown: a pause cuts a walk in two without changing its pace.
    card
        What stands alone meanwhile.
    """

    first: int
    last: int
    seconds: float
    pace: Easing = "slow_start"
    opens: float = 0.0
    closes: float = 1.0
    card: str = ""

    def place(self, passed: float) -> tuple[int, float]:
        """Return step and fraction when `passed` (0..1) of the time is over."""
        time = self.opens + passed * (self.closes - self.opens)
        steps = abs(self.last - self.first)
        if time >= 1 or steps == 0:
            return self.last, 0.0
        whole_s = self.seconds / (self.closes - self.opens)
        growth = _growth(steps, whole_s) if self.pace == "slow_start" else 0.0
        walked = min(steps * self._share(growth, time), steps - JUST_BELOW)
        pauses = _follow(steps * self._slope(growth, time) / whole_s)
        whole = math.floor(walked)
        within = walked - whole
        within += pauses * (_eased(within) - within)
        position = self.first + math.copysign(whole + within, self.last - self.first)
        step = math.floor(position)
        return step, position - step

    def time_of(self, step: int) -> float:
        """Return the share of the walk's time (0..1) after which it has come to a step that lies on its way."""
        steps = abs(self.last - self.first)
        growth = _growth(steps, self.seconds) if self.pace == "slow_start" else 0.0
        low, high = 0.0, 1.0
        for _ in range(50):
            middle = (low + high) / 2
            before = steps * self._share(growth, middle) < abs(step - self.first)
            low, high = (middle, high) if before else (low, middle)
        return high

    def _share(self, growth: float, time: float) -> float:
        """Return which share of the way is done after a share of the time."""
        if self.pace == "ease":
            return _eased(time)
        return time if growth == 0 else math.expm1(growth * time) / math.expm1(growth)

    def _slope(self, growth: float, time: float) -> float:
        """Return the derivative of `_share`: the speed, 1 being the mean."""
        if self.pace == "ease":
            return 6 * time * (1 - time)
        return 1.0 if growth == 0 else growth * math.exp(growth * time) / math.expm1(growth)


@dataclass(frozen=True, slots=True)
class Storyboard:
    """Shots in a row: exactly ``round(seconds * fps)`` frames, of which the last one shows the last step.

    Attributes
    ----------
    turn_deg
        How far the camera turns from the first frame to the last, gently at both ends; halfway it stands where it
        would stand otherwise, so that the best view is in the middle.
    keys
        The steps at which the camera has a place of its own, in the order of the film.
    """

    shots: tuple[Shot, ...]
    fps: int
    turn_deg: float = 0.0
    keys: tuple[int, ...] = ()

    @property
    def seconds(self) -> float:
        """How long all shots last together."""
        return math.fsum(shot.seconds for shot in self.shots)

    @property
    def moves(self) -> bool:
        """Whether the camera moves."""
        return bool(self.turn_deg) or len(self.keys) > 1

    def __len__(self) -> int:
        return round(self.seconds * self.fps)

    def cut_at(self, end: int) -> "Storyboard":
        """Return the storyboard of as many frames that goes no further than step `end`."""
        shots = tuple(replace(shot, first=min(shot.first, end), last=min(shot.last, end)) for shot in self.shots)
        return replace(self, shots=shots, keys=tuple(min(key, end) for key in self.keys))

    def instants(self) -> Iterator[Instant]:
        """Say what each frame shows, in order."""
        places = list(self._places())
        ways = _ways([step + fraction for step, fraction, _ in places], self.keys)
        for frame, (step, fraction, card) in enumerate(places):
            yield Instant(step, fraction, turn_deg=self._turn(frame), way=ways[frame], card=card)

    def _places(self) -> Iterator[tuple[int, float, str]]:
        done = 0
        for shot, end in zip(self.shots, self.ends(), strict=True):
            count = end - done
            for index in range(1, count + 1):
                yield *shot.place(index / count), shot.card
            done = end

    def ends(self) -> list[int]:
        """Return how many frames are over when each shot is; rounding never adds up."""
        passed = [math.fsum(shot.seconds for shot in self.shots[: i + 1]) for i in range(len(self.shots))]
        return [round(seconds * self.fps) for seconds in passed]

    def _turn(self, frame: int) -> float:
        return self.turn_deg * (_eased(frame / max(1, len(self) - 1)) - 0.5) if self.turn_deg else 0.0


def held(shots: tuple[Shot, ...], head: float, tail: float) -> tuple[Shot, ...]:
    """Return shots between a held first and a held last picture."""
    first, last = shots[0].first, shots[-1].last
    ends = (Shot(first, first, head),), (Shot(last, last, tail),)
    return (*(ends[0] if head > 0 else ()), *shots, *(ends[1] if tail > 0 else ()))


def holds(seconds: float) -> tuple[float, float]:
    """Return how long the first and the last picture of so long a film are held."""
    return min(HOLD_FIRST_S, LARGEST_HOLD_SHARE * seconds / 2), min(HOLD_LAST_S, LARGEST_HOLD_SHARE * seconds)


def film_of_run(
    first: int, last: int, seconds: float, fps: int, *, pace: Easing = "slow_start", turn_deg: float = 0.0
) -> Storyboard:
    """Return the film that comes out when nothing is directed: hold, walk from `first` to `last`, hold."""
    if first == last:
        return Storyboard((Shot(first, last, seconds),), fps, turn_deg)
    head, tail = holds(seconds)
    return Storyboard(held((Shot(first, last, seconds - head - tail, pace),), head, tail), fps, turn_deg)


def _ways(positions: list[float], keys: tuple[int, ...]) -> list[float]:
    """Return where the camera is between its keys at each frame; it comes to each when the film comes to its step.

    Between two keys it moves gently at both ends, evenly in time and not in steps, which go faster and faster.
    """
    if len(keys) < 2:
        return [0.0] * len(positions)
    frames: list[int] = []
    for key in keys:
        start = frames[-1] if frames else 0
        reached = (frame for frame in range(start, len(positions)) if _reaches(positions, frame, key))
        frames.append(next(reached, len(positions) - 1))
    ways = []
    for frame in range(len(positions)):
        after = next((number for number, at in enumerate(frames) if at > frame), len(frames))
        if after in (0, len(frames)):
            ways.append(float(max(0, after - 1)))
            continue
        start, end = frames[after - 1], frames[after]
        ways.append(after - 1 + _eased((frame - start) / (end - start)))
    return ways


def _reaches(positions: list[float], frame: int, step: int) -> bool:
    forward = positions[-1] >= positions[0]
    return positions[frame] >= step if forward else positions[frame] <= step


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


def _follow(steps_per_second: float) -> float:
    """Return how much (0..1) the ball rests at each step: wholly when slow, not at all when fast."""
    return min(1.0, max(0.0, 2 - 2 * steps_per_second / FOLLOWED_STEPS_PER_SECOND))


def _eased(x: float) -> float:
    """Return `x` with a gentle start and end (smoothstep)."""
    return x * x * (3 - 2 * x)
