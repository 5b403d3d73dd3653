"""The losses along the run on show, asked of the worker as the run grows."""

import numpy as np

from lossstudio.core.array import Integers
from lossstudio.core.objective.estimate import is_dear
from lossstudio.run.analysis.curves import Losses
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.background.requests import CurvesRequest
from lossstudio.studio.background.worker import Answer, LatestRequest

MOST = 1024


def plotted_steps(length: int) -> Integers:
    """Return which of the steps 0 .. `length` are plotted, ``(n,)``: every 2^k-th and the last.

    A longer run keeps those of a shorter one. They are at most `MOST` and the last.
    """
    stride = 1
    while length // stride >= MOST:
        stride *= 2
    steps: Integers = np.arange(0, length + 1, stride)
    return steps if steps[-1] == length else np.append(steps, length)


def missing_steps(curves: Losses | None, length: int) -> Integers:
    """Return which plotted steps ``(n,)`` the curves don't have yet: the last, then coarse to fine."""
    wanted = plotted_steps(length)
    missing = wanted if curves is None else np.setdiff1d(wanted, curves.steps, assume_unique=True)
    # A number's lowest bit says how coarse a grid it belongs to; 0 belongs to all of them.
    grain = np.where(missing == 0, length + 1, missing & -missing)
    grain[missing == length] = length + 2
    order = np.lexsort((missing, -grain))
    return missing[order]


READABLE_S = 0.125
"""While steps go by fast, curves grow at most this often."""


class CurvesAnalysis:
    """What is known of the losses.

    Attributes
    ----------
    shown
        The losses along the run; those of the run before until the new ones have no gap.
    shown_of
        The run that they belong to.
    """

    def __init__(self) -> None:
        self.latest: LatestRequest[CurvesRequest] = LatestRequest()
        self.shown: Losses | None = None
        self.shown_of: Timeline | None = None
        self._growing: Losses | None = None
        self._growing_on: Timeline | None = None
        self._wanted_at, self._wanted_to = -READABLE_S, -1
        self._complete: tuple[Losses | None, int] = (None, -1)

    def forget(self) -> None:
        """Drop all that is about other parameters."""
        self.latest.cancel()
        self.shown = self.shown_of = self._growing = self._growing_on = None

    def fit(self, compiled: CompiledRecipe) -> bool:
        """Drop curves that don't fit another run's runners; True when they are gone."""
        if self.shown is None or self.shown.train.shape[1] == len(compiled.names):
            return False
        self.shown = self.shown_of = None
        return True

    def of(self, timeline: Timeline) -> Losses | None:
        """Return the losses that are known of this very run."""
        return self.shown if self.shown_of is timeline else None

    def want(self, timeline: Timeline, now: float, *, fast: bool) -> None:
        """Ask for the losses at the plotted steps that are missing, anew when the run has grown meanwhile."""
        if timeline is not self._growing_on:
            self._growing, self._growing_on, self._wanted_to = None, timeline, -1
            self.latest.cancel()
        elif self._is_asked(timeline) or (fast and now - self._wanted_at < READABLE_S):
            return
        if self._complete[0] is self._growing and self._complete[1] == timeline.length:
            return  # asked in every frame: to find it out again takes a tenth of a millisecond
        steps = missing_steps(self._growing, timeline.length)
        if not len(steps):
            self._complete = self._growing, timeline.length
        else:
            self._wanted_at, self._wanted_to = now, timeline.length
            self.latest.want(CurvesRequest(timeline, steps))

    def _is_asked(self, timeline: Timeline) -> bool:
        """Say whether what is asked already shall be answered first: all of it, unless each step of it takes long."""
        same = timeline.length == self._wanted_to or not is_dear(timeline.compiled.objective())
        return self.latest.asked is not None and same

    def take(self, answer: Answer) -> bool:
        """Let the curves on show grow, or replace those of another run once the new ones have no gap."""
        same_run = self._growing is not None and self.shown is self._growing
        if not self.latest.take(answer) or self._growing_on is None:
            return False
        length = self._growing_on.length
        if isinstance(answer.value, Losses):
            known = answer.value if self._growing is None else self._growing.with_part(answer.value)
            self._growing = known.at(plotted_steps(length))
        if self._growing is None:
            return False
        whole = answer.value is None or self._growing.are_whole(length)
        if not (same_run or self.shown is None or whole):
            return False
        changed = self.shown is not self._growing
        self.shown, self.shown_of = self._growing, self._growing_on
        return changed
