"""The numbers of the step on show, asked of the worker when another step comes."""

from collections.abc import Mapping
from typing import Any

from lossstudio.run.analysis.explanation import Explanation
from lossstudio.run.analysis.step_view import Piece
from lossstudio.run.training.compiled_recipe import Course
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.background.latest_request import LatestRequest
from lossstudio.studio.background.requests import ExplanationRequest
from lossstudio.studio.background.worker import Answer

READABLE_S = 0.125
"""Numbers that nobody could read are renewed at most this often."""
LONGEST_REPLAY = 64
"""How many steps are replayed for numbers that nobody has the time to read."""


class ExplanationAnalysis:
    """What is known of one step's numbers.

    Attributes
    ----------
    shown, course
        The numbers of the step on show, those of the step before until the new ones come; and what they belong to.
    pieces
        All that is known of that step.
    """

    pieces: Mapping[Piece, Any]

    def __init__(self) -> None:
        self.latest: LatestRequest[ExplanationRequest] = LatestRequest()
        self.shown: Explanation | None = None
        self.pieces = {}
        self.course: Course | None = None
        self._wanted: tuple[Any, ...] = ()
        self._wanted_at = -READABLE_S

    def forget(self) -> None:
        """Drop all that is about other parameters."""
        self.latest.cancel()
        self.shown, self.pieces, self.course, self._wanted = None, {}, None, ()

    def fit(self, course: Course) -> bool:
        """Drop numbers that don't fit another run's parameters and rows; True when they are gone."""
        if self.shown is None or _shape(self.shown) == (course.size, course.problem.rows):
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
        self.shown, self.pieces, self.course = known.explanation, known.pieces, request.timeline.course
        return True


def _shape(explanation: Explanation) -> tuple[int, int]:
    rows = 0 if explanation.sample_losses is None else len(explanation.sample_losses)
    return len(explanation.theta), rows
