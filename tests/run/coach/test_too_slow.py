"""Rates that are too low, steps that get shorter, and runs that end on their way down."""

from dataclasses import replace

import numpy as np

from lossstudio.core.catalogue import Spec
from lossstudio.core.numbers import readout
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.coach import advise
from lossstudio.run.coach.action import SetSteps
from lossstudio.run.coach.too_simple import too_simple
from lossstudio.run.coach.too_slow import crawling, creeping, shorter, unfinished
from lossstudio.run.coach.view import RunView
from lossstudio.run.kinds.pairs.problem import PairsTask
from lossstudio.run.recipe.recipe import Change, DrawnStart, Recipe, Training
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend
from lossstudio.run.training.timeline import Timeline
from tests.run.coach.runs import after, penguins, seen, supervised, view


def test_a_rate_that_crawls_is_noticed_at_the_end_of_the_plan():
    advice = advise(view(0.02))
    assert advice.key == "crawling"
    assert advice.action.value > 10 * 0.02 * 0.276
    assert crawling(view(0.02, step=30, trained=60)) is None
    assert crawling(view(0.3)) is None


def test_shorter_steps_are_explained_on_the_way():
    run = view(step=12)
    assert advise(run).key == "shorter"
    assert readout(run.limits[0]) in advise(run).text
    assert shorter(view(0.9, step=12)) is None
    assert shorter(view(step=2)) is None


def test_nothing_is_said_of_a_rate_that_stays_when_it_has_just_been_changed():
    recipe, limit = penguins()
    change = Change(step=12, runner="gd", said=(("learning_rate", 0.45 * limit),))
    recipe = replace(recipe, training=replace(recipe.training, changes=(change,)))
    timeline = extend(Timeline(CompiledRecipe.of(recipe)), 60)
    assert shorter(RunView(timeline, 11, 0, (limit,))) is not None
    assert shorter(RunView(timeline, 12, 0, (limit,))) is None
    assert shorter(RunView(timeline, 20, 0, (limit,))) is None


def test_a_run_that_is_still_falling_is_offered_more_steps():
    advice = advise(view(0.15, step=12, steps=12))
    assert (advice.key, advice.action) == ("unfinished", SetSteps(24))
    assert unfinished(view(0.5)) is None


def moons(rate, **said):
    data, model = Spec.of("moons", samples=100), Spec.of("mlp", hidden=(6,))
    start = DrawnStart(seed=1)
    return seen(supervised(data, model, optimizer=Spec("adam"), learning_rate=rate, start=start, **said))


def test_an_adaptive_method_that_creeps_is_offered_a_rate_that_gets_somewhere():
    run = moons(0.0001, steps=200)
    advice = creeping(run)
    assert advice.action.value >= 10 * 0.0001
    assert after(run, advice.action).loss[-1, 0] < 0.6 * run.loss[-1, 0]
    assert readout(run.loss[0, 0]) in advice.text
    assert readout(run.loss[-1, 0]) in advice.text


def test_mini_batches_that_creep_are_noticed_through_their_noise():
    assert creeping(moons(0.0001, steps=400, batch_size=10)) is not None


def test_a_run_that_arrives_does_not_creep():
    assert creeping(moons(0.05, steps=200)) is None
    assert creeping(moons(0.05, steps=400, batch_size=10)) is None


def test_where_a_limit_is_known_it_says_what_would_be_possible():
    assert creeping(view(0.02)) is None


def test_a_network_whose_rate_is_far_below_the_limit_creeps_and_is_not_called_too_simple():
    run = seen(supervised(Spec("moons"), Spec.of("mlp", hidden=(8, 8)), learning_rate=0.001, steps=200))
    assert run.limits[0] > 0.05
    advice = advise(run)
    assert advice.key == "creeping"
    assert 10 * 0.001 <= advice.action.value < run.limits[0]
    assert after(run, advice.action).loss[-1, 0] < 0.6 * run.loss[-1, 0]
    assert too_simple(run) is None


def test_on_a_ridge_the_highest_curvature_makes_nobody_crawl():
    assert crawling(seen(EXAMPLES["saddle"].load().recipe, runner=1)) is None


def test_the_rate_that_is_there_is_not_offered_again():
    runs = [view(share, steps=80, trained=80, step=20) for share in (0.05, 0.2, 0.39, 0.45, 0.4999, 0.5)]
    offered = [(run.rate(0), advice.action.value) for run in runs if (advice := shorter(run)) is not None]
    assert len(offered) > 1
    assert all(better > 1.2 * rate for rate, better in offered)


def prices(rate):
    sizes = tuple((float(size),) for size in np.linspace(-1.5, 1.5, 20))
    targets = tuple(300_000.0 + 60_000.0 * size for (size,) in sizes)
    data = Spec.of("table", task="regression", inputs=sizes, targets=targets)
    return seen(supervised(data, learning_rate=rate, steps=200))


def test_a_rate_that_is_nearly_nothing_of_the_limit_is_no_plateau():
    run = prices(1e-5)
    advice = advise(run)
    assert advice.key == "crawling"
    cured = after(run, advice.action)
    assert cured.loss[-1, 0] < 1e-6 * run.loss[-1, 0]
    assert crawling(cured) is None


def test_what_batches_do_by_chance_is_not_still_falling():
    noisy = supervised(Spec.of("line", noise=1.0, samples=60), learning_rate=0.2, steps=400, batch_size=2)
    assert unfinished(seen(noisy)) is None


def test_no_rate_is_offered_to_a_slow_runner_that_is_lower_than_its_own():
    """The surface bends more sharply ahead than where the ball is: its limit there would mislead."""
    task = PairsTask(data=Spec.of("spam", samples=8), loss=Spec("contrastive"))
    run = seen(Recipe(task=task, training=Training(steps=12)))
    assert run.rate(0) < 0.1 * run.limits[0]
    assert crawling(run) is None
    assert creeping(run) is None


def test_of_one_step_is_spoken_as_one():
    data = Spec.of("table", inputs=((1.0,), (2.0,), (3.0,), (4.0,)), targets=(2.0, 4.1, 5.9, 8.0))
    assert "the last one still lowered" in unfinished(seen(supervised(data, steps=10))).text
