"""Playback by itself: a cursor that a clock moves over steps which are computed or not."""

import pytest

from lossstudio.studio.playback.playback import Playback
from lossstudio.studio.playback.speed import MAX, Cursor, speed_called

END = 30


@pytest.fixture
def playback():
    return Playback(speed_called("10"))


def test_it_rests_until_somebody_plays(playback):
    playback.move(5.0, END, END)
    assert (playback.cursor, playback.moving) == (Cursor(), False)
    playback.play(END)
    for tenth in range(11):
        playback.move(5.0 + tenth / 10, END, END)
    assert playback.step == 10


def test_it_waits_for_steps_that_are_not_computed(playback):
    playback.play(END)
    playback.move(0.0, 3, END)
    playback.move(2.0, 3, END)
    assert (playback.step, playback.playing) == (3, True)


def test_at_the_end_it_stops_and_begins_again_from_the_start(playback):
    playback.play(END)
    playback.move(0.0, END, END)
    playback.move(60.0, END, END)
    assert (playback.step, playback.playing) == (END, False)
    playback.play(END)
    assert playback.step == 0


def test_as_fast_as_possible_it_covers_a_share_of_what_is_there(playback):
    playback.set_speed(MAX)
    playback.play(1000)
    playback.move(0.0, 100, 1000)
    assert playback.step == 20
    assert playback.wanted(0.0, 0.016, 1000) == 1000


def test_a_step_that_is_not_computed_is_chased(playback):
    playback.go(Cursor(20, 0.5), 8)
    assert (playback.cursor, playback.aim, playback.moving) == (Cursor(8), Cursor(20), True)
    assert playback.wanted(0.0, 0.016, END) == 20
    playback.move(0.0, 15, END)
    assert playback.step == 15
    playback.move(0.0, 25, END)
    assert (playback.step, playback.moving) == (20, False)


def test_stopping_waits_for_nothing_any_more(playback):
    playback.go(Cursor(20), 8)
    playback.stop()
    assert (playback.step, playback.moving) == (8, False)


def test_changes_act_from_the_start_unless_chosen_and_from_here_while_playing(playback):
    playback.go(Cursor(4), END)
    assert (playback.acts_from, playback.acts_at) == ("start", None)
    playback.chosen_from = "here"
    assert playback.acts_at == 4
    playback.go(Cursor(4, 0.5), END)
    assert playback.acts_at == 5, "the ball arrives first"
    playback.go(Cursor(), END)
    assert playback.acts_at is None, "at step 0 here is the start"
    playback.play(END)
    assert playback.acts_from == "here"
    playback.pause()
    assert playback.acts_from == "here", "the choice survives playing"
    playback.rewind()
    assert playback.acts_from == "start", "another document begins anew"


@pytest.mark.parametrize(
    ("cursor", "rested"),
    [
        (Cursor(2, 0.3, 4), Cursor(2, 0.0, 4)),
        (Cursor(2, 0.8, 4), Cursor(3)),
        (Cursor(2, 0.0, 3), Cursor(2, 0.0, 3)),
        (Cursor(7, 0.5), Cursor(8)),
    ],
)
def test_a_pause_rests_at_the_nearest_step(playback, cursor, rested):
    playback.play(END)
    playback.go(cursor, END)
    playback.pause()
    assert playback.cursor == rested


def test_rewinding_rests_at_the_start_and_keeps_the_speed(playback):
    playback.play(END)
    playback.go(Cursor(9), END)
    playback.rewind()
    assert (playback.cursor, playback.playing, playback.speed) == (Cursor(), False, speed_called("10"))


@pytest.mark.parametrize(("key", "fast"), [("0.5", False), ("2", False), ("5", True), ("max", True)])
def test_numbers_can_be_read_up_to_two_steps_a_second(key, fast):
    playback = Playback(speed_called(key))
    assert playback.shows_phases(END)
    playback.play(END)
    assert playback.shows_phases(END) is not fast
