"""A storyboard says which step, and where between two steps, each frame of a film shows; it knows no pictures."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from lossstudio.core.easing import smoothstep
from lossstudio.films.encode.rates import Rate
from lossstudio.films.plan.fades import comings, openings, pages
from lossstudio.films.plan.pacing import WalkClock, WalkPacing
from lossstudio.project.film_spec import Easing

Loop: TypeAlias = Literal["turn", "back"]

FIRST_STEPS_PER_SECOND = 1.4
HOLD_FIRST_S = 0.8
HOLD_LAST_S = 1.6
LARGEST_HOLD_SHARE = 0.3
FOLLOWED_STEPS_PER_SECOND = 6.0
JUST_BELOW = 1e-9
PHASES = 4
AT_GRADIENT = 0.6
"""At this share of a step that is walked through phase by phase its third one is on show."""
WHOLE_TURN_DEG = 360.0
ROLLS = (0.82, 0.98)
"""Between these shares of a step that is walked through phase by phase the ball rolls to the next."""


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
    nearer
        How much nearer (0..1) the camera has come.
    card
        What stands alone in the picture; "" for none.
    ink
        How much (0..1) of the picture is there: it fades where a card comes or goes.
    entered, left
        How far (0..1) what belongs to the phase has come, and how far it has gone again.
    came_from, arrived
        The step whose surface gives way to this one's, and how far (0..1) it has; None: it stands.
    opened
        How far (0..1) the film has opened: surface, axes, balls, title, numbers and charts come one after another;
        or how far a card with which it begins has.
    """

    step: int
    fraction: float = 0.0
    phase: int = 0
    turn_deg: float = 0.0
    way: float = 0.0
    nearer: float = 0.0
    card: str = ""
    ink: float = 1.0
    entered: float = 1.0
    left: float = 0.0
    came_from: int | None = None
    arrived: float = 1.0
    opened: float = 1.0


@dataclass(frozen=True, slots=True)
class StepPosition:
    """Where the balls are: a step, how far they are on their way to the next, and the phase of the step."""

    step: int
    fraction: float = 0.0
    phase: int = 0


@dataclass(frozen=True, slots=True)
class Shot:
    """From one step to another in so many seconds; a shot that stays at its step holds the picture.

    Attributes
    ----------
    opens, closes
        Which part of the walk's time is shown: a pause cuts a walk in two without changing its pace.
    card
        What stands alone meanwhile.
    phased
        Whether each step is walked through phase by phase, all in the same time; where it stays at its step, the
        phases of that one are.
    clock
        When it comes where, if its pace follows what happens and that is known.
    """

    first: int
    last: int
    seconds: float
    pace: Easing = "slow_start"
    opens: float = 0.0
    closes: float = 1.0
    card: str = ""
    phased: bool = False
    clock: WalkClock | None = None

    @property
    def still(self) -> bool:
        """Whether it only holds a picture, or a card."""
        return self.first == self.last and not self.phased

    def place(self, passed: float) -> StepPosition:
        """Return where the balls are when `passed` (0..1) of the time is over."""
        time = self.opens + passed * (self.closes - self.opens)
        steps = abs(self.last - self.first)
        if self.phased and self.first <= self.last:
            return self._in_phases(time, steps)
        if time >= 1 or steps == 0:
            return StepPosition(self.last)
        whole_s = self.seconds / (self.closes - self.opens)
        if self.clock is not None:
            walked, speed = self.clock.position(time), self.clock.speed(time)
        else:
            growth = self._growth_of(steps, whole_s)
            walked, speed = steps * self._share(growth, time), steps * self._slope(growth, time)
        walked = min(walked, steps - JUST_BELOW)
        pauses = _follow(speed / whole_s)
        whole = math.floor(walked)
        within = walked - whole
        within += pauses * (smoothstep(within) - within)
        position = self.first + math.copysign(whole + within, self.last - self.first)
        step = math.floor(position)
        return StepPosition(step, position - step)

    def _in_phases(self, time: float, steps: int) -> StepPosition:
        """Return where the balls are if every step takes the same time; at its end they rest at the last step."""
        if time >= 1:
            return StepPosition(self.last, phase=PHASES if steps == 0 else 0)
        walked = time * max(steps, 1)
        whole = math.floor(walked)
        share = walked - whole
        start, end = ROLLS
        rolled = smoothstep(min(1.0, max(0.0, (share - start) / (end - start)))) if steps else 0.0
        return StepPosition(self.first + whole, min(rolled, 1 - JUST_BELOW), 1 + math.floor(PHASES * share))

    def time_of(self, step: int) -> float:
        """Return the share of the walk's time (0..1) after which it has come to a step that lies on its way."""
        steps = abs(self.last - self.first)
        if self.clock is not None:
            return self.clock.time_of(abs(step - self.first))
        growth = self._growth_of(steps, self.seconds)
        low, high = 0.0, 1.0
        for _ in range(50):
            middle = (low + high) / 2
            before = steps * self._share(growth, middle) < abs(step - self.first)
            low, high = (middle, high) if before else (low, middle)
        return high

    def paced(self, pacing: WalkPacing) -> "Shot":
        """Return the shot with a clock, where its pace follows what happens; a part of a walk stays that part of it."""
        follows = self.pace == "walk" and not self.phased and self.clock is None and self.first != self.last
        clock = pacing.clock(self.first, self.last) if follows else None
        if clock is None:
            return self
        opens, closes = (
            clock.time_of(self._steps_at(time)) if 0 < time < 1 else time for time in (self.opens, self.closes)
        )
        seconds = self.seconds / (self.closes - self.opens) * (closes - opens)
        return replace(self, clock=clock, opens=opens, closes=closes, seconds=seconds)

    def _steps_at(self, time: float) -> int:
        """Return how many whole steps are walked after a share of the time."""
        steps = abs(self.last - self.first)
        return round(steps * self._share(self._growth_of(steps, self.seconds / (self.closes - self.opens)), time))

    def _growth_of(self, steps: int, seconds: float) -> float:
        """Return how many e-foldings the speed grows by."""
        slow = self.pace in ("slow_start", "walk")  # of which nothing is known yet
        return _growth(steps, seconds) if slow and not self.phased else 0.0

    def _share(self, growth: float, time: float) -> float:
        """Return which share of the way is done after a share of the time."""
        if self.pace == "ease" and not self.phased:
            return smoothstep(time)
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
    push_in
        How much nearer (0..1) the camera comes from the first frame to the last, gently at both ends.
    opens
        Whether what stands about the surface comes at the beginning, and cards fade, instead of being there.
    loop
        How its last frame leads to its first: "turn" goes once round at a constant speed, "back" the same way back.
    """

    shots: tuple[Shot, ...]
    fps: Rate
    turn_deg: float = 0.0
    keys: tuple[int, ...] = ()
    push_in: float = 0.0
    opens: bool = True
    loop: Loop | None = None

    @property
    def seconds(self) -> float:
        """How long all shots last together, and the way back."""
        return float(len(self) / self.fps) if self.loop == "back" else self._forward_s

    @property
    def moves(self) -> bool:
        """Whether the camera moves."""
        return bool(self.turn_deg or self.push_in) or len(self.keys) > 1

    @property
    def phased(self) -> bool:
        """Whether there are steps that are walked through phase by phase."""
        return any(shot.phased for shot in self.shots)

    def __len__(self) -> int:
        return len(self.order)

    @property
    def order(self) -> Sequence[int]:
        """Which of the frames on the way forward each frame is."""
        forward = range(round(self._forward_s * self.fps))
        return (*forward, *forward[-2:0:-1]) if self.loop == "back" else forward

    @property
    def _forward_s(self) -> float:
        return math.fsum(shot.seconds for shot in self.shots)

    def cut_at(self, end: int) -> "Storyboard":
        """Return the storyboard of as many frames that goes no further than step `end`."""
        shots = tuple(
            replace(shot, first=min(shot.first, end), last=min(shot.last, end), phased=shot.phased and shot.last <= end)
            for shot in self.shots
        )
        return replace(self, shots=shots, keys=tuple(min(key, end) for key in self.keys))

    def paced(self, pacing: WalkPacing) -> "Storyboard":
        """Return the storyboard in which time follows what happens, wherever a shot's pace is to."""
        return replace(self, shots=tuple(shot.paced(pacing) for shot in self.shots))

    def instants(self) -> Iterator[Instant]:
        """Say what each frame shows, in order."""
        forward = list(self.forward())
        return (forward[number] for number in self.order)

    def forward(self) -> Iterator[Instant]:
        """Say what each frame shows on the way forward."""
        places = list(self._places())
        still = [shot.still for _, shot in places]
        ways = _ways([at.step + at.fraction for at, _ in places], still, self.keys)
        cards = [shot.card for _, shot in places]
        inks = pages(cards, self.fps) if self.opens else [1.0] * len(cards)
        opened = openings(cards, self.fps) if self.opens and self.loop is None else [1.0] * len(cards)
        phases = comings([(at.step, at.phase) if at.phase else None for at, _ in places], self.fps)
        for frame, (at, shot) in enumerate(places):
            passed = smoothstep(frame / max(1, len(places) - 1))
            turn_deg = self.turn_deg * (passed - 0.5) if self.turn_deg else 0.0
            if self.loop == "turn":
                turn_deg = self.turn_deg * frame / len(places)
            coming = phases[frame]
            yield Instant(
                at.step,
                at.fraction,
                at.phase,
                turn_deg,
                ways[frame],
                self.push_in * passed,
                shot.card,
                inks[frame],
                coming.entered,
                coming.left,
                opened=opened[frame],
            )

    def _places(self) -> Iterator[tuple[StepPosition, Shot]]:
        done = 0
        for shot, end in zip(self.shots, self.ends(), strict=True):
            count = end - done
            for index in range(1, count + 1):
                yield shot.place(index / count), shot
            done = end

    def ends(self) -> list[int]:
        """Return how many frames are over when each shot is; rounding never adds up."""
        passed = [math.fsum(shot.seconds for shot in self.shots[: i + 1]) for i in range(len(self.shots))]
        return [round(seconds * self.fps) for seconds in passed]


def picture_of(step: int, seconds: float, *, phased: bool) -> Shot:
    """Return the shot of a single picture; of the phases it lights the gradient, whose arrow shows where it goes."""
    return (
        Shot(step, step, seconds, opens=AT_GRADIENT, closes=AT_GRADIENT, phased=True)
        if phased
        else Shot(step, step, seconds)
    )


def held(shots: tuple[Shot, ...], head: float, tail: float) -> tuple[Shot, ...]:
    """Return shots between a held first and a held last picture."""
    first, last = shots[0].first, shots[-1].last
    ends = (Shot(first, first, head),), (Shot(last, last, tail),)
    return (*(ends[0] if head > 0 else ()), *shots, *(ends[1] if tail > 0 else ()))


def holds(seconds: float) -> tuple[float, float]:
    """Return how long the first and the last picture of so long a film are held."""
    return min(HOLD_FIRST_S, LARGEST_HOLD_SHARE * seconds / 2), min(HOLD_LAST_S, LARGEST_HOLD_SHARE * seconds)


def _ways(positions: list[float], still: list[bool], keys: tuple[int, ...]) -> list[float]:
    """Return where the camera is between its keys at each frame; it comes to each when the film comes to its step.

    It stays there while the picture is held. Between two keys it moves gently at both ends, evenly in time and not in
    steps, which go faster and faster.
    """
    if len(keys) < 2:
        return [0.0] * len(positions)
    comes: list[int] = []
    for key in keys:
        start = comes[-1] if comes else 0
        reached = (frame for frame in range(start, len(positions)) if _reaches(positions, frame, key))
        comes.append(next(reached, len(positions) - 1))
    leaves = [_left(positions, still, frame, key) for frame, key in zip(comes, keys, strict=True)]
    ways = []
    for frame in range(len(positions)):
        after = next((number for number, at in enumerate(comes) if at > frame), len(comes))
        if after in (0, len(comes)):
            ways.append(float(max(0, after - 1)))
            continue
        start, end = leaves[after - 1], comes[after]
        start = start if start < end else comes[after - 1]
        ways.append(after - 1 + smoothstep(max(0, frame - start) / (end - start)))
    return ways


def _left(positions: list[float], still: list[bool], frame: int, key: int) -> int:
    """Return the last frame of a picture that is held at a key's step from this frame on, or this frame."""
    while frame + 1 < len(positions) and still[frame + 1] and positions[frame + 1] == key:
        frame += 1
    return frame


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
