import numpy as np
import pytest

from lossstudio.picture.colors import LIGHT, rgb
from lossstudio.picture.map import map_view
from lossstudio.picture.map.map_camera import fit_map
from lossstudio.picture.map.map_view import MAP_MARGINS_PT, MapView, bands
from lossstudio.picture.text.overlay import Overlay
from tests.picture.framed import frame_of

SIZE = (480, 360)


@pytest.fixture(scope="module")
def camera(bowl_moment):
    return fit_map(frame_of(bowl_moment).static_scene, SIZE, MAP_MARGINS_PT)


def test_the_floor_is_shown_in_equal_units_and_whole(bowl_moment, camera):
    half_x, half_y = frame_of(bowl_moment).static_scene.box.corner
    (left, right), (bottom, top) = camera.seen
    assert (left, right, bottom, top) == pytest.approx((-half_x, half_x, -half_y, half_y), abs=0.005)


def test_zooming_keeps_the_place_under_the_pixel_and_never_leaves_the_floor(bowl_moment, camera):
    static_scene = frame_of(bowl_moment).static_scene
    near = camera.zoomed(3, (240, 170), static_scene)
    assert near.place((240, 170)) == pytest.approx(camera.place((240, 170)))
    away = near.moved_by(1e5, 1e5, static_scene)
    assert np.abs(away.seen[0]).max() <= static_scene.box.corner[0] + 1e-9
    assert near.zoomed(1e-9, (0, 0), static_scene).per_unit == pytest.approx(camera.per_unit, rel=0.01)


def test_bands_go_from_the_lowest_colour_inside_to_the_ground_outside(bowl_moment, camera):
    static_scene = frame_of(bowl_moment).static_scene
    picture = bands(static_scene, camera, 200, 100, 1.0)
    middle, corner = picture[50, 100, 2::-1] / 255, picture[1, 1, 2::-1] / 255
    assert np.abs(middle - rgb(static_scene.theme.lagoon[0])).max() < 0.12
    assert np.abs(corner - rgb(static_scene.theme.canvas)).max() < 0.1
    assert (picture[..., 3] == 255).all()


def test_a_map_shows_the_ball_where_it_projects(qapp, bowl_moment, camera, pixels):
    frame = frame_of(bowl_moment)
    picture = pixels(MapView().image(frame, camera, *SIZE, 1.0))
    x, y, _ = (round(float(part)) for part in camera.project(frame.balls[0].place))
    assert np.abs(picture[y, x] / 255 - rgb(frame.balls[0].color)).max() < 0.2


def test_every_kind_of_thing_can_be_painted_light_and_labelled(qapp, race_moment, pixels):
    from dataclasses import replace

    frame = frame_of(replace(race_moment, theme=LIGHT, ghost=race_moment.theta[:4] + 0.1))
    camera = fit_map(frame.static_scene, SIZE, MAP_MARGINS_PT)
    bare = pixels(MapView().image(frame, camera, *SIZE, 1.0))
    labelled = pixels(MapView().image(frame, camera, *SIZE, 1.0, overlay=Overlay(badge=True)))
    assert (bare != labelled).any()


def test_the_ground_is_drawn_once(qapp, bowl_moment, camera, monkeypatch):
    view, frame = MapView(), frame_of(bowl_moment)
    view.image(frame, camera, *SIZE, 1.0)
    monkeypatch.setattr(map_view, "bands", lambda *_: pytest.fail("the ground was drawn again"))
    view.image(frame, camera, *SIZE, 1.0)
