"""Speeds, paces and places: pure functions of time."""

from itertools import pairwise

import pytest

from lossstudio.studio.playback.speed import AUTO, MAX, SPEEDS, Cursor, PlaybackRate, cursor_at, speed_called


def test_every_speed_is_found_by_its_key():
    assert [speed_called(speed.key) for speed in SPEEDS] == list(SPEEDS)
    assert speed_called("warp") == AUTO


def test_the_offered_speeds_are_the_promised_ones():
    assert [speed.rate for speed in SPEEDS] == [None, 0.5, 1, 2, 5, 10, 30, 60, None]


@pytest.mark.parametrize("planned", [60, 200, 5000])
def test_auto_takes_eight_seconds(planned):
    pace = PlaybackRate.of(AUTO, planned)
    assert pace.elapsed(planned) == pytest.approx(8.0)
    assert pace.position(1.0) == 1.0


def test_auto_never_goes_slower_than_its_slow_steps():
    assert PlaybackRate.of(AUTO, 4).elapsed(4) == pytest.approx(4.0)


def test_as_fast_as_possible_has_no_pace():
    assert PlaybackRate.of(MAX, 60) is None


@pytest.mark.parametrize("speed", [speed for speed in SPEEDS if speed != MAX])
@pytest.mark.parametrize("position", [0.0, 0.5, 2.9, 3.0, 17.25, 60.0])
def test_a_pace_and_its_inverse_agree(speed, position):
    pace = PlaybackRate.of(speed, 60)
    assert pace.position(pace.elapsed(position)) == pytest.approx(position)


@pytest.mark.parametrize("rate", [0.5, 1.0, 2.0, 5.0, 10.0])
def test_a_place_comes_back_from_its_position(rate):
    for hundredth in range(300):
        place = cursor_at(hundredth / 100, rate)
        again = cursor_at(place.position, rate)
        assert (again.step, again.phase) == (place.step, place.phase)
        assert again.fraction == pytest.approx(place.fraction, abs=1e-6)


@pytest.mark.parametrize("rate", [0.5, 2.0, 5.0, 10.0])
def test_the_ball_never_rolls_back(rate):
    places = [cursor_at(hundredth / 100, rate) for hundredth in range(300)]
    assert all(before.step + before.fraction <= after.step + after.fraction for before, after in pairwise(places))


def test_in_its_phases_the_ball_rests_and_then_rolls():
    assert [cursor_at(share, 1.0).phase for share in (0.0, 0.2, 0.4, 0.6, 0.99)] == [1, 2, 3, 4, 4]
    assert [cursor_at(share, 1.0).fraction for share in (0.0, 0.5, 0.65)] == [0.0, 0.0, 0.0]
    assert 0.9 < cursor_at(0.99, 1.0).fraction < 1.0


def test_rounding_never_shows_the_step_before():
    assert cursor_at(2.9999999999, 5.0).step == 3


def test_phases_forward_and_back_are_inverse():
    place = Cursor(3, 0.0, 2)
    assert place.forward().back() == place
    assert Cursor(3, 0.0, 4).forward() == Cursor(4, 0.0, 1)
    assert Cursor(4, 0.0, 1).back() == Cursor(3, 0.0, 4)
    assert Cursor(0, 0.0, 1).back() == Cursor()
