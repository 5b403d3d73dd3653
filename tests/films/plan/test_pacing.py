"""A film's time follows what happens."""

import itertools

import numpy as np
import pytest

from lossstudio.films.encode.formats import MP4
from lossstudio.films.plan.directing import Length, directed
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.pacing import WalkPacing
from lossstudio.films.plan.storyboard import Shot, Storyboard
from lossstudio.films.render.happening import path_shares
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.film_spec import FilmPause, FilmSlow, FilmSpec

BURST = WalkPacing(np.array([0.0, 80.0, 90.0, 100.0]), np.array([0.0, 1.0, 9.0, 10.0]))
"""Most of what happens does so between steps 80 and 90."""


def places(board: Storyboard) -> list[float]:
    return [each.step + each.fraction for each in board.instants()]


@pytest.mark.parametrize("key", ["spiral", "plateau", "ravine", "four-minima", "unscaled", "embedding"])
def test_no_example_spends_half_its_time_on_a_tenth_of_its_walk(key: str) -> None:
    scene = EXAMPLES[key].load()
    plan = ExportOptions().planned(scene, MP4)
    trained = TrainedScene(scene, plan.last_step)
    path = path_shares(trained.timeline, trained.plane, trained.curves)
    at = places(trained.paced(plan.storyboard))
    walked = np.interp(at, trained.curves.steps, path)
    assert len(at) == len(plan.storyboard)
    assert 0.1 < walked[len(at) // 2] < 0.9


def test_a_walk_sets_out_gently_passes_every_step_in_order_and_comes_to_rest_gently() -> None:
    at = places(Storyboard((Shot(0, 100, 10.0, "walk"),), 30).paced(BURST))
    speeds = np.diff(at)
    assert all(a <= b for a, b in itertools.pairwise(at))
    assert at[-1] == 100
    assert max(speeds[0], speeds[-1]) < 0.05 * speeds.mean()


@pytest.mark.parametrize(("first", "last"), [(0, 100), (100, 0)])
def test_where_much_happens_a_film_goes_slowly_either_way(first: int, last: int) -> None:
    at = places(Storyboard((Shot(first, last, 10.0, "walk"),), 30).paced(BURST))
    inside = sum(80 <= place <= 90 for place in at)
    assert inside > 0.6 * len(at)


def test_a_pause_on_a_paced_walk_is_at_its_step_and_adds_nothing_to_the_film() -> None:
    spec = FilmSpec(pauses=(FilmPause(step=85, seconds=2.0),))
    board = directed(spec, (0, 100), Length(10.0, 10.0, 30))
    paced = board.paced(BURST)
    assert len(paced) == len(board) == 300
    assert sum(place == 85 for place in places(paced)) >= 59
    assert paced.paced(BURST) == paced


def test_slow_here_takes_time_from_the_other_steps_alone() -> None:
    even = WalkPacing(np.array([0.0, 100.0]), np.array([0.0, 1.0]))
    scene_slow = FilmSlow(first=40, last=50, times=4.0)
    slower = even.slower(scene_slow.first, scene_slow.last, scene_slow.times)
    board = Storyboard((Shot(0, 100, 10.0, "walk"),), 30)
    before, after = (sum(40 <= place <= 50 for place in places(board.paced(pacing))) for pacing in (even, slower))
    assert after == pytest.approx(4 * before / 1.3, rel=0.12)
    assert len(board.paced(slower)) == 300


def test_phases_get_three_seconds_each_at_two_steps_where_no_length_was_asked_for() -> None:
    board = directed(FilmSpec(layout="phases"), (0, 60), Length(None, 10.0, 30))
    shown = [(each.step, each.phase) for each in board.instants() if each.phase]
    steps = {step for step, _ in shown}
    assert len(steps) == 2
    assert 0 in steps
    for step in steps:
        for phase in (1, 2, 3, 4):
            assert shown.count((step, phase)) >= 3 * 30 - 1
