"""Fog hides the surface that is far from the balls, and nothing else."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.picture.camera.camera import MARGINS_PT, fit
from lossstudio.picture.colors import rgb
from lossstudio.picture.gl.fog import clearings
from lossstudio.picture.gl.renderer import dirty_region
from lossstudio.picture.map.map_camera import fit_map
from lossstudio.picture.map.map_view import MapView
from lossstudio.picture.scene.frame_builder import FrameBuilder
from tests.picture.framed import frame_of

SIZE = (320, 240)


@pytest.fixture
def camera_of():
    return lambda frame: fit(frame.static_scene, SIZE, tuple(0.4 * margin for margin in MARGINS_PT))


def _hidden(picture, moment):
    """Return the share of a picture's pixels that are the bare canvas."""
    away = np.abs(picture / 255 - rgb(moment.theme.canvas)).max(axis=-1)
    return float(np.mean(away < 0.02))


def test_only_what_is_near_the_ball_is_seen(host, pixels, camera_of, waves_moment):
    clear, foggy = (frame_of(replace(waves_moment, fog=fog)) for fog in (False, True))
    camera = camera_of(clear)
    shown, hidden = (pixels(host.image(frame, camera, *SIZE)) for frame in (clear, foggy))
    assert _hidden(hidden, waves_moment) > _hidden(shown, waves_moment) + 0.2
    x, y, _ = (round(float(part)) for part in camera.project(foggy.balls[0].place, SIZE))
    near = (slice(y - 6, y + 6), slice(x - 6, x + 6))
    np.testing.assert_allclose(hidden[near].astype(float), shown[near], atol=3)


def test_the_clearing_goes_with_the_ball_and_the_still_layer_stays(host, pixels, camera_of, waves_moment):
    framer = FrameBuilder()
    first, second = (framer.frame(replace(waves_moment, fog=True, step=step)) for step in (0, 8))
    assert first.static_scene is second.static_scene
    assert dirty_region(second, camera_of(second), SIZE, 1.0) is None
    one, other = (pixels(host.image(frame, camera_of(first), *SIZE)) for frame in (first, second))
    assert np.mean(np.abs(one.astype(float) - other).max(axis=-1) > 8) > 0.02


def test_a_race_has_a_clearing_around_each_ball(race_moment):
    frame = frame_of(replace(race_moment, fog=True))
    assert len(clearings(frame)) == len(frame.balls) > 1


def test_the_contour_view_lies_in_the_same_fog(qapp, waves_moment):
    found = []
    for fog in (False, True):
        frame = frame_of(replace(waves_moment, fog=fog))
        image = MapView().image(frame, fit_map(frame.static_scene, SIZE, (20, 20, 20, 20)), *SIZE)
        picture = np.frombuffer(image.constBits(), np.uint8).reshape(*SIZE[::-1], 4)[..., 2::-1]
        found.append(_hidden(picture, waves_moment))
    assert found[1] > found[0] + 0.3
