"""What is known about a step."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.run.analysis.curves import Losses, losses_at
from lossstudio.run.analysis.explanation import explain
from lossstudio.run.analysis.step_view import StepView, step_views, thetas_at
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import Runner
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend
from lossstudio.run.training.timeline import Timeline
from tests.run.recipes import PENGUINS, recipe

STEPS = 20
RACE = (Runner(name="one", learning_rate=0.05), Runner(name="other", learning_rate=0.01))
SPLIT = Supervised(data=Spec.of("penguins", test_fraction=0.25), model=Spec("linear"))


def run_of(*runners: Runner, steps: int = STEPS, **said: Any) -> Timeline:
    return extend(Timeline(CompiledRecipe.of(recipe(*runners, steps=steps, **said))), steps)


@pytest.fixture(scope="module")
def full() -> Timeline:
    return run_of(*RACE)


@pytest.fixture(scope="module")
def batched() -> Timeline:
    return run_of(*RACE, batch_size=8)


def test_the_loss_is_that_of_all_rows_whatever_the_batch(full: Timeline, batched: Timeline):
    for timeline in (full, batched):
        for step in (0, 7, STEPS):
            view = StepView(timeline, step, runner=1)
            expected = losses_at(timeline, np.array([step]))[0]
            assert view.loss == pytest.approx(expected[1], rel=1e-12)
            assert np.array_equal(view.losses, expected)
    assert StepView(batched, 7).batch_loss == batched.batch_loss[7, 0]
    assert StepView(batched, 7).batch_loss != pytest.approx(StepView(batched, 7).loss, rel=1e-3)


def test_a_batch_of_all_rows_is_none(full: Timeline, batched: Timeline):
    assert StepView(full, 3).on_all_rows
    assert not StepView(batched, 3).on_all_rows
    assert StepView(run_of(batch_size=10_000, steps=1), 0).on_all_rows


def test_an_update_on_all_rows_has_told_the_loss_already(full: Timeline):
    view = StepView(full, 4)
    assert view.loss == full.batch_loss[4, 0]
    assert view.peek("losses") is None


def test_balls_roll_straight_from_step_to_step_and_rest_at_the_end():
    path = np.array([[[0.0, 2.0]], [[4.0, 0.0]]])
    assert thetas_at(path, 0, 0.25).tolist() == [[1.0, 1.5]]
    assert thetas_at(path, 1, 0.5).tolist() == thetas_at(path, 9, 0.0).tolist() == [[4.0, 0.0]]


def test_what_is_ahead_leads_to_the_next_step(full: Timeline):
    view = StepView(full, 5, 0.75, 1)
    assert view.thetas[1] + view.ahead == pytest.approx(full.theta[6, 1])


def test_after_the_last_step_an_explanation_knows_what_would_come(full: Timeline):
    view = StepView(full, STEPS)
    assert (view.batch_loss, view.gradient_norm, view.learning_rate, view.ahead) == (None,) * 4
    told = view.evaluate("explanation").explanation
    assert (view.batch_loss, view.learning_rate) == (told.loss, 0.05)
    assert view.gradient_norm == pytest.approx(np.linalg.norm(told.gradient))
    assert np.array_equal(view.ahead, told.update)


def test_what_is_known_is_not_evaluated_again(batched: Timeline):
    told = explain(batched, 6)
    view = StepView(batched, 6, known={"explanation": told, "losses": np.array([1.5, 2.5])})
    assert (view.loss, view.explanation) == (1.5, told)
    again = StepView(batched, 6, 0.5, known=view.known)
    assert again.is_of(batched, 6, 0)
    assert again.explanation is told


def test_views_made_together_know_what_views_made_alone_would_find():
    timeline = run_of(*RACE, task=SPLIT, steps=5)
    together = step_views(timeline, [5, 0, 2], ("losses", "test_losses", "player_losses", "explanation"), runner=1)
    for view in together:
        alone = StepView(timeline, view.step, runner=1)
        assert view.losses == pytest.approx(alone.losses, rel=1e-12)
        assert view.test_loss == pytest.approx(alone.test_loss, rel=1e-12)
        assert view.player_losses[:, 0] == pytest.approx(view.losses, rel=1e-12)
        assert np.array_equal(view.explanation.gradient, alone.explanation.gradient)
    assert [view.step for view in together] == [5, 0, 2]


def test_without_test_rows_there_is_no_test_loss(full: Timeline):
    assert StepView(full, 0).test_loss is None
    assert [view.test_loss for view in step_views(full, [0, 1], ("test_losses",))] == [None, None]


def test_a_stopped_runner_has_no_numbers_any_more():
    timeline = run_of(replace(RACE[0], learning_rate=1e60), RACE[1])
    stop = timeline.stopped[0]
    assert stop is not None
    after = StepView(timeline, stop[0] + 1)
    assert np.isnan([after.loss, after.batch_loss, after.gradient_norm, after.learning_rate]).all()
    assert np.isfinite(StepView(timeline, stop[0] + 1, runner=1).loss)


def test_a_runner_that_stops_at_the_last_step_has_no_rate_for_another():
    stop = run_of(replace(RACE[0], learning_rate=1e60)).stopped[0]
    assert stop is not None
    view = StepView(run_of(replace(RACE[0], learning_rate=1e60), steps=stop[0] + 1), stop[0] + 1)
    assert np.isnan(view.evaluate("explanation").learning_rate)


def test_the_costliest_sample_is_the_first_of_the_batch_with_the_largest_loss(batched: Timeline):
    view = StepView(batched, 3)
    assert (view.sample, view.parameter) == (None, 0)
    told = view.evaluate("explanation").explanation
    assert told.sample_losses[view.sample] == told.sample_losses[told.rows].max()
    assert view.sample in told.rows
    losses = np.full(len(told.sample_losses), np.nan)
    losses[told.rows[2:4]] = -1.0
    outside = np.setdiff1d(np.arange(len(losses)), told.rows)[0]
    losses[outside] = 5.0
    assert replace(told, sample_losses=losses).costliest_row == told.rows[2]
    assert replace(told, sample_losses=losses, rows=None).costliest_row == outside
    assert replace(told, sample_losses=None).costliest_row is None


def test_the_steepest_parameter_has_the_largest_gradient_of_either_sign(full: Timeline):
    told = explain(full, 0)
    assert replace(told, gradient=np.array([1.0, -3.0, np.nan])).steepest_parameter == 1
    assert replace(told, gradient=np.array([np.nan, 0.0])).steepest_parameter == 1


def test_a_choice_goes_before_what_matters_most(full: Timeline):
    view = StepView(full, 2, sample=7, parameter=9).evaluate("explanation")
    assert (view.sample, view.parameter) == (7, full.compiled.size - 1)


def test_steps_and_runners_that_are_not_there_are_refused(full: Timeline):
    for step, runner in ((-1, 0), (STEPS + 1, 0), (0, 2), (0, -1)):
        with pytest.raises(IndexError, match="there is no"):
            StepView(full, step, runner=runner)


def test_curves_have_players_in_a_game_and_test_losses_with_test_rows():
    steps = np.arange(3)
    game = Losses.along(run_of(task=GameTask(game=Spec("dirac")), steps=2), steps)
    assert game.players is not None
    assert game.players.shape == (3, 1, 2)
    assert game.test is None
    split = Losses.along(run_of(*RACE, task=SPLIT, steps=2), steps)
    assert split.test is not None
    assert split.test.shape == (3, 2)
    assert split.players is None
    plain = Losses.along(run_of(task=Supervised(data=PENGUINS), steps=2), steps)
    assert plain.test is None
