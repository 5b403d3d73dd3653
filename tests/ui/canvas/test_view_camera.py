"""The eye: turning, moving, zooming, presets and what a document keeps."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.landscape.plane import Plane
from lossstudio.picture.colors import DARK
from lossstudio.picture.scene.frame import Stage
from lossstudio.picture.scene.scene_builder import stage_of
from lossstudio.picture.text.axes import Measures, axes_of
from lossstudio.picture.text.fonts import WINDOW, face
from lossstudio.ui.canvas.scene_controller import SECONDS, Morph
from lossstudio.ui.canvas.view_camera import (
    HIGHEST_DEG,
    LOWEST_DEG,
    PRESETS,
    Eye,
    camera_spec,
    preset_eye,
)

SIZE = (900, 700)


def bowl(shift: float = 0.0, points: int = 41) -> Landscape:
    at = np.linspace(-1.0, 1.0, points)
    plane = Plane(
        origin=np.zeros(2),
        x=np.array([1.0, 0.0]),
        y=np.array([0.0, 1.0]),
        range=(-1.0, 1.0, -1.0, 1.0),
        labels=("w", "b"),
        kind="axes",
        exact=True,
    )
    return Landscape(at, at, at[None, :] ** 2 + at[:, None] ** 2 + shift, plane)


@pytest.fixture
def stage() -> Stage:
    return stage_of(bowl(), np.array([1.5]), DARK)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_topmost_writing_stands_below_the_tools_that_float_on_the_canvas(scale: float) -> None:
    valley = bowl()
    peak = replace(valley, loss=np.exp(-4.0 * valley.loss))
    stage = stage_of(peak, np.array([0.7]), DARK)
    measures = Measures(face(WINDOW.ticks * scale).size, face(WINDOW.names * scale, bold=True).size, scale)
    size = 672 * scale, 486 * scale
    tops = []
    for azimuth in range(-180, 180, 20):
        axes = axes_of(stage, Eye((azimuth, 55.0)).camera(stage, size, scale), size, measures)
        tops += [axis.name.area.top for axis in axes if axis.name]
    assert min(tops) > 40.0 * scale


def test_a_drag_turns_and_never_over_the_top(stage: Stage) -> None:
    eye = Eye()
    for _ in range(50):
        eye = eye.turned(10, 40, stage, 3.0)
    assert eye.direction(stage)[1] == HIGHEST_DEG
    for _ in range(100):
        eye = eye.turned(0, -40, stage, 3.0)
    assert eye.direction(stage)[1] == LOWEST_DEG
    assert -180 <= eye.direction(stage)[0] <= 180


def test_zooming_in_and_out_again_comes_back(stage: Stage) -> None:
    before = Eye().camera(stage, SIZE, 1.0)
    nearer = Eye().zoomed(3, before.distance)
    assert nearer.camera(stage, SIZE, 1.0).distance < before.distance
    assert nearer.zoomed(-3, nearer.distance).distance == pytest.approx(before.distance)


def test_moving_shifts_the_picture_by_as_many_pixels(stage: Stage) -> None:
    still, moved = Eye().camera(stage, SIZE, 1.0), Eye().moved(30, -20).camera(stage, SIZE, 1.0)
    place = np.array(still.target)
    shift = moved.project(place, SIZE)[:2] - still.project(place, SIZE)[:2]
    assert shift == pytest.approx([30, -20], abs=1)


@pytest.mark.parametrize("key", PRESETS)
def test_presets_are_known_again(key: str, stage: Stage) -> None:
    assert preset_eye(key).preset() == key
    assert preset_eye(key).turned(5, 5, stage, 3.0).preset() is None


def test_the_best_view_is_not_written_and_others_come_back_from_the_document(stage: Stage) -> None:
    assert camera_spec(Eye(), Eye().camera(stage, SIZE, 1.0)) is None
    eye = Eye((70, 20))
    spec = camera_spec(eye, eye.camera(stage, SIZE, 1.0))
    assert spec is not None
    again = Eye.of(spec).camera(stage, SIZE, 1.0)
    assert (again.azimuth, again.elevation) == (70, 20)
    assert again.distance == pytest.approx(eye.camera(stage, SIZE, 1.0).distance, abs=1e-3)


def test_a_morph_begins_at_one_surface_and_ends_at_the_other() -> None:
    morph = Morph(bowl(), bowl(4.0, points=21), now=10.0)
    first, middle = morph.at(10.0), morph.at(10.0 + SECONDS / 2)
    assert first is not None
    assert middle is not None
    assert first.loss.min() == pytest.approx(0.0, abs=1e-9)
    assert middle.loss.min() == pytest.approx(2.0, abs=0.05)
    assert morph.at(10.0 + SECONDS) is None
