"""Which step each frame shows."""

import itertools
from dataclasses import replace

import pytest

from lossstudio.films.plan.directing import Length, directed
from lossstudio.films.plan.storyboard import Instant, Shot, Storyboard
from lossstudio.project.film_spec import FilmSpec


def film(first: int, last: int, seconds: float, fps: int, turn_deg: float = 0.0) -> Storyboard:
    return directed(FilmSpec(orbit=turn_deg), (first, last), Length(seconds, 10.0, fps))


@pytest.mark.parametrize("fps", [10, 20, 24, 25, 30, 50, 60])
@pytest.mark.parametrize("seconds", [0.1, 0.5, 1, 2.35, 7.77, 10])
@pytest.mark.parametrize("steps", [0, 1, 7, 60, 2000])
def test_a_film_has_exactly_the_frames_of_its_length(fps: int, seconds: float, steps: int) -> None:
    board = film(0, steps, seconds, fps)
    frames = list(board.instants())
    assert len(frames) == len(board) == round(seconds * fps)
    assert frames[-1] == Instant(steps, 0.0)


@pytest.mark.parametrize("steps", [1, 3, 11, 60, 200, 2000, 100_000])
def test_time_never_runs_backwards(steps: int) -> None:
    places = [i.step + i.fraction for i in film(0, steps, 10, 30).instants()]
    assert all(a <= b for a, b in itertools.pairwise(places))
    assert all(0 <= i.fraction < 1 for i in film(0, steps, 10, 30).instants())


def test_the_first_and_the_last_picture_are_held() -> None:
    frames = list(film(3, 60, 10, 30).instants())
    assert replace(frames[0], opened=1.0) == frames[20] == Instant(3)
    assert frames[-1] == frames[-45] == Instant(60)


@pytest.mark.parametrize("steps", [60, 200, 2000])
def test_the_first_steps_are_slow_enough_to_follow(steps: int) -> None:
    frames = list(film(0, steps, 10, 30).instants())
    assert sum(1 for i in frames if i.step == 0 and i.fraction > 0) >= 12
    assert sum(1 for i in frames if i.step < 3) >= 50


def test_an_even_pace_shares_the_time_out_alike() -> None:
    board = Storyboard((Shot(0, 4, 4.0, pace="linear"),), fps=10)
    assert [sum(1 for i in board.instants() if i.step == step) for step in range(5)] == [9, 10, 10, 10, 1]


def test_a_film_may_run_backwards() -> None:
    places = [i.step + i.fraction for i in film(40, 10, 5, 30).instants()]
    assert places[0] == 40
    assert places[-1] == 10
    assert all(a >= b for a, b in itertools.pairwise(places))


def test_the_camera_turns_past_the_scenes_own_view() -> None:
    turns = [i.turn_deg for i in film(0, 60, 10, 30, turn_deg=40).instants()]
    assert turns[0] == -20
    assert turns[-1] == 20
    assert all(a <= b for a, b in itertools.pairwise(turns))


def test_rounding_does_not_add_up_over_shots() -> None:
    board = Storyboard(tuple(Shot(i, i + 1, 0.35) for i in range(20)), fps=10)
    assert len(list(board.instants())) == len(board) == 70
