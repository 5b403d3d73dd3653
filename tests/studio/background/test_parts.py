"""What is known about the moment on show, each part by itself, answered by hand as a worker would."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.objective.estimate import SAMPLE_ROWS
from lossstudio.project.scene import Scene
from lossstudio.run.analysis.planes import path_of, sketched_losses
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.plane_spec import PlaneSpec
from lossstudio.run.recipe.recipe import GivenStart, Recipe, Runner
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.background import lookahead
from lossstudio.studio.background.coach import COACH_S, CoachAnalysis
from lossstudio.studio.background.curves import CurvesAnalysis
from lossstudio.studio.background.landscapes import COARSEST, LEVELS, LandscapeAnalysis, stages_of
from lossstudio.studio.background.plane import REST_S, PlaneAnalysis, stand_in
from lossstudio.studio.background.rates import RateAnalysis
from lossstudio.studio.background.requests import LandscapeRequest, RangeRequest
from lossstudio.studio.background.step import POINT_S, READABLE_S, ExplanationAnalysis, PointAnalysis
from lossstudio.studio.background.tasks import TASKS, PlaneFound, StageReached
from lossstudio.studio.background.worker import Answer
from lossstudio.studio.changes import Fact
from lossstudio.studio.commands.recipe_edits import from_start, with_training
from tests.run.recipes import XOR, recipe


@pytest.fixture
def timeline(line):
    return extend(Timeline(CompiledRecipe.of(line().recipe)), 20)


def answered(part, take=None):
    """Answer what a part asks until it asks no more; return what each answer came to."""
    came = []
    while part.latest.asked is not None:
        request = part.latest.asked
        values = [value for value in TASKS[type(request)](request) if value is not None]
        came += [(take or part.take)(Answer(request, value)) for value in (*values, None)]
    return came


def test_an_explanation_is_asked_once_for_each_step(timeline):
    part = ExplanationAnalysis()
    part.want(timeline, 4, 0, 0.0, fast=False)
    request = part.latest.asked
    part.want(timeline, 4, 0, 0.0, fast=False)
    assert part.latest.asked is request
    assert answered(part) == [True, False]
    assert (part.shown.step, part.timeline) == (4, timeline)


def test_explanations_of_fast_steps_are_asked_as_often_as_they_can_be_read(timeline):
    part = ExplanationAnalysis()
    part.want(timeline, 4, 0, 1.0, fast=True)
    answered(part)
    part.want(timeline, 5, 0, 1.0 + READABLE_S / 2, fast=True)
    assert part.latest.asked is None
    part.want(timeline, 6, 0, 1.0 + 2 * READABLE_S, fast=True)
    assert part.latest.asked.step == 6


def test_an_explanation_of_other_parameters_is_dropped(timeline, network):
    part = ExplanationAnalysis()
    part.want(timeline, 4, 0, 0.0, fast=False)
    answered(part)
    assert not part.fit(timeline.compiled)
    assert part.fit(CompiledRecipe.of(network().recipe))
    assert part.shown is None


def test_curves_grow_with_the_run_and_give_way_when_the_next_are_complete(timeline, line):
    part = CurvesAnalysis()
    part.want(timeline, 0.0, fast=False)
    assert True in answered(part)
    assert part.shown.steps.tolist() == list(range(21))
    assert part.of(timeline) is part.shown
    first, other = (
        part.shown,
        extend(Timeline(CompiledRecipe.of(from_start(line(), "learning_rate", 0.02, "a").recipe)), 9),
    )
    part.want(other, 1.0, fast=False)
    assert part.of(other) is None
    assert part.shown is first
    answered(part)
    assert part.shown.steps.tolist() == list(range(10))


def test_a_point_is_known_for_its_very_step(timeline):
    part = PointAnalysis()
    assert part.highest_curvature is None
    part.want(timeline, 20, 0, 0.0, fast=False)
    assert answered(part) == [True, False]
    assert part.of(timeline, 20, 0) is part.shown
    assert part.of(timeline, 19, 0) is None
    assert part.on(timeline.compiled.objective(0, 19)) is part.shown
    assert part.highest_curvature > 0


def test_points_of_fast_steps_are_asked_now_and_then(timeline):
    part = PointAnalysis()
    part.want(timeline, 3, 0, 1.0, fast=True)
    answered(part)
    part.want(timeline, 4, 0, 1.0 + POINT_S / 2, fast=True)
    assert part.latest.asked is None
    part.want(timeline, 5, 0, 1.0 + 2 * POINT_S, fast=True)
    assert part.latest.asked is not None


def test_a_short_run_has_its_plane_at_once(timeline):
    part = PlaneAnalysis(look_ahead_s=5.0)
    part.fit(timeline, None)
    assert part.shown is not None
    assert part.latest.asked is None


def test_without_time_the_worker_fits_the_plane(timeline):
    part = PlaneAnalysis(look_ahead_s=-1.0)
    part.fit(timeline, None)
    assert part.shown is None
    answered(part, lambda answer: part.take(answer, timeline))
    assert part.shown.exact


def test_the_plane_of_another_recipe_is_not_taken(timeline, line):
    part = PlaneAnalysis(look_ahead_s=-1.0)
    part.fit(timeline, None)
    other = Timeline(CompiledRecipe.of(with_training(line(), steps=3).recipe))
    answered(part, lambda answer: part.take(answer, other))
    assert part.shown is None


@pytest.mark.parametrize(("held", "asks"), [(None, True), ((-9.0, 9.0, -9.0, 9.0), False)])
def test_some_time_after_a_change_the_plane_is_checked_unless_its_range_is_held(timeline, held, asks):
    spec = PlaneSpec(axes=(0, 1), range=held)
    part = PlaneAnalysis(look_ahead_s=5.0)
    part.fit(timeline, spec)
    assert not part.waits
    part.run_changed(1.0)
    part.check(timeline, spec, 1.0 + REST_S / 2)
    assert part.waits
    part.check(timeline, spec, 1.0 + 2 * REST_S)
    assert (part.waits, part.latest.asked is not None) == (False, asks)


def test_a_plane_that_shows_the_first_runner_alone_gives_way_where_others_run_elsewhere():
    near, far = np.full(25, 0.3), np.full(25, 0.3)
    far[2] = 40.0
    runners = [Runner(name=name, start=GivenStart(theta=tuple(at))) for name, at in (("a", near), ("b", far))]
    run = extend(Timeline(CompiledRecipe.of(recipe(*runners, task=XOR, steps=9))), 9)
    first = PlaneSpec(kind="pca", runner="a")
    part = PlaneAnalysis(look_ahead_s=5.0)
    part.fit(run, first)
    before = part.shown
    for spec, stays in ((first, True), (None, False)):
        part.shown = before
        part.run_changed(0.0)
        part.check(run, spec, 1.0)
        answered(part, lambda answer: part.take(answer, run))
        assert np.array_equal(part.shown.x, before.x) == stays


def test_finer_pictures_of_a_surface_that_is_gone_give_way_to_the_first_of_the_next(timeline):
    part, compiled = LandscapeAnalysis(), timeline.compiled
    plane = stand_in(compiled)
    part.want(compiled, 0, 0, plane, coarse=True)
    answered(part)
    part.want(compiled, 0, 0, plane, coarse=False)
    assert [stage.points for stage in part.latest.asked.stages] == [*LEVELS[1:]]
    wider = replace(plane, range=(-9.0, 9.0, -9.0, 9.0))
    part.want(compiled, 0, 0, wider, coarse=True)
    assert part.latest.asked.plane is wider
    assert not part.fits


def test_a_surface_that_settles_before_its_turn_still_begins_coarse(timeline):
    part, compiled = LandscapeAnalysis(), timeline.compiled
    plane = stand_in(compiled)
    part.want(compiled, 0, 0, plane, coarse=True)
    wider = replace(plane, range=(-9.0, 9.0, -9.0, 9.0))
    part.want(compiled, 0, 0, wider, coarse=True)
    part.want(compiled, 0, 0, wider, coarse=False)
    shown = []
    answered(part, lambda answer: part.take(answer) and shown.append((part.shown.plane, len(part.shown.x))))
    assert [points for plane, points in shown if plane is wider] == [*LEVELS]


def test_a_surface_is_asked_coarse_first_and_known_ones_are_shown_at_once(timeline):
    part, compiled = LandscapeAnalysis(), timeline.compiled
    plane = stand_in(compiled)
    assert not part.want(compiled, 0, 0, plane, coarse=True)
    assert [stage.points for stage in part.latest.asked.stages] == [*LEVELS[:1]]
    answered(part)
    assert part.shown.x.size == LEVELS[0]
    part.want(compiled, 0, 0, plane, coarse=False)
    answered(part)
    fine = part.shown
    assert fine.x.size == LEVELS[-1]
    other = CompiledRecipe.of(from_start(recipe_scene(timeline), "loss", Spec("mae")).recipe)
    assert not part.want(other, 0, 0, plane, coarse=False)
    answered(part)
    assert part.want(compiled, 0, 0, plane, coarse=False)
    assert part.shown is fine


def test_a_surface_of_very_many_rows_begins_as_an_estimate_and_ends_exact(network):
    data = Spec.of("xor", samples=3 * SAMPLE_ROWS)
    model = Spec.of("mlp", hidden=(12, 6))
    task = replace(network().recipe.task, data=data, model=model)
    compiled = CompiledRecipe.of(replace(network().recipe, task=task))
    part, plane, exact = LandscapeAnalysis(), stand_in(compiled), compiled.objective()
    part.want(compiled, 0, 0, plane, coarse=False)
    request = part.latest.asked
    assert [stage.objective.rows for stage in request.stages] == [SAMPLE_ROWS] * 4 + [exact.rows]
    assert request.stages[-1].objective is exact
    reached = next(value for value in TASKS[LandscapeRequest](request) if value is not None)
    assert part.take(Answer(request, reached))
    assert (part.sampled.rows, part.sampled.sample_of) == (SAMPLE_ROWS, exact.rows)
    place = plane.point(part.shown.x[3], part.shown.y[5])
    assert part.shown.loss[5, 3] == pytest.approx(float(part.sampled.values(place)), rel=1e-12)
    fine = StageReached(request.stages[-1], replace(reached.landscape))
    assert part.take(Answer(request, fine))
    assert (part.sampled, part.shown_of.sample_of) == (exact, exact.rows), "paths stay on the estimate"


def recipe_scene(timeline):
    from lossstudio.project.scene import Scene

    return Scene(recipe=timeline.compiled.recipe)


def test_a_range_test_is_under_way_until_its_last_answer(timeline):
    part = RateAnalysis()
    part.want(RangeRequest(timeline.compiled, 0, 0, timeline.theta[0, 0], (1e-3, 1.0), 5))
    assert part.under_way
    assert all(answered(part))
    assert not part.under_way
    assert len(part.shown.rates) == 5
    part.forget()
    assert part.shown is None


class Views:
    """Counts how often the coach looks."""

    def __init__(self, timeline):
        from lossstudio.run.coach.view import RunView

        self.count = 0
        self._view = RunView(timeline, 0, 0, (None,), None, None, "Begin here.")

    def __call__(self):
        self.count += 1
        return self._view


def test_the_coach_looks_when_something_has_changed_that_is_heeded(timeline):
    coach, view = CoachAnalysis(), Views(timeline)
    assert coach.follow(frozenset(), view, 0.0, playing=False)
    assert coach.shown.text == "Begin here."
    assert not coach.follow(frozenset({Fact.DOCUMENT, Fact.LANDSCAPE}), view, 1.0, playing=False)
    assert view.count == 1
    assert not coach.follow(frozenset({Fact.CURSOR}), view, 2.0, playing=False), "the same is said again"
    assert view.count == 2


def test_while_playing_the_coach_waits_until_one_has_read(timeline):
    coach, view = CoachAnalysis(), Views(timeline)
    coach.follow(frozenset(), view, 0.0, playing=True)
    coach.follow(frozenset({Fact.CURSOR}), view, COACH_S / 2, playing=True)
    assert view.count == 1
    coach.follow(frozenset(), view, 2 * COACH_S, playing=True)
    assert view.count == 2, "what came meanwhile isn't forgotten"


def test_forgetting_asks_for_nothing(timeline):
    parts = [ExplanationAnalysis(), CurvesAnalysis(), PointAnalysis()]
    parts[0].want(timeline, 4, 0, 0.0, fast=False)
    parts[1].want(timeline, 0.0, fast=False)
    parts[2].want(timeline, 4, 0, 0.0, fast=False)
    for part in parts:
        asked = part.latest.asked
        assert asked is not None
        part.forget()
        assert (part.latest.asked, part.shown) == (None, None)
        assert not part.take(Answer(asked, np.zeros(1))), "stale"


def test_few_rows_of_very_many_parameters_begin_with_a_coarse_picture() -> None:
    data = Spec.of("gauss", samples=250)
    for hidden, points in (((4,), LEVELS), ((32, 32, 32), (COARSEST, *LEVELS))):
        task = Supervised(data=data, model=Spec.of("mlp", hidden=hidden), loss=Spec("bce"))
        objective = CompiledRecipe.of(Recipe(task=task)).objective()
        assert [stage.points for stage in stages_of(objective)] == list(points)
        assert {stage.objective for stage in stages_of(objective)} == {objective}


@pytest.mark.parametrize(("rows", "points"), [(1_000, LEVELS), (40_000, (COARSEST, *LEVELS))])
def test_what_is_not_quickly_evaluated_begins_coarse_and_is_exact(rows, points):
    column = np.linspace(-1.0, 1.0, rows)
    objective = CompiledRecipe.of(Scene.from_arrays(column, column, loss="huber").recipe).objective()
    assert [(stage.points, stage.objective) for stage in stages_of(objective)] == [(each, objective) for each in points]


@pytest.mark.parametrize(("runners", "early"), [(1, False), (200, True)])
def test_of_very_many_runners_it_is_seen_early_where_they_lead(runners, early, monkeypatch):
    monkeypatch.setattr(lookahead, "EARLY_S", 0.0)
    monkeypatch.setattr(lookahead, "LONGEST_S", 60.0)
    column = np.linspace(-1.0, 1.0, 1_000)
    scene = Scene.from_arrays(column, column, loss="huber")
    named = tuple(Runner(name=str(number)) for number in range(runners))
    timeline = Timeline(CompiledRecipe.of(replace(scene.recipe, runners=named)))
    seen = [copy.length for copy in lookahead.train_on_a_copy(timeline, 20) if copy is not None]
    assert (len(seen) > 1, seen[-1]) == (early, 20)


def test_the_losses_of_a_plane_are_those_on_its_path(timeline):
    found = PlaneFound.of(timeline, None)
    assert np.array_equal(found.losses, sketched_losses(timeline.compiled, path_of(timeline)))
