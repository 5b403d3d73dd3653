"""The run on show, by itself: training on the spot, what is owed, ghosts, and what the worker is asked for."""

import numpy as np
import pytest

from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.trainer import Trainer
from lossstudio.studio.commands.recipe_edits import from_here, from_start
from lossstudio.studio.session.active_run import ActiveRun


@pytest.fixture
def run(line):
    return ActiveRun(CompiledRecipe.of(line().recipe), at_once_s=5.0)


def other(run, line, rate=0.02):
    return run.build(from_start(line(), "learning_rate", rate, "a").recipe)


def test_it_trains_on_the_spot_up_to_the_step_that_is_asked_for(run):
    run.reach(7)
    assert (run.timeline.length, run.computed, run.end, run.steps) == (7, 7, 30, 30)
    run.reach(1000)
    assert run.timeline.length == 30


def test_without_time_the_worker_is_asked_instead(line):
    run = ActiveRun(CompiledRecipe.of(line().recipe), at_once_s=0.0)
    run.reach(7)
    assert run.timeline.length == 0
    request = run.training(7)
    assert (request.length, request.target, request.token) == (0, 7, run.token)
    assert run.training(0) is None


def test_blocks_of_another_run_are_dropped(run, line):
    request = run.training(5)
    block = Trainer(request.compiled, request.checkpoint).advance(5)
    run.show(other(run, line))
    assert not run.take(request.token, block)
    assert run.timeline.length == 0
    assert run.take(run.token, block)


def test_what_is_given_up_becomes_the_ghost_and_can_be_had_back(run, line):
    run.reach(12)
    before, theta = run.timeline, run.timeline.theta.copy()
    assert run.show(other(run, line))
    assert np.array_equal(run.ghost, theta)
    assert run.ghost_step == 0
    run.show(run.build(line().recipe))
    assert run.timeline is before


def test_a_run_that_is_only_passed_leaves_no_ghost_and_is_not_kept(run, line):
    run.reach(12)
    before = run.timeline
    run.show(other(run, line), keep=False, leave_ghost=False)
    assert run.ghost is None
    run.show(run.build(line().recipe))
    assert run.timeline is not before


def test_a_branch_shares_the_steps_before_it(run, line):
    run.reach(20)
    theta = run.timeline.theta.copy()
    run.show(run.build(from_here(line(), 8, "learning_rate", 0.02, "a").recipe))
    assert run.timeline.length == 8
    assert run.ghost_step == 8
    assert np.array_equal(run.ghost, theta[8:])


def test_what_is_owed_is_trained_whatever_is_on_show(line):
    run = ActiveRun(CompiledRecipe.of(line().recipe), at_once_s=0.0)
    run.owe(25)
    assert run.owed == 25
    assert run.training(0).target == 25
    run.owe(1000)
    assert run.training(0).target == 30


def test_a_run_that_failed_is_not_trained_until_somebody_asks(run):
    assert not run.fail(run.token + 1), "another run's failure"
    assert run.fail(run.token)
    assert run.training(9) is None
    run.try_again()
    assert run.training(9).target == 9


def test_opening_forgets_ghost_and_debts(run, line):
    run.reach(9)
    run.show(other(run, line))
    run.owe(20)
    run.open(CompiledRecipe.of(line(steps=5).recipe))
    assert (run.ghost, run.timeline.length, run.owed, run.end) == (None, 0, 0, 5)
