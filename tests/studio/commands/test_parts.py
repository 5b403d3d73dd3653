"""Slots, curves, shelves and moved samples, each by itself."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.analysis.curves import Losses
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import Recipe, Runner, Training
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.background.curves import (
    MOST,
    missing_steps,
    plotted_steps,
)
from lossstudio.studio.background.requests import PointRequest
from lossstudio.studio.background.worker import Answer, LatestRequest, Mailbox
from lossstudio.studio.commands.data import with_sample_moved
from lossstudio.studio.commands.recipe_edits import from_here, from_start
from lossstudio.studio.session.active_run import TimelineCache


def requests(count):
    return [PointRequest(None, 0, 0) for _ in range(count)]


def test_a_mailbox_gives_everything_once_in_order():
    mailbox = Mailbox()
    mailbox.leave(1)
    mailbox.leave(2)
    assert mailbox.empty() == [1, 2]
    assert mailbox.empty() == []


def test_the_request_at_work_answers_once_before_the_newest_takes_over():
    slot, (first, second, third) = LatestRequest(), requests(3)
    slot.want(first)
    slot.want(second)
    slot.want(third)
    assert slot.asked is first
    assert slot.take(Answer(first, 1.0))
    assert slot.asked is third
    assert not slot.take(Answer(first, 2.0)), "stale"
    assert not slot.take(Answer(second, 2.0)), "never asked"


def test_a_request_that_has_answered_gives_way_at_once():
    slot, (first, second) = LatestRequest(), requests(2)
    slot.want(first)
    slot.take(Answer(first, 1.0))
    slot.want(second)
    assert slot.asked is second


def test_the_last_answer_empties_the_slot():
    slot, (first,) = LatestRequest(), requests(1)
    slot.want(first)
    slot.take(Answer(first, 1.0))
    slot.take(Answer(first, None))
    assert slot.asked is None


def test_a_cancelled_request_is_stale():
    slot, (first,) = LatestRequest(), requests(1)
    slot.want(first)
    slot.cancel()
    assert not slot.take(Answer(first, 1.0))


@pytest.mark.parametrize("length", [0, 1, 60, MOST, 5000, 123_457])
def test_curves_have_few_points_with_the_first_and_the_last(length):
    steps = plotted_steps(length)
    assert len(steps) <= MOST + 1
    assert (steps[0], steps[-1]) == (0, length)
    assert (np.diff(steps) > 0).all()


def test_a_longer_run_keeps_the_points_of_a_shorter_one():
    assert np.isin(plotted_steps(20_000)[:-1], plotted_steps(9000)).sum() == len(np.arange(0, 9001, 32))


def test_curves_grow_from_coarse_to_fine_and_are_thinned():
    part = Losses(np.array([4, 5]), np.array([[4.0], [5.0]]), None)
    curves = part.with_part(Losses(np.array([0, 5]), np.array([[0.0], [5.5]]), None))
    assert curves.steps.tolist() == [0, 4, 5]
    assert curves.train[:, 0].tolist() == [0.0, 4.0, 5.5]
    assert curves.test is None
    assert missing_steps(curves, 6).tolist() == [6, 2, 1, 3]
    assert curves.at(plotted_steps(2 * MOST)).steps.tolist() == [0, 4]


def test_a_shelf_gives_back_the_same_timeline(line):
    shelf, compiled = TimelineCache(), CompiledRecipe.of(line().recipe)
    timeline = extend(Timeline(compiled), 12)
    shelf.keep(timeline)
    assert shelf.of(CompiledRecipe.of(line().recipe)) is timeline


def test_a_shelf_shares_the_steps_on_which_recipes_agree(line):
    shelf, scene = TimelineCache(), line()
    timeline = extend(Timeline(CompiledRecipe.of(scene.recipe)), 20)
    shelf.keep(timeline)
    branch = shelf.of(CompiledRecipe.of(from_here(scene, 7, "learning_rate", 0.01, "a").recipe))
    assert branch.length == 7
    assert np.array_equal(branch.theta, timeline.theta[:8])
    assert shelf.of(CompiledRecipe.of(from_start(scene, "learning_rate", 0.01, "a").recipe)).length == 0


def test_a_shelf_has_a_limit_in_bytes(line):
    shelf, scene = TimelineCache(most_bytes=3000), line()
    for rate in (0.1, 0.2, 0.3):
        shelf.keep(extend(Timeline(CompiledRecipe.of(from_start(scene, "learning_rate", rate, "a").recipe)), 30))
    assert shelf.compiled_of(from_start(scene, "learning_rate", 0.1, "a").recipe) is None
    assert shelf.compiled_of(from_start(scene, "learning_rate", 0.3, "a").recipe) is not None


@pytest.mark.parametrize("standardize", [False, True])
def test_a_moved_sample_moves_nothing_else(standardize):
    data = Spec.of("penguins", test_fraction=0.3, seed=4, standardize=standardize)
    scene = EXAMPLES["penguins"].load()
    recipe = Recipe(task=Supervised(data=data), training=Training(), runners=(Runner(),))
    scene = type(scene)(recipe=recipe)
    before = CompiledRecipe.of(scene.recipe).problem.prepared
    target = before.train_targets[5] + 1.5
    moved = with_sample_moved(scene, before, 5, before.train_inputs[5], target)
    after = CompiledRecipe.of(moved.recipe).problem.prepared
    raw_before, raw_after = before.samples.targets.copy(), after.samples.targets
    raw_before[before.train_rows[5]] = before.target_offset + before.target_scale * target
    assert np.allclose(raw_after, raw_before)
    assert np.array_equal(after.train_rows, before.train_rows)
    assert np.array_equal(after.samples.inputs, before.samples.inputs)
    assert after.input_names == before.input_names
    if not standardize:
        assert np.allclose(after.train_inputs, before.train_inputs)
