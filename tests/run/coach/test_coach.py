"""The coach always says something, and nothing that is wrong of examples that are meant to be good."""

import re
from dataclasses import replace
from functools import cache

import pytest

from lossstudio.core.numbers import exact, readout, rounded
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.analysis.step_view import StepView
from lossstudio.run.coach import RULES, advise
from lossstudio.run.coach.action import Play
from lossstudio.run.coach.nothing_wrong import keep_looking, ready
from lossstudio.run.coach.view import RunView
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.commands.advice import apply_advice
from tests.run.coach.runs import looked, seen, view

PLEASANT = {"ready", "watch", "shorter", "finished", "near_the_limit", "minimum", "endless", "unfinished"}
"""What may be said of a run with which nothing is wrong."""
LESSONS = {
    ("calibration", 0): "underconfident",
    ("dirac-gan", 0): "circling",
    ("houses", 0): "outliers",
    ("learning-rates", 0): "climbing",
    ("learning-rates", 1): "climbing",
    ("learning-rates", 2): "climbing",
    ("mini-batches", 0): "jitter",
    ("outlier", 0): "outliers",
    ("overfitting", 0): "overfitting",
    ("plateau", 0): "plateau",
    ("rare-class", 0): "imbalance",
    ("saddle", 0): "saddle",
    ("softmax-twice", 0): "wrong_loss",
    ("too-simple", 0): "too_simple",
    ("unscaled", 0): "unscaled",
    ("wrong-loss", 0): "wrong_loss",
    ("wrong-loss", 1): "wrong_loss",
}
"""What the coach says at the end of a runner of an example in which something goes wrong, to be learned from."""
GOOD = [
    (key, runner)
    for key, example in EXAMPLES.items()
    for runner in range(len(example.load().recipe.runners))
    if (key, runner) not in LESSONS
]
SHOWN = {"ravine": {"zigzag"}}
"""What an example shows on the way, though nothing is wrong with it."""
SURVEYED = 5
"""At how many steps the point is surveyed too."""


def test_before_the_first_step_the_coach_says_how_to_begin():
    advice = advise(view(step=0))
    assert (advice.key, advice.title, advice.action) == ("ready", "Press Space", Play())
    assert ready(view(step=1)) is None


def test_who_descends_what_and_how_is_said_before_it_begins():
    recipe = EXAMPLES["houses"].load().recipe
    alike = tuple(replace(runner, learning_rate=0.1) for runner in recipe.runners)
    for runners, how in ((alike, "Gradient descent with η = 0.1 for each. "), (recipe.runners, "absolute: Gradient")):
        said = ready(RunView(Timeline(CompiledRecipe.of(replace(recipe, runners=runners))), 0, 0, (None,) * 3)).text
        assert how in said
        assert " Losses: squared: Mean squared error; absolute: Mean absolute error; huber: Huber. " in said


def test_a_document_that_says_what_it_shows_speaks_for_itself():
    assert ready(replace(view(step=0), notes="Three descents. Which arrives?")).text == "Three descents. Which arrives?"


@pytest.mark.parametrize(
    ("key", "said"),
    [("penguins", "Loss: Mean squared error."), ("learning-rates", "too high: Gradient"), ("dirac-gan", "two players")],
)
def test_without_notes_the_coach_says_what_is_going_to_run(key, said):
    run = RunView(Timeline(CompiledRecipe.of(EXAMPLES[key].load().recipe)), 0, 0, (None,))
    assert said in ready(run).text
    assert exact(rounded(run.settings[0].learning_rate)) in ready(run).text


def test_long_notes_are_cut_after_a_word():
    text = ready(replace(view(step=0), notes="word " * 500 + "\n\nMore.")).text
    assert len(text) <= 402
    assert text.endswith("word …")


def test_only_data_points_that_are_there_are_spoken_of():
    assert "data point" in keep_looking(view()).text
    assert "data point" not in keep_looking(seen(EXAMPLES["rosenbrock"].load().recipe)).text


def test_a_run_that_still_has_a_slope_is_not_called_done():
    run = seen(EXAMPLES["rosenbrock"].load().recipe)
    assert keep_looking(replace(run, point=replace(run.point, kind="slope"))).title == "The plan is over"
    assert keep_looking(replace(run, point=replace(run.point, kind="minimum"))).title == "Done"


@pytest.mark.parametrize("share", [None, 0.02, 0.5, 0.98, 1.05, 1.5])
@pytest.mark.parametrize("step", [0, 1, 2, 5, 30, 60])
def test_the_coach_always_says_something(share, step):
    advice = advise(view(share, step=step, trained=60))
    assert advice.title
    assert advice.text
    assert (advice.action is None) == (advice.action_label == "")


@cache
def trained(key):
    recipe = EXAMPLES[key].load().recipe
    return extend(Timeline(CompiledRecipe.of(recipe)), recipe.training.steps)


@pytest.mark.parametrize(("key", "runner"), GOOD)
def test_nothing_is_wrong_with_examples_that_are_meant_to_be_good(key, runner):
    done = looked(trained(key), runner=runner)
    views = [looked(trained(key), done.end * share // SURVEYED, runner) for share in range(SURVEYED)]
    views += [replace(done, step=step, point=None) for step in range(0, done.end, max(1, done.end // 20))]
    said = {advise(view).key for view in (done, *views)}
    assert said <= PLEASANT | SHOWN.get(key, set())


@pytest.mark.parametrize(("key", "runner"), LESSONS)
def test_the_coach_names_what_an_example_shows_going_wrong(key, runner):
    done = looked(trained(key), runner=runner)
    advice = advise(done)
    assert advice.key == LESSONS[key, runner]
    assert advice.action is not None
    better = seen(apply_advice(EXAMPLES[key].load(), advice.action).recipe, runner=runner)
    assert advise(better).key != LESSONS[key, runner]


def test_every_rule_that_speaks_does_so_in_whole_sentences():
    said = [rule(view(share)) for rule in RULES for share in (None, 0.98, 1.05)]
    spoken = [advice.text for advice in said if advice is not None]
    assert len(spoken) > 1
    assert [text for text in spoken if not text.endswith((".", "?"))] == []


SAYS_A_LOSS = (
    r"Loss: (?P<loss>\S+) at step (?P<step>\d+)",
    r"now (?P<loss>\S+?)[.,] ",
    r"at step (?P<step>\d+): loss (?P<loss>\S+),",
    r"At step (?P<step>\d+) the loss is (?P<loss>\S+),",
)


def _named_in(advice, names):
    """Return which of the runners it is that an advice begins with."""
    said = (advice.title.lower(), advice.text.lower())
    return next((name for name in names for text in said if text.startswith(name.lower())), None)


@pytest.mark.parametrize("key", ["learning-rates", "wrong-loss"])
def test_what_the_coach_says_of_a_step_is_what_its_read_out_says(key):
    timeline, said = trained(key), 0
    for step in (10, timeline.length // 2, timeline.length - 1, timeline.length):
        for runner in range(len(timeline.compiled.names)):
            view = RunView(timeline, step, runner, (None,) * len(timeline.compiled.names))
            advice = advise(view)
            whose = _named_in(advice, timeline.compiled.names) or timeline.compiled.names[runner]
            for found in (found for pattern in SAYS_A_LOSS for found in re.finditer(pattern, advice.text)):
                of_step = int(found.groupdict().get("step") or step)
                told = StepView(timeline, of_step, runner=timeline.compiled.names.index(whose))
                assert found["loss"] == readout(told.loss, told.digits)
                said += 1
    assert said >= 8
