"""The losses along the run on show, asked of the worker as the run grows."""

from lossstudio.run.training.compiled_recipe import Course
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.background.curve_points import Curves, missing_steps, no_curves
from lossstudio.studio.background.latest_request import LatestRequest
from lossstudio.studio.background.requests import CurvesRequest
from lossstudio.studio.background.tasks import CurvePart
from lossstudio.studio.background.worker import Answer

READABLE_S = 0.125
"""While steps go by fast, curves grow at most this often."""


class CurvesAnalysis:
    """What is known of the losses.

    Attributes
    ----------
    shown
        The losses along the run; those of the run before until the new ones are complete.
    """

    def __init__(self) -> None:
        self.latest: LatestRequest[CurvesRequest] = LatestRequest()
        self.shown: Curves | None = None
        self._growing: Curves | None = None
        self._growing_on: Timeline | None = None
        self._wanted_at = -READABLE_S

    def forget(self) -> None:
        """Drop all that is about other parameters."""
        self.latest.cancel()
        self.shown = self._growing = self._growing_on = None

    def fit(self, course: Course) -> bool:
        """Drop curves that don't fit another run's runners; True when they are gone."""
        if self.shown is None or self.shown.train.shape[1] == len(course.names):
            return False
        self.shown = None
        return True

    def of(self, timeline: Timeline) -> Curves | None:
        """Return the losses that are known of this very run."""
        return self.shown if self._growing_on is timeline and self.shown is self._growing else None

    def want(self, timeline: Timeline, now: float, *, fast: bool) -> None:
        """Ask for the losses at the plotted steps that are missing."""
        if timeline is not self._growing_on:
            self._growing, self._growing_on = None, timeline
            self.latest.cancel()
        elif self.latest.asked is not None or (fast and now - self._wanted_at < READABLE_S):
            return
        steps = missing_steps(self._growing, timeline.length)
        if len(steps):
            self._wanted_at = now
            self.latest.want(CurvesRequest(timeline, steps))

    def take(self, answer: Answer) -> bool:
        """Let the curves on show grow, or replace those of another run once the new ones are complete."""
        same_run = self._growing is not None and self.shown is self._growing
        if not self.latest.take(answer) or self._growing_on is None:
            return False
        if isinstance(answer.value, CurvePart):
            growing = self._growing or no_curves(answer.value.train.shape[1])
            self._growing = growing.with_part(answer.value).thinned(self._growing_on.length)
        if self._growing is None or not (same_run or self.shown is None or answer.value is None):
            return False
        changed = self.shown is not self._growing
        self.shown = self._growing
        return changed
