"""The eye: turning, moving, zooming, presets and what a document keeps."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.landscape.plane import Plane
from lossstudio.picture.colors import DARK
from lossstudio.picture.scene.frame import StaticScene
from lossstudio.picture.scene.scene_builder import static_scene_of
from lossstudio.picture.text.axes import axes_of
from lossstudio.picture.text.axis_name_places import TextMeasures
from lossstudio.picture.text.fonts import WINDOW, face
from lossstudio.project.view_spec import CameraSpec
from lossstudio.ui.canvas.view_camera import (
    HIGHEST_DEG,
    LOWEST_DEG,
    PRESETS,
    ViewCamera,
    camera_spec,
    preset_camera,
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
def static_scene() -> StaticScene:
    return static_scene_of(bowl(), np.array([1.5]), DARK)


@pytest.mark.usefixtures("qapp")
def test_an_eye_that_a_document_says_shows_all_in_a_picture_of_another_shape(static_scene: StaticScene) -> None:
    whole = ViewCamera((25.0, 35.0)).camera(static_scene, (900, 300), 1.0).distance
    written = ViewCamera.of(CameraSpec(azimuth=25.0, elevation=35.0, distance=0.9 * whole))
    close = ViewCamera.of(CameraSpec(azimuth=25.0, elevation=35.0, distance=0.5 * whole))
    assert written.camera(static_scene, (900, 300), 1.0).distance == whole
    assert close.camera(static_scene, (900, 300), 1.0).distance == 0.5 * whole
    by_hand = written.zoomed(1.0, whole)
    assert by_hand.camera(static_scene, (900, 300), 1.0).distance < whole


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_topmost_writing_stands_below_the_tools_that_float_on_the_canvas(scale: float) -> None:
    valley = bowl()
    peak = replace(valley, loss=np.exp(-4.0 * valley.loss))
    static_scene = static_scene_of(peak, np.array([0.7]), DARK)
    measures = TextMeasures(face(WINDOW.ticks * scale).size, face(WINDOW.names * scale, bold=True).size, scale)
    size = 672 * scale, 486 * scale
    tops = []
    for azimuth in range(-180, 180, 20):
        axes = axes_of(static_scene, ViewCamera((azimuth, 55.0)).camera(static_scene, size, scale), size, measures)
        tops += [axis.name.area.top for axis in axes if axis.name]
    assert min(tops) > 40.0 * scale


def test_a_drag_turns_and_never_over_the_top(static_scene: StaticScene) -> None:
    view_camera = ViewCamera()
    for _ in range(50):
        view_camera = view_camera.turned(10, 40, static_scene, 3.0)
    assert view_camera.direction(static_scene)[1] == HIGHEST_DEG
    for _ in range(100):
        view_camera = view_camera.turned(0, -40, static_scene, 3.0)
    assert view_camera.direction(static_scene)[1] == LOWEST_DEG
    assert -180 <= view_camera.direction(static_scene)[0] <= 180


def test_zooming_in_and_out_again_comes_back(static_scene: StaticScene) -> None:
    before = ViewCamera().camera(static_scene, SIZE, 1.0)
    nearer = ViewCamera().zoomed(3, before.distance)
    assert nearer.camera(static_scene, SIZE, 1.0).distance < before.distance
    assert nearer.zoomed(-3, nearer.distance).distance == pytest.approx(before.distance)


def test_moving_shifts_the_picture_by_as_many_pixels(static_scene: StaticScene) -> None:
    still, moved = (
        ViewCamera().camera(static_scene, SIZE, 1.0),
        ViewCamera().moved(30, -20).camera(static_scene, SIZE, 1.0),
    )
    place = np.array(still.target)
    shift = moved.project(place, SIZE)[:2] - still.project(place, SIZE)[:2]
    assert shift == pytest.approx([30, -20], abs=1)


@pytest.mark.parametrize("key", PRESETS)
def test_presets_are_known_again(key: str, static_scene: StaticScene) -> None:
    assert preset_camera(key).preset() == key
    assert preset_camera(key).turned(5, 5, static_scene, 3.0).preset() is None


def test_the_best_view_is_not_written_and_others_come_back_from_the_document(static_scene: StaticScene) -> None:
    assert camera_spec(ViewCamera(), ViewCamera().camera(static_scene, SIZE, 1.0)) is None
    view_camera = ViewCamera((70, 20))
    spec = camera_spec(view_camera, view_camera.camera(static_scene, SIZE, 1.0))
    assert spec is not None
    again = ViewCamera.of(spec).camera(static_scene, SIZE, 1.0)
    assert (again.azimuth, again.elevation) == (70, 20)
    assert again.distance == pytest.approx(view_camera.camera(static_scene, SIZE, 1.0).distance, abs=1e-3)
