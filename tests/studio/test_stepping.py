"""Stepping forward and back, through phases, to the ends, and adding to the end."""

import numpy as np

from lossstudio.studio import stage


def test_a_step_is_on_show_at_once(theatre):
    theatre.studio.step_forward()
    assert (theatre.studio.step, theatre.studio.timeline.length) == (1, 1)
    assert "cursor_moved" in theatre.said
    assert theatre.grown == [(1, 1)]


def test_going_back_then_forward_is_the_same_run(perform, network):
    theatre = perform(network())
    studio = theatre.studio
    for _ in range(40):
        studio.step_forward()
    theatre.settle()
    there, moments = studio.timeline.theta.tobytes(), studio.explanation.moments
    for _ in range(25):
        studio.step_back()
    assert studio.step == 15
    for _ in range(25):
        studio.step_forward()
    theatre.settle()
    assert studio.timeline.theta.tobytes() == there
    assert {name: values.tobytes() for name, values in studio.explanation.moments.items()} == {
        name: values.tobytes() for name, values in moments.items()
    }


def test_phases_walk_through_a_step_and_into_the_next(theatre):
    walked = []
    for _ in range(6):
        theatre.studio.phase_forward()
        walked.append((theatre.studio.step, theatre.studio.phase))
    assert walked == [(0, 1), (0, 2), (0, 3), (0, 4), (1, 1), (1, 2)]
    for _ in range(3):
        theatre.studio.phase_back()
    assert (theatre.studio.step, theatre.studio.phase) == (0, 3)


def test_nothing_is_before_the_start(theatre):
    theatre.studio.step_back()
    theatre.studio.phase_back()
    assert (theatre.studio.step, theatre.studio.phase) == (0, 0)


def test_a_step_at_the_end_is_added_to_the_plan(theatre):
    studio = theatre.studio
    studio.show_step(30)
    past = studio.timeline.theta.tobytes()
    studio.step_forward()
    assert (studio.step, studio.steps) == (31, 31)
    assert studio.timeline.theta[:31].tobytes() == past
    studio.step_forward()
    studio.undo()
    assert studio.steps == 30, "steps that are added one after another are one change"
    assert studio.step == 30


def test_scrubbing_ahead_trains_up_to_there(perform, line, monkeypatch):
    monkeypatch.setattr(stage, "AT_ONCE_S", 0.001)
    theatre = perform(line(steps=20_000))
    theatre.studio.show_step(18_000)
    theatre.until(lambda: theatre.studio.step == 18_000)
    assert theatre.studio.timeline.length >= 18_000


def test_scrubbing_stays_within_the_plan(theatre):
    theatre.studio.show_step(1000)
    assert theatre.studio.step == 30
    theatre.studio.show_step(-5)
    assert theatre.studio.step == 0


def test_a_part_of_a_step_can_be_on_show(theatre):
    theatre.studio.show_step(4, 0.25)
    assert (theatre.studio.step, theatre.studio.fraction) == (4, 0.25)
    assert theatre.studio.timeline.length >= 5
    theatre.studio.step_back()
    assert (theatre.studio.step, theatre.studio.fraction) == (4, 0.0)


def test_restart_shows_the_start_and_keeps_the_run(theatre):
    theatre.studio.go_to_end()
    theatre.until(lambda: theatre.studio.step == 30)
    run = theatre.studio.timeline
    theatre.studio.restart()
    assert (theatre.studio.step, theatre.studio.playing) == (0, False)
    assert theatre.studio.timeline is run


def test_the_explanation_follows_the_step_on_show(theatre):
    theatre.studio.show_step(7)
    theatre.settle()
    explanation, timeline = theatre.studio.explanation, theatre.studio.timeline
    assert explanation.step == 7
    assert np.array_equal(explanation.theta, timeline.theta[7, 0])


def test_a_run_that_has_stopped_ends_where_it_stopped(perform, line):
    theatre = perform(line(steps=4000))
    theatre.studio.set_learning_rate(50.0)
    theatre.studio.go_to_end()
    theatre.until(lambda: theatre.studio.timeline.all_stopped)
    theatre.settle()
    stop, _ = theatre.studio.timeline.stopped[0]
    assert theatre.studio.end == theatre.studio.step == stop
    theatre.studio.step_forward()
    assert theatre.studio.step == stop
    assert theatre.studio.steps == 4000
    assert np.isfinite(theatre.studio.timeline.theta).all()
