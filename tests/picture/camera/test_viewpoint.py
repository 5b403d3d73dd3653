import numpy as np
import pytest

from lossstudio.picture.camera.viewpoint import (
    GOOD_ENOUGH,
    best_view,
    seen_share,
    ways_down,
)
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import AZIMUTH_DEG, ELEVATION_DEG
from lossstudio.picture.scene.frame_builder import FrameBuilder
from tests.picture.framed import frame_of

USUAL = (AZIMUTH_DEG, ELEVATION_DEG)


def _starts(moment):
    box = frame_of(moment).static_scene.box
    return box.place(np.column_stack([moment.theta[0], moment.objective.values(moment.theta[0])]))


def test_a_bowl_is_seen_from_the_usual_place(bowl_moment):
    assert frame_of(bowl_moment).static_scene.view == USUAL


def test_the_best_view_sees_the_ways_down_at_least_as_well_as_the_usual_one(waves_moment):
    static_scene = frame_of(waves_moment).static_scene
    ways = ways_down(static_scene, _starts(waves_moment))
    best, usual = (seen_share(static_scene, ways, *view) for view in (static_scene.view, USUAL))
    assert best >= usual - GOOD_ENOUGH
    assert best > 0.8


def test_the_ways_down_lead_down_over_the_surface_to_its_bottom(bowl_moment):
    static_scene = frame_of(bowl_moment).static_scene
    way = ways_down(static_scene, _starts(bowl_moment))
    assert np.all(np.diff(way[:, 2]) < 4e-3)
    assert np.linalg.norm(way[-1, :2]) < 0.03
    assert way[-1, 2] == pytest.approx(float(static_scene.box.height(np.array(0.2))), abs=6e-3)


def test_the_view_doesnt_turn_when_the_surface_becomes_finer(waves_moment):
    from dataclasses import replace

    coarse = replace(
        waves_moment.landscape,
        x=waves_moment.landscape.x[::4],
        y=waves_moment.landscape.y[::5],
        loss=waves_moment.landscape.loss[::5, ::4],
    )
    framer = FrameBuilder()
    first = framer.frame(replace(waves_moment, landscape=coarse)).static_scene.view
    assert framer.frame(waves_moment).static_scene.view == first


def test_a_place_behind_a_hill_is_not_seen(waves_moment):
    static_scene = frame_of(waves_moment).static_scene
    heights = np.where(static_scene.heights < TALL, static_scene.heights, np.inf)
    row, column = np.unravel_index(np.argmin(heights), heights.shape)
    lowest = np.array([[static_scene.x[column], static_scene.y[row], heights[row, column]]])
    assert min(seen_share(static_scene, lowest, azimuth, 4.0) for azimuth in range(0, 360, 30)) < 0.5


def test_a_start_outside_the_picture_has_the_usual_view(bowl_moment):
    assert best_view(frame_of(bowl_moment).static_scene, np.array([[9.0, 9.0, 9.0]])) == USUAL
