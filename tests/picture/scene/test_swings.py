"""Old swings fade, and nothing of a path is lost by it."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from lossstudio.picture.scene.frame import PATH_PT
from lossstudio.picture.scene.frame_builder import FrameBuilder
from lossstudio.picture.scene.swings import OPACITIES, WIDTHS, Fading, pieces_of
from tests.picture.conftest import descended, sampled

STEPS = np.arange(13.0)
CROSSING = np.column_stack([0.01 * STEPS, 0.05 * (-1.1) ** STEPS])
"""Each step swings over to the other side of y = 0, a little farther than the one before."""


def test_a_path_that_never_turns_back_never_fades():
    bend = np.column_stack([np.cos(0.1 * STEPS), np.sin(0.1 * STEPS)])
    assert not Fading.of(bend, STEPS).faded.any()


def test_of_swings_the_oldest_have_faded_most_and_the_latest_not():
    faded = Fading.of(CROSSING, STEPS).faded
    assert (np.diff(faded) <= 0).all()
    assert faded[1] == len(OPACITIES) - 1
    assert faded[-2:].tolist() == [0, 0]


def test_swings_smaller_than_a_ball_dont_fade():
    assert not Fading.of(0.01 * CROSSING, STEPS).faded.any()


def test_a_swing_fades_when_others_have_followed():
    fadings = [Fading.of(CROSSING[: count + 1], STEPS[: count + 1]).faded[2] for count in range(3, 13)]
    assert fadings[0] == 0
    assert fadings[-1] > 0
    assert (np.diff(fadings) >= 0).all()


def test_a_run_beyond_all_numbers_fades_without_a_warning():
    assert len(Fading.of(CROSSING * 10.0 ** (25 * STEPS)[:, None], STEPS).faded) == len(STEPS)


def test_what_is_on_its_way_to_the_next_step_has_not_faded():
    fading = Fading.of(CROSSING, STEPS)
    assert fading.at(np.array([12.5, 13.0])).tolist() == [0, 0]
    assert fading.at(np.array([1.5, 2.0])).tolist() == [fading.faded[2]] * 2


@pytest.mark.parametrize("faded", [[0, 0, 0, 0, 0], [0, 2, 2, 0, 0], [1, 1, 0, 1, 1], [0, 3, 2, 1, 0], [0, 1, 0, 1, 0]])
def test_each_way_of_a_path_is_in_one_of_its_pieces(faded):
    points = np.arange(15.0).reshape(5, 3)
    ways = []
    for times, piece in pieces_of(points, np.array(faded)):
        for start, end in pairwise(piece):
            if np.isfinite([start, end]).all():
                ways.append((start[0] // 3, end[0] // 3, times))
    assert sorted(ways) == [(way, way + 1, faded[way + 1]) for way in range(4)]


def test_the_paths_of_an_exploding_run_are_thinner_and_fainter_the_older_they_are(bowl, bowl_moment):
    theta = descended(bowl, [[-0.4, 0.05]], [0.27], steps=14)
    view = (-0.6, 0.6, -0.6, 0.6)
    moment = replace(bowl_moment, theta=theta, step=14, landscape=sampled(bowl, view))
    paths = FrameBuilder().frame(moment).paths
    assert len({path.opacity for path in paths}) > 2
    assert all(path.width_pt == WIDTHS[OPACITIES.index(path.opacity)] * PATH_PT for path in paths)
    lowest_outside = [np.nanmax(np.abs(path.points[:, 1])) for path in paths]
    assert lowest_outside == sorted(lowest_outside), "the swings grow, and the oldest are drawn first"


def test_going_back_unfades(bowl, bowl_moment):
    theta = descended(bowl, [[-0.4, 0.05]], [0.27], steps=14)
    framer, moment = FrameBuilder(), replace(bowl_moment, theta=theta, landscape=sampled(bowl, (-0.6, 0.6, -0.6, 0.6)))
    before = framer.frame(replace(moment, step=4)).paths
    framer.frame(replace(moment, step=14))
    after = framer.frame(replace(moment, step=4)).paths
    assert all(np.array_equal(a.points, b.points, equal_nan=True) for a, b in zip(before, after, strict=True))
