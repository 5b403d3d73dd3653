"""The coach: each rule speaks on a run that shows it and is silent on one that doesn't."""

from dataclasses import replace

import pytest

from lossstudio.core.curvature import extreme_eigenvalues
from lossstudio.core.spec import Spec
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.coach import RULES, advise
from lossstudio.run.coach.advice import Play, SetLearningRate, SetSteps
from lossstudio.run.coach.rules import (
    climbing,
    crawling,
    near_the_limit,
    ready,
    shorter,
    stopped,
    unfinished,
    zigzag,
)
from lossstudio.run.coach.view import RunView
from lossstudio.run.course import Course
from lossstudio.run.growing import grown
from lossstudio.run.recipe import Change
from lossstudio.run.timeline import Timeline


def penguins(share=None, steps=60, **runner):
    """The default example, its learning rate a share of the limit."""
    recipe = EXAMPLES["penguins"].load().recipe
    course = Course.of(recipe)
    _, highest = extreme_eigenvalues(course.objective(), course.starts[0])
    limit = 2.0 / highest
    rate = recipe.runners[0].learning_rate if share is None else share * limit
    changed = replace(recipe.runners[0], learning_rate=rate, **runner)
    training = replace(recipe.training, steps=steps)
    return replace(recipe, runners=(changed,), training=training), limit


def view(share=None, step=60, steps=60, trained=None, **runner):
    recipe, limit = penguins(share, steps, **runner)
    timeline = grown(Timeline(Course.of(recipe)), step if trained is None else trained)
    return RunView(timeline, step, 0, (limit if recipe.runners[0].optimizer.kind == "gd" else None,))


def test_before_the_first_step_the_coach_says_how_to_begin():
    advice = advise(view(step=0))
    assert (advice.key, advice.title, advice.action) == ("ready", "Press Space", Play())
    assert ready(view(step=1)) is None


def test_a_runner_that_stopped_is_explained_with_the_limit():
    run = view(1.5, steps=4000, step=4000)
    stop, _ = run.timeline.stopped[0]
    advice = advise(run)
    assert (advice.key, advice.severity) == ("stopped", "warning")
    assert f"step {stop}" in advice.title
    assert "2/λmax" in advice.text
    assert f"{run.limits[0]:.3g}" in advice.text
    assert advice.steps[1] == stop
    assert advice.action.value < run.limits[0]
    assert stopped(view()) is None


def test_a_stop_that_is_not_on_show_yet_is_not_spoken_of():
    assert stopped(view(1.5, steps=4000, step=10, trained=4000)) is None


def test_a_climbing_loss_is_a_warning_with_numbers():
    run = view(1.05)
    advice = advise(run)
    assert (advice.key, advice.severity) == ("climbing", "warning")
    assert "above the limit" in advice.text
    assert isinstance(advice.action, SetLearningRate)
    assert advice.action.value == pytest.approx(0.5 * run.limits[0], rel=0.01)
    for share in (0.1, 0.5, 0.98):
        assert climbing(view(share)) is None


def test_steps_that_go_to_and_fro_are_noticed():
    advice = advise(view(0.98))
    assert advice.key == "zigzag"
    assert "98%" in advice.text
    for share in (0.1, 0.5):
        assert zigzag(view(share)) is None


def test_a_rate_that_crawls_is_noticed_at_the_end_of_the_plan():
    advice = advise(view(0.02))
    assert advice.key == "crawling"
    assert advice.action.value > 10 * 0.02 * 0.276
    assert crawling(view(0.02, step=30, trained=60)) is None
    assert crawling(view(0.3)) is None


def test_shorter_steps_are_explained_on_the_way():
    run = view(step=12)
    assert advise(run).key == "shorter"
    assert f"{run.limits[0]:.3g}" in advise(run).text
    assert shorter(view(0.9, step=12)) is None
    assert shorter(view(step=2)) is None


def test_nothing_is_said_of_a_rate_that_stays_when_it_has_just_been_changed():
    recipe, limit = penguins()
    change = Change(step=12, runner="gd", said=(("learning_rate", 0.45 * limit),))
    recipe = replace(recipe, training=replace(recipe.training, changes=(change,)))
    timeline = grown(Timeline(Course.of(recipe)), 60)
    assert shorter(RunView(timeline, 11, 0, (limit,))) is not None
    assert shorter(RunView(timeline, 12, 0, (limit,))) is None
    assert shorter(RunView(timeline, 20, 0, (limit,))) is None


def test_a_run_that_is_still_falling_is_offered_more_steps():
    advice = advise(view(0.15, step=12, steps=12))
    assert (advice.key, advice.action) == ("unfinished", SetSteps(24))
    assert unfinished(view(0.5)) is None


def test_after_a_good_run_a_zigzag_is_offered_and_then_an_explosion():
    first, second = view(0.2, steps=200, step=200), view(0.5, steps=200, step=200)
    assert near_the_limit(first).action.value == pytest.approx(0.98 * first.limits[0], rel=0.01)
    assert near_the_limit(second).action.value == pytest.approx(1.05 * second.limits[0], rel=0.01)
    assert near_the_limit(view(1.05)) is None


def test_adaptive_methods_have_no_limit_to_speak_of():
    run = view(None, steps=200, step=200, optimizer=Spec("adam"))
    advice = advise(run)
    assert "2/λmax" not in advice.text
    assert near_the_limit(run) is None


def test_only_on_a_quadratic_an_experiment_at_the_limit_is_offered():
    course = Course.of(EXAMPLES["rosenbrock"].load().recipe)
    timeline = grown(Timeline(course), course.steps)
    assert near_the_limit(RunView(timeline, course.steps, 0, (0.5,) * len(course.names))) is None


@pytest.mark.parametrize("share", [None, 0.02, 0.5, 0.98, 1.05, 1.5])
@pytest.mark.parametrize("step", [0, 1, 2, 5, 30, 60])
def test_the_coach_always_says_something(share, step):
    advice = advise(view(share, step=step, trained=60))
    assert advice.title
    assert advice.text
    assert (advice.action is None) == (advice.action_label == "")


@pytest.mark.parametrize("key", ["penguins", "outlier", "xor", "spiral"])
def test_no_warning_on_examples_that_are_meant_to_be_good(key):
    course = Course.of(EXAMPLES[key].load().recipe)
    timeline = grown(Timeline(course), course.steps)
    for step in range(0, course.steps + 1, max(1, course.steps // 40)):
        said = advise(RunView(timeline, step, 0, (None,) * len(course.names)))
        assert said.severity == "hint", (step, said)


def test_the_chance_of_mini_batches_is_no_warning():
    recipe = EXAMPLES["xor"].load().recipe
    course = Course.of(replace(recipe, training=replace(recipe.training, batch_size=10, steps=1500)))
    timeline = grown(Timeline(course), 1500)
    warned = [step for step in range(0, 1500, 7) if advise(RunView(timeline, step, 0, (None,))).severity == "warning"]
    assert warned == []


def test_momentum_that_swings_is_no_warning():
    recipe, _ = penguins(0.3, 200, optimizer=Spec("momentum"))
    timeline = grown(Timeline(Course.of(recipe)), 200)
    assert all(climbing(RunView(timeline, step, 0, (None,))) is None for step in range(200))


def test_in_a_race_the_runner_that_climbs_is_named():
    course = Course.of(EXAMPLES["learning-rates"].load().recipe)
    timeline = grown(Timeline(course), course.steps)
    _, highest = extreme_eigenvalues(course.objective(), course.starts[0])
    advice = advise(RunView(timeline, course.steps, 1, (2 / highest,) * 3))
    assert advice.title == "Too high climbs out of the valley"
    assert advice.action.runner == "too high"


def test_every_rule_is_silent_or_speaks_in_whole_sentences():
    for rule in RULES:
        for share in (None, 0.98, 1.05):
            said = rule(view(share))
            assert said is None or said.text.endswith(".")
