"""The coach always says something, and nothing that is wrong of examples that are meant to be good."""

from dataclasses import replace
from time import perf_counter

import pytest

from lossstudio.core.spec import Spec
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.coach import RULES, advise
from lossstudio.run.coach.action import Play
from lossstudio.run.coach.guiding import keep_looking, ready
from lossstudio.run.coach.view import RunView
from lossstudio.run.recipe import DrawnStart
from tests.run.coach.runs import seen, supervised, view

PLEASANT = {"ready", "watch", "shorter", "finished", "near_the_limit", "minimum", "unfinished"}
"""What may be said of a run with which nothing is wrong."""
MOST_S = 0.002


def test_before_the_first_step_the_coach_says_how_to_begin():
    advice = advise(view(step=0))
    assert (advice.key, advice.title, advice.action) == ("ready", "Press Space", Play())
    assert ready(view(step=1)) is None


def test_a_document_that_says_what_it_shows_speaks_for_itself():
    assert ready(replace(view(step=0), notes="Three descents. Which arrives?")).text == "Three descents. Which arrives?"


def test_only_data_points_that_are_there_are_spoken_of():
    assert "data point" in keep_looking(view()).text
    assert "data point" not in keep_looking(seen(EXAMPLES["rosenbrock"].load().recipe)).text


@pytest.mark.parametrize("share", [None, 0.02, 0.5, 0.98, 1.05, 1.5])
@pytest.mark.parametrize("step", [0, 1, 2, 5, 30, 60])
def test_the_coach_always_says_something(share, step):
    advice = advise(view(share, step=step, trained=60))
    assert advice.title
    assert advice.text
    assert (advice.action is None) == (advice.action_label == "")


@pytest.mark.parametrize("key", ["penguins", "xor", "spiral", "rosenbrock"])
def test_nothing_is_wrong_with_examples_that_are_meant_to_be_good(key):
    done = seen(EXAMPLES[key].load().recipe)
    for runner in range(len(done.course.names)):
        for step in range(0, done.end + 1, max(1, done.end // 20)):
            said = advise(replace(done, step=step, runner=runner, point=None, limits=(None,) * len(done.limits)))
            assert said.key in PLEASANT, (runner, step, said)


def test_every_rule_is_silent_or_speaks_in_whole_sentences():
    for rule in RULES:
        for share in (None, 0.98, 1.05):
            said = rule(view(share))
            assert said is None or said.text.endswith((".", "?"))


def test_listening_to_all_rules_takes_no_time_that_a_frame_would_miss():
    data = Spec.of("moons", samples=2000, test_fraction=0.5)
    model = Spec.of("mlp", hidden=(32, 32, 32, 32))
    runner = {"optimizer": Spec("adam"), "start": DrawnStart(seed=0)}
    run = seen(supervised(data, model, steps=300, batch_size=32, **runner))
    took = []
    for _ in range(5):
        fresh = RunView(run.timeline, run.step, run.runner, run.limits, run.point, run.losses)
        began = perf_counter()
        for rule in RULES:
            rule(fresh)
        took.append(perf_counter() - began)
    assert min(took) <= 5 * MOST_S
