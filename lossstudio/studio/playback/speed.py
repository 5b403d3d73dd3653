"""How fast playing goes: the speeds that are offered, and which step is on show at a time."""

import math
from dataclasses import dataclass
from typing import Literal

from lossstudio.core.easing import smoothstep

SLOW_STEPS = 3
SLOW_RATE = 1.0
WHOLE_RUN_S = 8.0
PHASED_RATE = 2.0
"""Up to this many steps a second the four phases of a step are shown one after another."""
TWEENED_RATE = 10.0
"""Up to this many steps a second the ball rolls between steps instead of jumping."""


@dataclass(frozen=True, slots=True)
class Speed:
    """One choice of speed.

    Attributes
    ----------
    key, label
        The word in settings, and what a person reads.
    rate
        Steps a second; None for "auto" and "max".
    """

    key: str
    label: str
    rate: float | None = None


AUTO = Speed("auto", "auto")
MAX = Speed("max", "as fast as possible")
SPEEDS: tuple[Speed, ...] = (
    AUTO,
    *(Speed(f"{rate:g}", f"{rate:g} steps/s", rate) for rate in (0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)),
    MAX,
)


def speed_called(key: str) -> Speed:
    """Return the speed with that key, or "auto" when no speed has it."""
    return next((speed for speed in SPEEDS if speed.key == key), AUTO)


@dataclass(frozen=True, slots=True)
class PlaybackRate:
    """Which step is on show when: `slow` steps at `slow_rate`, then the rest at `rate` steps a second."""

    slow: int
    slow_rate: float
    rate: float

    @classmethod
    def of(cls, speed: Speed, planned: int) -> "PlaybackRate | None":
        """Return the pace of a run of `planned` steps; None as fast as possible."""
        if speed.rate is not None:
            return cls(0, speed.rate, speed.rate)
        if speed == MAX:
            return None
        slow_s = SLOW_STEPS / SLOW_RATE
        return cls(SLOW_STEPS, SLOW_RATE, max(SLOW_RATE, (planned - SLOW_STEPS) / (WHOLE_RUN_S - slow_s)))

    def position(self, elapsed_s: float) -> float:
        """Return how many steps have gone by after a time from step 0; whole numbers are steps."""
        slow_s = self.slow / self.slow_rate
        return elapsed_s * self.slow_rate if elapsed_s < slow_s else self.slow + (elapsed_s - slow_s) * self.rate

    def elapsed(self, position: float) -> float:
        """Return when a position is reached, in seconds from step 0: the inverse of `position`."""
        if position < self.slow:
            return position / self.slow_rate
        return self.slow / self.slow_rate + (position - self.slow) / self.rate

    def rate_at(self, position: float) -> float:
        """Return how many steps a second go by there."""
        return self.slow_rate if position < self.slow else self.rate


Phase = Literal[0, 1, 2, 3, 4]
"""0: none, 1: predict, 2: loss, 3: gradient, 4: update."""

PHASE_STARTS = (0.0, 0.2, 0.4, 0.6)
ROLL_START = 0.7
"""Where in a phased step the ball begins to roll."""


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """What is on show: a step, the part of the way to the next, and the phase."""

    step: int = 0
    fraction: float = 0.0
    phase: Phase = 0

    @property
    def position(self) -> float:
        """The cursor as a number of steps, from which playing goes on."""
        if self.phase and not self.fraction:
            return self.step + PHASE_STARTS[self.phase - 1]
        return self.step + (_phased_share(self.fraction) if self.phase else self.fraction)

    @property
    def rested(self) -> "Cursor":
        """The nearest cursor at which the balls are at a step."""
        if not self.fraction:
            return self
        return Cursor(self.step + 1) if self.fraction >= 0.5 else Cursor(self.step, 0.0, self.phase)

    def forward(self) -> "Cursor":
        """Return the next phase, of the next step after the last one."""
        return Cursor(self.step + 1, 0.0, 1) if self.phase == 4 else Cursor(self.step, 0.0, _PHASES[self.phase + 1])

    def back(self) -> "Cursor":
        """Return the phase before."""
        if self.phase > 1:
            return Cursor(self.step, 0.0, _PHASES[self.phase - 1])
        return Cursor(self.step - 1, 0.0, 4) if self.step else Cursor()


_PHASES: tuple[Phase, ...] = (0, 1, 2, 3, 4)


def cursor_at(position: float, rate: float) -> Cursor:
    """Return what is on show at a position when `rate` steps go by in a second."""
    # Positions are sums of rounded shares of seconds: what is a step but for rounding has come there.
    step = math.floor(position + 1e-9)
    share = max(0.0, position - step)
    if rate > TWEENED_RATE:
        return Cursor(step)
    if rate > PHASED_RATE:
        return Cursor(step, share)
    phase = sum(share >= start - 1e-9 for start in PHASE_STARTS)
    return Cursor(step, _rolled(share), _PHASES[phase])


def _rolled(share: float) -> float:
    """Return how far the ball has rolled at a share of a phased step: rest, then a smooth start and stop."""
    return smoothstep(max(0.0, (share - ROLL_START) / (1.0 - ROLL_START)))


def _phased_share(fraction: float) -> float:
    """Return the inverse of `_rolled` (the root of a smoothstep in 0..1, in closed form)."""
    part = 0.5 - math.sin(math.asin(1.0 - 2.0 * fraction) / 3.0)
    return ROLL_START + (1.0 - ROLL_START) * part
