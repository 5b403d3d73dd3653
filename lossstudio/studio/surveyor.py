"""The surveyor: what is known about the run on show, asked of the worker when it changes, newest first."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from lossstudio.core.objective.objective import Objective
from lossstudio.run.course import Course
from lossstudio.run.explanation import Explanation
from lossstudio.run.plane_spec import PlaneSpec
from lossstudio.run.range_test import RangeTest
from lossstudio.run.standing_point import StandingPoint
from lossstudio.run.timeline import Timeline
from lossstudio.studio.curve_points import Curves, missing_steps, no_curves
from lossstudio.studio.landscapes import Landscapes, objective_key
from lossstudio.studio.requests import (
    CurvesRequest,
    ExplanationRequest,
    LandscapeRequest,
    PlaneRequest,
    PointRequest,
    RangeRequest,
    Request,
)
from lossstudio.studio.slot import Slot
from lossstudio.studio.surveys import CurvePart, PlaneFound
from lossstudio.studio.worker import Answer

READABLE_S = 0.125
"""Numbers that nobody could read are renewed at most this often."""
POINT_S = 0.25
"""What kind of point the ball is on is asked at most this often while steps go by fast."""
CHEAP_POINT = 50_000
"""Parameters times rows up to which that is asked at all then: it takes a gradient or two for each parameter."""
LONGEST_REPLAY = 64
"""How many steps are replayed for numbers that nobody has the time to read."""


class Surveyor:
    """Facts about the run that take time to compute.

    Attributes
    ----------
    landscapes
        The surface, coarse to fine.
    curves
        The losses along the run; those of the run before until the new ones are complete.
    explanation, explained
        The numbers of the step on show, those of the step before until the new ones come; and what they belong to.
    point
        What kind of point the ball is on, or was on just before; None while it isn't known.
    found
        The last plane that was fitted on request.
    rates
        The last range test of the learning rate.
    """

    def __init__(self) -> None:
        self.landscapes = Landscapes()
        self.curves: Curves | None = None
        self.explanation: Explanation | None = None
        self.explained: Course | None = None
        self.point: StandingPoint | None = None
        self._pointed: PointRequest | None = None
        self.found: PlaneFound | None = None
        self.rates: RangeTest | None = None
        self._explanations: Slot[ExplanationRequest] = Slot()
        self._curve_parts: Slot[CurvesRequest] = Slot()
        self._points: Slot[PointRequest] = Slot()
        self._planes: Slot[PlaneRequest] = Slot()
        self._ranges: Slot[RangeRequest] = Slot()
        self._growing: Curves | None = None
        self._growing_on: Timeline | None = None
        self._explained: tuple[Any, ...] = ()
        self._explained_at = self._curves_at = -READABLE_S
        self._pointed_at = -POINT_S
        self._curved: tuple[Any, ...] = ()

    def forget(self) -> None:
        """Drop all that is about other parameters."""
        self.landscapes.forget()
        for slot in (self._explanations, self._curve_parts, self._points, self._planes, self._ranges):
            slot.cancel()
        self.curves = self.explanation = self.explained = self.point = self.found = self.rates = None
        self._growing = self._growing_on = None
        self._explained = self._curved = ()

    def fit(self, course: Course) -> list[str]:
        """Drop what doesn't fit another run's runners and rows; return which facts are gone."""
        gone = []
        curves, explained = self.curves, self.explanation
        if curves is not None and curves.train.shape[1] != len(course.names):
            self.curves = None
            gone.append("curves")
        if explained is not None and _shape(explained) != (course.size, course.problem.rows):
            self.explanation = None
            gone.append("explanation")
        return gone

    def want_explanation(self, timeline: Timeline, step: int, runner: int, now: float, *, fast: bool) -> None:
        """Ask for the numbers of a step; while steps go by fast, only as often as they can be read.

        Then a step just before will do where the optimizer's memory is kept, when replaying up to `step` takes long.
        """
        if fast and now - self._explained_at < READABLE_S:
            return
        checkpoint = timeline.checkpoint_before(step)
        if fast and checkpoint is not None and step - checkpoint.step > LONGEST_REPLAY:
            step = checkpoint.step
        wanted = (timeline, step, runner)
        if wanted == self._explained:
            return
        self._explained, self._explained_at = wanted, now
        self._explanations.want(ExplanationRequest(timeline, step, runner))

    def want_curves(self, timeline: Timeline, now: float, *, fast: bool) -> None:
        """Ask for the losses at the plotted steps that are missing."""
        if timeline is not self._growing_on:
            self._growing, self._growing_on = None, timeline
            self._curve_parts.cancel()
        elif self._curve_parts.asked is not None or (fast and now - self._curves_at < READABLE_S):
            return
        steps = missing_steps(self._growing, timeline.length)
        if len(steps):
            self._curves_at = now
            self._curve_parts.want(CurvesRequest(timeline, steps))

    @property
    def highest_curvature(self) -> float | None:
        """The highest eigenvalue of the Hessian at `point`: 0 where it would be no bound of the learning rate."""
        if self.point is None or self._pointed is None:
            return None
        bounded = np.isfinite(self.point.highest) and self._pointed.objective.game is None
        return self.point.highest if bounded else 0.0

    def losses_of(self, timeline: Timeline) -> Curves | None:
        """Return the losses that are known of this very run."""
        return self.curves if self._growing_on is timeline and self.curves is self._growing else None

    def point_of(self, timeline: Timeline, step: int, runner: int) -> StandingPoint | None:
        """Return what kind of point a runner is on at this very step, where it is known."""
        asked = self._pointed
        if asked is None or asked.objective is not timeline.course.objective(runner, step):
            return None
        return self.point if np.array_equal(asked.theta, timeline.theta[step, runner]) else None

    def point_on(self, objective: Objective) -> StandingPoint | None:
        """Return the last point that was looked at, where it was on this objective."""
        return self.point if self._pointed is not None and self._pointed.objective is objective else None

    def want_point(self, timeline: Timeline, step: int, runner: int, now: float, *, fast: bool) -> None:
        """Ask what kind of point a runner is on; while steps go by fast, now and then, and only where it is cheap."""
        course = timeline.course
        dear = course.size * max(1, course.problem.rows) > CHEAP_POINT
        if fast and self.point is not None and (dear or now - self._pointed_at < POINT_S):
            return
        place = timeline.theta[step, runner]
        wanted = (objective_key(course, runner, step), place.tobytes())
        if wanted != self._curved and np.isfinite(place).all():
            self._curved, self._pointed_at = wanted, now
            norms, losses = timeline.gradient_norm[:step, runner], timeline.batch_loss[:step, runner]
            steepest, fallen = float(np.max(norms, initial=0.0)), float(np.ptp(losses)) if step else 0.0
            self._points.want(PointRequest(course.objective(runner, step), place, steepest, fallen))

    def want_plane(self, timeline: Timeline, spec: PlaneSpec | None) -> None:
        """Ask for a plane that fits the whole planned run."""
        self._planes.cancel()
        self._planes.want(PlaneRequest(timeline, spec))

    def drop_plane(self) -> None:
        """Ask for no plane any more."""
        self._planes.cancel()

    def want_rates(self, request: RangeRequest) -> None:
        """Ask for a range test."""
        self.drop_rates()
        self._ranges.want(request)

    def drop_rates(self) -> None:
        """Ask for no range test any more, and forget the last."""
        self._ranges.cancel()
        self.rates = None

    @property
    def testing_rates(self) -> bool:
        """Whether a range test is under way."""
        return self._ranges.asked is not None

    def requests(self) -> tuple[Request, ...]:
        """Return what the worker shall survey, the most urgent first."""
        return tuple(self._asked())

    def take(self, answer: Answer) -> str:
        """Note an answer; return which fact changed ("curves", ...), or nothing."""
        if isinstance(answer.request, CurvesRequest):
            return self._take_curves(answer)
        if isinstance(answer.request, LandscapeRequest):
            return "landscape" if self.landscapes.take(answer) else ""
        slots: dict[type, Slot[Any]] = {
            ExplanationRequest: self._explanations,
            PointRequest: self._points,
            PlaneRequest: self._planes,
            RangeRequest: self._ranges,
        }
        if not slots[type(answer.request)].take(answer):
            return ""
        if isinstance(answer.request, PointRequest) and answer.value is not None:
            self._pointed = answer.request
        if isinstance(answer.request, ExplanationRequest) and answer.value is not None:
            self.explained = answer.request.timeline.course
        return self._note(answer.value)

    def give_up(self, request: Request) -> None:
        """Note that a request failed; it isn't asked again."""
        self.take(Answer(request, None))

    def _asked(self) -> Iterator[Request]:
        slots: tuple[Slot[Any], ...] = (self._explanations, self.landscapes.slot, self._curve_parts, self._points)
        for slot in (*slots, self._planes, self._ranges):
            if slot.asked is not None:
                yield slot.asked

    def _note(self, value: Any) -> str:
        if isinstance(value, Explanation):
            self.explanation = value
            return "explanation"
        if isinstance(value, PlaneFound):
            self.found = value
            return "plane"
        if isinstance(value, StandingPoint):
            self.point = value
            return "point"
        if isinstance(value, RangeTest):
            self.rates = value
            return "rates"
        return ""

    def _take_curves(self, answer: Answer) -> str:
        """Let the curves on show grow, or replace those of another run once the new ones are complete."""
        same_run = self._growing is not None and self.curves is self._growing
        if not self._curve_parts.take(answer) or self._growing_on is None:
            return ""
        if isinstance(answer.value, CurvePart):
            growing = self._growing or no_curves(answer.value.train.shape[1])
            self._growing = growing.with_part(answer.value).thinned(self._growing_on.length)
        if self._growing is None or not (same_run or self.curves is None or answer.value is None):
            return ""
        changed = self.curves is not self._growing
        self.curves = self._growing
        return "curves" if changed else ""


def _shape(explanation: Explanation) -> tuple[int, int]:
    rows = 0 if explanation.sample_losses is None else len(explanation.sample_losses)
    return len(explanation.theta), rows
