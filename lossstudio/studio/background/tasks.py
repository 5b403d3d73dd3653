"""What the worker does for each request: generators that yield None to pause, and answers as they become ready."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any, TypeAlias

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.landscape.landscape import Landscape, sampled_in_blocks
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.estimate import is_dear
from lossstudio.core.pieces import timed
from lossstudio.run.analysis.critical_point import critical_point_in_pieces
from lossstudio.run.analysis.curves import Losses
from lossstudio.run.analysis.explanation import Explanation, explain
from lossstudio.run.analysis.planes import fit_plane, fitted_runners, path_of
from lossstudio.run.analysis.range_test import range_tested
from lossstudio.run.analysis.step_view import Piece, evaluated, pieces_of
from lossstudio.run.recipe.plane_spec import PlaneSpec
from lossstudio.run.training.timeline import Timeline
from lossstudio.run.training.trainer import Trainer
from lossstudio.studio.background.lookahead import train_on_a_copy
from lossstudio.studio.background.requests import (
    CurvesRequest,
    ExplanationRequest,
    LandscapeRequest,
    PlaneRequest,
    PointRequest,
    Question,
    RangeRequest,
    Stage,
)

PAUSE_S = 0.001
"""How long the work between two pauses takes, where it can be divided."""
Task: TypeAlias = Callable[[Any], Iterator[Any]]
"""Answers a request: yields None where the work may pause, and each answer when it is there."""
CURVE_BLOCK, DEAR_BLOCK = 16, 4
"""How many steps of a curve are evaluated first before a pause; so many where each takes long."""


@dataclass(frozen=True, slots=True, eq=False)
class PlaneFound:
    """A plane, the run that it was fitted to, as far as it was looked ahead, and the losses ``(n, R)`` on its path.

    `runners` are those whose paths it was fitted to.
    """

    plane: Plane
    timeline: Timeline
    losses: Floats
    runners: list[int]

    @classmethod
    def of(cls, timeline: Timeline, spec: PlaneSpec | None) -> "PlaneFound":
        """Fit a plane to a run."""
        compiled, plane = timeline.compiled, fit_plane(timeline.compiled, timeline, spec)
        assert plane.paths is not None
        losses = plane.paths[..., 2]
        with np.errstate(all="ignore"):
            runners = fitted_runners(compiled, path_of(timeline), losses, spec)
        return cls(plane, timeline, losses, runners)


@dataclass(frozen=True, slots=True, eq=False)
class StageReached:
    """A picture of a surface, and which one of those that were asked for."""

    stage: Stage
    landscape: Landscape


@dataclass(frozen=True, slots=True, eq=False)
class StepKnown:
    """What there is to know of one step of one runner; `pieces` has the explanation too."""

    explanation: Explanation
    pieces: Mapping[Piece, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The answer to a question; None too is one."""

    value: Any


def _question(request: Question) -> Iterator[Any]:
    yield Found((yield from request.work()))


def _explanation(request: ExplanationRequest) -> Iterator[Any]:
    timeline, step = request.timeline, request.step
    trainer = Trainer(timeline.compiled, timeline.checkpoint_before(step))
    while trainer.step < step:
        trainer.advance(step - trainer.step, perf_counter() + PAUSE_S)
        yield None
    explanation = explain(timeline, step, request.runner, trainer=trainer)
    at, pieces = np.array([step]), pieces_of(timeline.compiled)
    known = {piece: evaluated(piece, timeline, at, request.runner)[0] for piece in pieces}
    yield StepKnown(explanation, {"explanation": explanation, **known})


def _landscape(request: LandscapeRequest) -> Iterator[Any]:
    for stage in request.stages:
        for landscape in sampled_in_blocks(stage.objective, request.plane, stage.points, stage.points):
            yield None if landscape is None else StageReached(stage, landscape)


def _curves(request: CurvesRequest) -> Iterator[Any]:
    dear = is_dear(request.timeline.compiled.objective())
    first, block = 0, DEAR_BLOCK if dear else CURVE_BLOCK
    while first < len(request.steps):
        steps = np.sort(request.steps[first : first + block])
        losses, took_s = yield from timed(Losses.along_in_pieces(request.timeline, steps, block))
        yield losses
        first += block
        if took_s < PAUSE_S / 2:
            block *= 2


def _point(request: PointRequest) -> Iterator[Any]:
    yield (yield from critical_point_in_pieces(request.timeline, request.runner, request.step, estimated=True))


def _plane(request: PlaneRequest) -> Iterator[Any]:
    compiled = request.timeline.compiled
    for timeline in train_on_a_copy(request.timeline, compiled.steps):
        yield None if timeline is None else PlaneFound.of(timeline, request.spec)


def _range(request: RangeRequest) -> Iterator[Any]:
    return range_tested(
        request.compiled,
        request.runner,
        request.theta,
        request.between,
        step=request.step,
        rates=request.rates,
    )


TASKS: Mapping[type, Task] = {
    ExplanationRequest: _explanation,
    LandscapeRequest: _landscape,
    CurvesRequest: _curves,
    PointRequest: _point,
    PlaneRequest: _plane,
    RangeRequest: _range,
    Question: _question,
}
