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
from lossstudio.run.course import Course
from lossstudio.run.growing import grown
from lossstudio.run.recipe import DrawnStart
from lossstudio.run.timeline import Timeline
from lossstudio.studio.advised import advised
from tests.run.coach.runs import seen, supervised, view

PLEASANT = {"ready", "watch", "shorter", "finished", "near_the_limit", "minimum", "unfinished"}
"""What may be said of a run with which nothing is wrong."""
LESSONS = {
    "calibration": "underconfident",
    "dirac-gan": "circling",
    "houses": "outliers",
    "learning-rates": "climbing",
    "mini-batches": "jitter",
    "outlier": "outliers",
    "overfitting": "overfitting",
    "plateau": "plateau",
    "rare-class": "imbalance",
    "saddle": "saddle",
    "softmax-twice": "wrong_loss",
    "too-simple": "too_simple",
    "unscaled": "unscaled",
}
"""What the coach says at the end of examples in which something goes wrong, so that it may be learned from."""
MOST_S = 0.002


def test_before_the_first_step_the_coach_says_how_to_begin():
    advice = advise(view(step=0))
    assert (advice.key, advice.title, advice.action) == ("ready", "Press Space", Play())
    assert ready(view(step=1)) is None


def test_a_document_that_says_what_it_shows_speaks_for_itself():
    assert ready(replace(view(step=0), notes="Three descents. Which arrives?")).text == "Three descents. Which arrives?"


def test_long_notes_are_cut_after_a_word():
    text = ready(replace(view(step=0), notes="word " * 500 + "\n\nMore.")).text
    assert len(text) <= 402
    assert text.endswith("word …")


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


@pytest.mark.parametrize("key", [key for key in EXAMPLES if key not in LESSONS])
def test_nothing_is_wrong_with_examples_that_are_meant_to_be_good(key):
    done = seen(EXAMPLES[key].load().recipe)
    said = {advise(done).key}
    for step in range(0, done.end, max(1, done.end // 20)):
        said.add(advise(replace(done, step=step, point=None)).key)
    assert said <= PLEASANT | ({"zigzag"} if key == "ravine" else set())  # it shows how steps go to and fro


@pytest.mark.parametrize("key", LESSONS)
def test_the_coach_names_what_an_example_shows_going_wrong(key):
    done = seen(EXAMPLES[key].load().recipe)
    advice = advise(done)
    assert advice.key == LESSONS[key]
    assert advice.action is not None
    better = seen(advised(EXAMPLES[key].load(), advice.action).recipe)
    assert advise(better).key != LESSONS[key]


def test_every_rule_is_silent_or_speaks_in_whole_sentences():
    for rule in RULES:
        for share in (None, 0.98, 1.05):
            said = rule(view(share))
            assert said is None or said.text.endswith((".", "?"))


def test_listening_to_all_rules_takes_no_time_that_a_frame_would_miss():
    data = Spec.of("moons", samples=2000, test_fraction=0.5)
    model = Spec.of("mlp", hidden=(32, 32, 32, 32))
    runner = {"optimizer": Spec("adam"), "start": DrawnStart(seed=0)}
    timeline = Timeline(Course.of(supervised(data, model, steps=100, batch_size=32, **runner)))
    grown(timeline, 100)
    took = []
    for _ in range(5):
        view = RunView(timeline, 100, 0, (None,))
        began = perf_counter()
        for rule in RULES:
            rule(view)
        took.append(perf_counter() - began)
    assert min(took) <= 5 * MOST_S
