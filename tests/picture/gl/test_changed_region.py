"""Drawing only where two frames differ gives the picture that drawing everything gives."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from lossstudio.picture.camera.camera import MARGINS_PT, fit
from lossstudio.picture.gl.changed_region import changed_region
from lossstudio.picture.gl.renderer import dirty_region, whole_pixels
from lossstudio.picture.scene.frame_builder import FrameBuilder

SIZE, SCALE = (320, 240), 0.5


@pytest.fixture
def frames(waves_moment):
    framer, last = FrameBuilder(), len(waves_moment.theta) - 1
    return [framer.frame(replace(waves_moment, step=step, fraction=0.0, phase=0)) for step in range(last)]


@pytest.fixture
def camera(frames):
    return fit(frames[0].static_scene, SIZE, tuple(0.4 * margin * SCALE for margin in MARGINS_PT))


def test_a_run_drawn_change_by_change_is_the_run_drawn_whole(frames, camera, host, pixels):
    shown, smaller = pixels(host.image(frames[1], camera, *SIZE, SCALE)), 0
    for before, now in pairwise(frames[1:]):
        changed = changed_region(before, now, camera, SIZE, SCALE)
        left, top, width, height = part = whole_pixels([changed], SIZE)
        shown[top : top + height, left : left + width] = pixels(host.image(now, camera, *SIZE, SCALE, part=part))
        every = whole_pixels(
            [dirty_region(replace(each, labels=()), camera, SIZE, SCALE) for each in (before, now)], SIZE
        )
        smaller += width * height < 0.8 * every[2] * every[3]
        host.image(before, camera, *SIZE, 2 * SCALE)
        np.testing.assert_array_equal(shown, pixels(host.image(now, camera, *SIZE, SCALE)))
    assert smaller, "an old part of a path isn't drawn again"


def test_a_path_in_another_look_changes_all_along(frames, camera):
    before = frames[-1]
    now = replace(before, paths=tuple(replace(path, opacity=0.5) for path in before.paths))
    everywhere = dirty_region(replace(before, labels=()), camera, SIZE, SCALE)
    assert changed_region(before, now, camera, SIZE, SCALE) == everywhere


def test_fog_lies_everywhere(frames, camera):
    assert changed_region(frames[0], replace(frames[1], fog=True), camera, SIZE, SCALE) is None
