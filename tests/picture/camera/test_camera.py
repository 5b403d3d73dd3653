import numpy as np
import pytest

from lossstudio.picture.camera.camera import Camera, fit, outline
from tests.picture.framed import frame_of

SIZE = (640, 480)
MARGINS = (60.0, 50.0, 60.0, 55.0)


@pytest.fixture(scope="module")
def static_scene(bowl_moment):
    return frame_of(bowl_moment).static_scene


@pytest.mark.parametrize("azimuth", [0, 25, 140, 271])
@pytest.mark.parametrize("elevation", [5, 35, 89])
def test_a_fitted_camera_has_everything_inside_the_margins_and_wastes_nothing(static_scene, azimuth, elevation):
    camera = fit(static_scene, SIZE, MARGINS, azimuth, elevation)
    at = camera.project(outline(static_scene), SIZE)
    left, top = at[:, :2].min(axis=0)
    right, bottom = SIZE - at[:, :2].max(axis=0)
    room = np.array([left, top, right, bottom]) - np.array(MARGINS)
    assert room.min() > -1e-6
    assert min(room[0] + room[2], room[1] + room[3]) < 1e-6


def test_a_given_distance_is_kept(static_scene):
    assert fit(static_scene, SIZE, MARGINS, distance=4.0).distance == pytest.approx(4.0)


def test_projecting_and_looking_through_a_pixel_are_inverse():
    camera = Camera(azimuth=70, elevation=20, distance=3)
    place = np.array([0.2, -0.3, 0.1])
    x, y, depth = camera.project(place, SIZE)
    eye, way = camera.ray((x, y), SIZE)
    assert np.allclose(eye + way * depth / (way @ camera.axes[2]), place)


def test_the_matrices_of_opengl_say_the_same_as_project():
    camera = Camera(azimuth=200, elevation=50, distance=2.5, target=(0.1, 0, 0.2))
    place = np.array([-0.2, 0.4, 0.3])
    clip = camera.projection(SIZE) @ camera.view() @ np.append(place, 1)
    x, y = (clip[:2] / clip[3] * 0.5 + 0.5) * SIZE
    assert camera.project(place, SIZE)[:2] == pytest.approx((x, SIZE[1] - y))
    assert -1 < clip[2] / clip[3] < 1


def test_panning_moves_the_picture_by_as_many_pixels():
    camera = Camera()
    before, after = (
        each.project(np.array(camera.target), SIZE)[:2] for each in (camera, camera.moved_by(30, -12, SIZE))
    )
    assert after - before == pytest.approx([30, -12], abs=0.2)


def test_at_azimuth_0_x_points_at_the_viewer_and_y_to_the_right():
    camera = Camera(azimuth=0, elevation=0)
    assert np.allclose(camera.axes[0], [0, 1, 0])
    assert np.allclose(camera.axes[2], [-1, 0, 0])


def test_tiny_pictures_are_fitted_too(static_scene):
    assert np.isfinite(fit(static_scene, (40, 30), MARGINS).distance)
