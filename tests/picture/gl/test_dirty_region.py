"""Drawing only the part that has changed gives the picture that drawing everything gives."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.picture.camera.camera import MARGINS_PT, fit
from lossstudio.picture.gl.renderer import dirty_region, whole_pixels
from lossstudio.picture.scene.frame_builder import FrameBuilder

SIZE = (320, 240)
SCALE = 0.5


@pytest.mark.parametrize("moment_name", ["bowl_moment", "waves_moment"])
def test_a_part_over_an_older_picture_is_the_whole_new_picture(request, host, pixels, moment_name):
    moment = replace(request.getfixturevalue(moment_name), names=("",))
    framer = FrameBuilder()
    older, newer = (
        framer.frame(replace(moment, step=step, fraction=0.0, phase=phase)) for step, phase in ((1, 0), (2, 3))
    )
    older, newer = (replace(frame, labels=()) for frame in (older, newer))
    assert older.static_scene is newer.static_scene
    camera = fit(newer.static_scene, SIZE, tuple(0.4 * margin * SCALE for margin in MARGINS_PT))
    areas = [dirty_region(frame, camera, SIZE, SCALE) for frame in (older, newer)]
    assert None not in areas
    left, top, width, height = part = whole_pixels(areas, SIZE)
    assert width * height < SIZE[0] * SIZE[1]
    before = pixels(host.image(older, camera, *SIZE, SCALE))
    update = pixels(host.image(newer, camera, *SIZE, SCALE, part=part))
    before[top : top + height, left : left + width] = update
    host.image(older, camera, *SIZE, 2 * SCALE)
    whole = pixels(host.image(newer, camera, *SIZE, SCALE))
    np.testing.assert_array_equal(before, whole)


def test_a_part_of_another_view_is_drawn_with_all_of_it(host, pixels, bowl_moment):
    frame = FrameBuilder().frame(bowl_moment)
    camera = fit(frame.static_scene, SIZE, tuple(0.4 * margin * SCALE for margin in MARGINS_PT))
    turned = fit(frame.static_scene, SIZE, tuple(0.4 * margin * SCALE for margin in MARGINS_PT), 70.0)
    host.image(frame, camera, *SIZE, SCALE)
    part = pixels(host.image(frame, turned, *SIZE, SCALE, part=(100, 80, 60, 50)))
    np.testing.assert_array_equal(part, pixels(host.image(frame, turned, *SIZE, SCALE))[80:130, 100:160])


def test_labels_stand_anywhere(bowl_moment):
    frame = FrameBuilder().frame(bowl_moment)
    camera = fit(frame.static_scene, SIZE, tuple(0.4 * margin * SCALE for margin in MARGINS_PT))
    assert (dirty_region(frame, camera, SIZE, SCALE) is None) == bool(frame.labels)
