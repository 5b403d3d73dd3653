"""What is known of the step on show, asked of the worker when another comes: its numbers, and the kind of point."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lossstudio.core.objective.objective import Objective
from lossstudio.run.analysis.critical_point import CriticalPoint
from lossstudio.run.analysis.explanation import Explanation
from lossstudio.run.analysis.step_view import Piece, StepView
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.background.landscapes import objective_key
from lossstudio.studio.background.requests import ExplanationRequest, PointRequest
from lossstudio.studio.background.worker import Answer, LatestRequest

READABLE_S = 0.125
"""Numbers that nobody could read are renewed at most this often."""
LONGEST_REPLAY = 64
"""How many steps are replayed for numbers that nobody has the time to read."""


class ExplanationAnalysis:
    """What is known of one step's numbers.

    Attributes
    ----------
    shown, timeline
        The numbers of the step on show, those of the step before until the new ones come; and the run of that step.
    pieces
        All that is known of that step.
    """

    pieces: Mapping[Piece, Any]

    def __init__(self) -> None:
        self.latest: LatestRequest[ExplanationRequest] = LatestRequest()
        self.shown: Explanation | None = None
        self.pieces = {}
        self.timeline: Timeline | None = None
        self._wanted: tuple[Any, ...] = ()
        self._wanted_at = -READABLE_S

    def forget(self) -> None:
        """Drop all that is about other parameters."""
        self.latest.cancel()
        self.shown, self.pieces, self.timeline, self._wanted = None, {}, None, ()

    def fit(self, compiled: CompiledRecipe) -> bool:
        """Drop numbers that don't fit another run's parameters and rows; True when they are gone."""
        if self.shown is None or _shape(self.shown) == (compiled.size, compiled.problem.rows):
            return False
        self.shown, self.pieces = None, {}
        return True

    def want(self, timeline: Timeline, step: int, runner: int, now: float, *, fast: bool) -> None:
        """Ask for the numbers of a step; while steps go by fast, only as often as they can be read.

        Then a step just before will do where the optimizer's memory is kept, when replaying up to `step` takes long.
        """
        if fast and now - self._wanted_at < READABLE_S:
            return
        checkpoint = timeline.checkpoint_before(step)
        if fast and checkpoint is not None and step - checkpoint.step > LONGEST_REPLAY:
            step = checkpoint.step
        wanted = (timeline, step, runner)
        if wanted == self._wanted:
            return
        self._wanted, self._wanted_at = wanted, now
        self.latest.want(ExplanationRequest(timeline, step, runner))

    def take(self, answer: Answer) -> bool:
        """Note an answer; True when there are other numbers."""
        request, known = answer.request, answer.value
        if not self.latest.take(answer) or not isinstance(request, ExplanationRequest) or known is None:
            return False
        self.shown, self.pieces, self.timeline = known.explanation, known.pieces, request.timeline
        return True


def _shape(explanation: Explanation) -> tuple[int, int]:
    rows = 0 if explanation.sample_losses is None else len(explanation.sample_losses)
    return len(explanation.theta), rows


POINT_S = 0.5
"""What kind of point the ball is on is asked at most this often while steps go by fast."""
CHEAP_POINT = 50_000
"""Parameters times rows up to which that is asked at all then: it takes a gradient or two for each parameter."""


class PointAnalysis:
    """What is known of the point under the ball.

    Attributes
    ----------
    shown
        What kind of point the ball is on, or was on just before; None while it isn't known.
    """

    def __init__(self) -> None:
        self.latest: LatestRequest[PointRequest] = LatestRequest()
        self.shown: CriticalPoint | None = None
        self._answered: PointRequest | None = None
        self._wanted: tuple[Any, ...] = ()
        self._wanted_at = -POINT_S

    def forget(self) -> None:
        """Drop all that is about other parameters."""
        self.latest.cancel()
        self.shown, self._answered, self._wanted = None, None, ()

    @property
    def view(self) -> StepView | None:
        """The step at whose place it was looked at."""
        answered = self._answered
        return None if answered is None else StepView(answered.timeline, answered.step, runner=answered.runner)

    @property
    def highest_curvature(self) -> float | None:
        """The highest eigenvalue of the Hessian at the point: 0 where it would be no bound of the learning rate."""
        if self.shown is None or self._answered is None:
            return None
        bounded = np.isfinite(self.shown.highest) and self._answered.objective.game is None
        return self.shown.highest if bounded else 0.0

    def of(self, timeline: Timeline, step: int, runner: int) -> CriticalPoint | None:
        """Return what kind of point a runner is on at this very step, where it is known."""
        answered = self._answered
        if answered is None or answered.objective is not timeline.compiled.objective(runner, step):
            return None
        return self.shown if np.array_equal(answered.theta, timeline.theta[step, runner]) else None

    def on(self, objective: Objective) -> CriticalPoint | None:
        """Return the last point that was looked at, where it was on this objective."""
        return self.shown if self._answered is not None and self._answered.objective is objective else None

    def want(self, timeline: Timeline, step: int, runner: int, now: float, *, fast: bool) -> None:
        """Ask what kind of point a runner is on; while steps go by fast, now and then, and only where it is cheap."""
        compiled = timeline.compiled
        dear = compiled.size * max(1, compiled.problem.rows) > CHEAP_POINT
        if fast and self.shown is not None and (dear or now - self._wanted_at < POINT_S):
            return
        place = timeline.theta[step, runner]
        wanted = (objective_key(compiled, runner, step), place.tobytes(), timeline, step, runner)
        if wanted != self._wanted and np.isfinite(place).all():
            self._wanted, self._wanted_at = wanted, now
            self.latest.want(PointRequest(timeline, step, runner))

    def take(self, answer: Answer) -> bool:
        """Note an answer; True when another point is known."""
        request = answer.request
        if not self.latest.take(answer) or not isinstance(request, PointRequest) or answer.value is None:
            return False
        self.shown, self._answered = answer.value, request
        return True
