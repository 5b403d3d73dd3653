"""How a film's time follows what happens: where much happens it goes slowly through the steps."""

from dataclasses import dataclass, replace

import numpy as np

from lossstudio.core.array import Floats

SETS_OUT, COMES_TO_REST = 0.1, 0.18
"""In these shares of a walk's time it comes to its speed, and comes to rest."""
FINENESS = 1e-3
"""Over this share of the time the speed of a walk is measured."""


@dataclass(frozen=True, slots=True, eq=False)
class WalkPacing:
    """How much has happened up to each step of a run.

    Attributes
    ----------
    steps
        ``(n,)``, rising.
    amount
        ``(n,)``: rising with the steps, and 0 at the first.
    """

    steps: Floats
    amount: Floats

    def slower(self, first: int, last: int, times: float) -> "WalkPacing":
        """Return a pacing in which what happens from one step to another takes so many times as long."""
        steps = np.union1d(self.steps, np.clip([first, last], self.steps[0], self.steps[-1]).astype(np.float64))
        growth = np.diff(np.interp(steps, self.steps, self.amount))
        inside = (steps[:-1] >= first) & (steps[1:] <= last)
        grown = np.concatenate([[0.0], np.cumsum(np.where(inside, times, 1.0) * growth)])
        return replace(self, steps=steps, amount=grown)

    def clock(self, first: int, last: int) -> "WalkClock | None":
        """Return the clock of a walk from one step to another; None where nothing is known of what happens there."""
        low, high = min(first, last), max(first, last)
        steps = np.union1d(self.steps[(self.steps > low) & (self.steps < high)], [float(low), float(high)])
        amount = np.interp(steps, self.steps, self.amount)
        whole = float(amount[-1] - amount[0])
        if not (whole > 0 and np.isfinite(whole)):
            return None
        share = (amount - amount[0]) / whole
        if first > last:
            return WalkClock(float(high) - steps[::-1], 1.0 - share[::-1])
        return WalkClock(steps - low, share)


@dataclass(frozen=True, slots=True, eq=False)
class WalkClock:
    """When a walk comes where.

    Attributes
    ----------
    walked
        ``(n,)``: steps from the walk's beginning, rising.
    share
        ``(n,)``: which share (0..1) of what happens on the walk is over there, rising.
    """

    walked: Floats
    share: Floats

    def position(self, time: float) -> float:
        """Return how many steps are walked after a share (0..1) of the time."""
        return float(np.interp(_eased(time), self.share, self.walked))

    def speed(self, time: float) -> float:
        """Return how many steps are walked in the whole time at the speed of a moment."""
        start, end = max(0.0, time - FINENESS), min(1.0, time + FINENESS)
        return (self.position(end) - self.position(start)) / (end - start)

    def time_of(self, walked: float) -> float:
        """Return the share of the time after which so many steps are walked."""
        wanted = float(np.interp(walked, self.walked, self.share))
        low, high = 0.0, 1.0
        for _ in range(50):
            middle = (low + high) / 2
            low, high = (middle, high) if _eased(middle) < wanted else (low, middle)
        return high


def _eased(time: float) -> float:
    """Return the share of the way at a share of the time, with a speed that grows at first and ebbs at last."""
    whole = 1.0 - (SETS_OUT + COMES_TO_REST) / 2
    if time < SETS_OUT:
        return SETS_OUT * _ramp(time / SETS_OUT) / whole
    if time > 1.0 - COMES_TO_REST:
        return 1.0 - COMES_TO_REST * _ramp((1.0 - time) / COMES_TO_REST) / whole
    return (time - SETS_OUT / 2) / whole


def _ramp(share: float) -> float:
    """Return the way while the speed grows as `smoothstep` does: its integral."""
    return share**3 - share**4 / 2
