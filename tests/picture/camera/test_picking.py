import numpy as np
import pytest

from lossstudio.picture.camera.camera import MARGINS_PT, fit
from lossstudio.picture.camera.picking import ball_at, covered, pick
from lossstudio.picture.map.map_camera import fit_map
from tests.picture.framed import frame_of

SIZE = (640, 480)


@pytest.mark.parametrize("azimuth", [25, 120, 300])
def test_what_is_picked_lies_on_the_surface_under_the_pixel(bowl_moment, azimuth):
    frame = frame_of(bowl_moment)
    camera = fit(frame.static_scene, SIZE, MARGINS_PT, azimuth)
    found = 0
    for pixel in ((320, 240), (250, 200), (400, 260), (330, 300)):
        picked = pick(frame.static_scene, camera, pixel, SIZE)
        if picked is not None:
            found += 1
            assert camera.project(picked.place, SIZE)[:2] == pytest.approx(pixel, abs=0.5)
            assert picked.loss == pytest.approx(0.2 + picked.x**2 + 4 * picked.y**2, abs=0.02)
    assert found >= 2


def test_the_ball_is_picked_through_the_glass(bowl_moment):
    frame = frame_of(bowl_moment)
    camera = fit(frame.static_scene, SIZE, MARGINS_PT)
    ball = frame.balls[0]
    x, y, _ = camera.project(ball.place, SIZE)
    picked = pick(frame.static_scene, camera, (float(x), float(y)), SIZE)
    assert (picked.x, picked.y) == pytest.approx(ball.coordinates[:2], abs=0.02)


def test_beside_the_surface_there_is_nothing(bowl_moment):
    static_scene = frame_of(bowl_moment).static_scene
    assert pick(static_scene, fit(static_scene, SIZE, MARGINS_PT), (3, 3), SIZE) is None
    assert pick(static_scene, fit_map(static_scene, SIZE, MARGINS_PT), (3, 3), SIZE) is None


def test_the_map_is_picked_where_it_is(bowl_moment):
    static_scene = frame_of(bowl_moment).static_scene
    camera = fit_map(static_scene, SIZE, MARGINS_PT)
    picked = pick(static_scene, camera, camera.plot.middle, SIZE)
    assert (picked.x, picked.y, picked.loss) == pytest.approx((0, 0, 0.2), abs=0.02)


def test_a_ball_is_hit_near_it_and_not_far_from_it(race_moment):
    frame = frame_of(race_moment)
    camera = fit(frame.static_scene, SIZE, MARGINS_PT)
    for ball in frame.balls:
        x, y, _ = camera.project(ball.place, SIZE)
        assert ball_at(frame, camera, (x + 6, y - 6), SIZE, 1.0) is not None
    assert ball_at(frame, camera, (5, 5), SIZE, 1.0) is None


def test_the_floor_under_a_hill_is_covered_and_beside_it_is_not(bowl_moment):
    static_scene = frame_of(bowl_moment).static_scene
    eye = fit(static_scene, SIZE, MARGINS_PT, elevation=60).eye
    half_x, half_y = static_scene.box.corner
    hidden, open_ = covered(static_scene, np.array([[0.0, 0, 0], [half_x, half_y, 0]]), eye)
    assert hidden
    assert not open_
