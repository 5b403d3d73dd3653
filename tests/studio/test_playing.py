"""Playing: the ball rolls at watching speed, no step is lost at full speed, and the end stops it."""

import numpy as np
import pytest

from lossstudio.run.training.train import train
from lossstudio.studio.commands.playback import pause, play, set_speed, show_step
from lossstudio.studio.playback.speed import AUTO, MAX, speed_called


def test_play_goes_to_the_end_and_stops(theatre):
    theatre.studio.apply(play)
    assert theatre.studio.playback.playing
    theatre.play_for(8.5)
    assert (theatre.studio.playback.step, theatre.studio.playback.playing, theatre.studio.playback.fraction) == (
        30,
        False,
        0.0,
    )


@pytest.mark.parametrize(("seconds", "steps"), [(0.5, 0), (1.5, 1), (2.5, 2), (3.5, 5), (7.9, 29)])
def test_auto_is_three_slow_steps_and_then_the_whole_run_in_8_seconds(theatre, seconds, steps):
    theatre.studio.apply(set_speed(AUTO))
    theatre.studio.apply(play)
    theatre.frame(0.0)
    theatre.play_for(seconds)
    assert theatre.studio.playback.step == steps


def test_at_the_end_play_starts_over(theatre):
    theatre.studio.apply(show_step(30))
    theatre.studio.apply(play)
    assert (theatre.studio.playback.step, theatre.studio.playback.playing) == (0, True)


def test_the_ball_rolls_between_steps(theatre):
    theatre.studio.apply(set_speed(speed_called("5")))
    theatre.studio.apply(play)
    positions = []
    for _ in range(48):
        theatre.frame()
        positions.append(theatre.studio.playback.step + theatre.studio.playback.fraction)
    moves = np.diff(positions)
    assert (moves >= 0).all()
    assert moves.max() < 0.2, "no jump"
    assert theatre.studio.run.timeline.length <= theatre.studio.playback.step + 2, "it trains one step ahead"


def test_slow_playing_walks_through_the_phases(theatre):
    theatre.studio.apply(set_speed(speed_called("1")))
    theatre.studio.apply(play)
    phases = []
    for _ in range(70):
        theatre.frame()
        phases.append((theatre.studio.playback.step, theatre.studio.playback.phase))
    assert list(dict.fromkeys(phases))[:5] == [(0, 1), (0, 2), (0, 3), (0, 4), (1, 1)]


@pytest.mark.parametrize("speed", ["5", "30", "max"])
def test_above_two_steps_a_second_no_phase_is_active(theatre, speed):
    theatre.studio.apply(set_speed(speed_called(speed)))
    theatre.studio.apply(play)
    for _ in range(30):
        theatre.frame()
        assert theatre.studio.playback.phase == 0


def test_above_ten_steps_a_second_the_ball_is_not_tweened(theatre):
    theatre.studio.apply(set_speed(speed_called("30")))
    theatre.studio.apply(play)
    for _ in range(30):
        theatre.frame()
        assert theatre.studio.playback.fraction == 0.0


def test_pausing_inside_a_step_lets_the_ball_rest_at_the_nearest_one(theatre):
    theatre.studio.apply(set_speed(speed_called("5")))
    theatre.studio.apply(play)
    theatre.play_for(0.5)
    rolling = theatre.studio.playback.step + theatre.studio.playback.fraction
    assert 0 < theatre.studio.playback.fraction < 1
    theatre.studio.apply(pause)
    place = (theatre.studio.playback.step, theatre.studio.playback.fraction)
    assert place == (round(rolling), 0.0)
    theatre.play_for(0.5)
    assert (theatre.studio.playback.step, theatre.studio.playback.fraction) == place


def test_at_full_speed_no_step_is_lost(perform, network):
    scene = network(steps=5000)
    theatre = perform(scene)
    theatre.studio.apply(set_speed(MAX))
    theatre.studio.apply(play)
    theatre.until(lambda: not theatre.studio.playback.playing, timeout_s=30)
    assert theatre.studio.playback.step == 5000
    assert theatre.studio.run.timeline.theta.tobytes() == train(scene.recipe).theta.tobytes()
    assert [first for first, _ in theatre.grown] == [1, *(last + 1 for _, last in theatre.grown[:-1])]
    assert theatre.grown[-1][1] == 5000


def test_growth_is_said_at_most_once_a_frame(perform, network):
    theatre = perform(network(steps=3000))
    theatre.studio.apply(set_speed(MAX))
    theatre.studio.apply(play)
    for _ in range(20):
        before = len(theatre.grown)
        theatre.frame()
        assert len(theatre.grown) <= before + 1


def test_pausing_stops_training(perform, network):
    theatre = perform(network(steps=1_000_000))
    theatre.studio.apply(set_speed(MAX))
    theatre.studio.apply(play)
    theatre.play_for(0.3)
    theatre.studio.apply(pause)
    theatre.play_for(0.1)
    length = theatre.studio.run.timeline.length
    theatre.play_for(0.3)
    assert theatre.studio.run.timeline.length == length


def test_scrubbing_while_playing_goes_on_from_there(theatre):
    theatre.studio.apply(set_speed(speed_called("10")))
    theatre.studio.apply(play)
    theatre.play_for(0.5)
    theatre.studio.apply(show_step(20))
    theatre.play_for(0.3)
    assert theatre.studio.playback.playing
    assert 20 < theatre.studio.playback.step <= 24


def test_a_run_without_steps_stops_at_once(perform, line):
    theatre = perform(line(steps=0))
    theatre.studio.apply(play)
    theatre.frame()
    assert (theatre.studio.playback.step, theatre.studio.playback.playing) == (0, False)


def test_closing_while_training_takes_less_than_two_seconds(perform, network):
    from time import perf_counter

    theatre = perform(network(steps=1_000_000))
    theatre.studio.apply(set_speed(MAX))
    theatre.studio.apply(play)
    theatre.play_for(0.2)
    began = perf_counter()
    theatre.studio.close()
    assert perf_counter() - began < 2.0
