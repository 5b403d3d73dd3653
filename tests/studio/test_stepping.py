"""Stepping forward and back, through phases, to the ends, and adding to the end."""

import numpy as np

from lossstudio.studio.changes import Fact
from lossstudio.studio.commands.playback import (
    go_to_end,
    phase_back,
    phase_forward,
    restart,
    show_step,
    step_back,
    step_forward,
)
from lossstudio.studio.commands.training import set_learning_rate


def test_a_step_is_on_show_at_once(theatre):
    theatre.studio.apply(step_forward)
    assert (theatre.studio.playback.step, theatre.studio.run.timeline.length) == (1, 1)
    assert Fact.CURSOR in theatre.said
    assert theatre.grown == [(1, 1)]


def test_going_back_then_forward_is_the_same_run(perform, network):
    theatre = perform(network())
    studio = theatre.studio
    for _ in range(40):
        studio.apply(step_forward)
    theatre.settle()
    there, moments = studio.run.timeline.theta.tobytes(), studio.analysis.explanation.moments
    for _ in range(25):
        studio.apply(step_back)
    assert studio.playback.step == 15
    for _ in range(25):
        studio.apply(step_forward)
    theatre.settle()
    assert studio.run.timeline.theta.tobytes() == there
    assert {name: values.tobytes() for name, values in studio.analysis.explanation.moments.items()} == {
        name: values.tobytes() for name, values in moments.items()
    }


def test_phases_walk_through_a_step_and_into_the_next(theatre):
    walked = []
    for _ in range(6):
        theatre.studio.apply(phase_forward)
        walked.append((theatre.studio.playback.step, theatre.studio.playback.phase))
    assert walked == [(0, 1), (0, 2), (0, 3), (0, 4), (1, 1), (1, 2)]
    for _ in range(3):
        theatre.studio.apply(phase_back)
    assert (theatre.studio.playback.step, theatre.studio.playback.phase) == (0, 3)


def test_nothing_is_before_the_start(theatre):
    theatre.studio.apply(step_back)
    theatre.studio.apply(phase_back)
    assert (theatre.studio.playback.step, theatre.studio.playback.phase) == (0, 0)


def test_a_step_at_the_end_is_added_to_the_plan(theatre):
    studio = theatre.studio
    studio.apply(show_step(30))
    past = studio.run.timeline.theta.tobytes()
    studio.apply(step_forward)
    assert (studio.playback.step, studio.run.steps) == (31, 31)
    assert studio.run.timeline.theta[:31].tobytes() == past
    studio.apply(step_forward)
    studio.undo()
    assert studio.run.steps == 30, "steps that are added one after another are one change"
    assert studio.playback.step == 30


def test_scrubbing_ahead_trains_up_to_there(perform, line):
    theatre = perform(line(steps=20_000), at_once_s=0.001)
    theatre.studio.apply(show_step(18_000))
    theatre.until(lambda: theatre.studio.playback.step == 18_000)
    assert theatre.studio.run.timeline.length >= 18_000


def test_scrubbing_stays_within_the_plan(theatre):
    theatre.studio.apply(show_step(1000))
    assert theatre.studio.playback.step == 30
    theatre.studio.apply(show_step(-5))
    assert theatre.studio.playback.step == 0


def test_a_part_of_a_step_can_be_on_show(theatre):
    theatre.studio.apply(show_step(4, 0.25))
    assert (theatre.studio.playback.step, theatre.studio.playback.fraction) == (4, 0.25)
    assert theatre.studio.run.timeline.length >= 5
    theatre.studio.apply(step_back)
    assert (theatre.studio.playback.step, theatre.studio.playback.fraction) == (4, 0.0)


def test_restart_shows_the_start_and_keeps_the_run(theatre):
    theatre.studio.apply(go_to_end)
    theatre.until(lambda: theatre.studio.playback.step == 30)
    run = theatre.studio.run.timeline
    theatre.studio.apply(restart)
    assert (theatre.studio.playback.step, theatre.studio.playback.playing) == (0, False)
    assert theatre.studio.run.timeline is run


def test_the_explanation_follows_the_step_on_show(theatre):
    theatre.studio.apply(show_step(7))
    theatre.settle()
    explanation, timeline = theatre.studio.analysis.explanation, theatre.studio.run.timeline
    assert explanation.step == 7
    assert np.array_equal(explanation.theta, timeline.theta[7, 0])


def test_a_run_that_has_stopped_ends_where_it_stopped(perform, line):
    theatre = perform(line(steps=4000))
    theatre.studio.apply(set_learning_rate(50.0))
    theatre.studio.apply(go_to_end)
    theatre.until(lambda: theatre.studio.run.timeline.all_stopped)
    theatre.settle()
    stop, _ = theatre.studio.run.timeline.stopped[0]
    assert theatre.studio.run.end == theatre.studio.playback.step == stop
    theatre.studio.apply(step_forward)
    assert theatre.studio.playback.step == stop
    assert theatre.studio.run.steps == 4000
    assert np.isfinite(theatre.studio.run.timeline.theta).all()
