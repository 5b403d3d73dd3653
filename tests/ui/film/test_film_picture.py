"""A film's picture is the window's."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from lossstudio.films.encode.formats import MP4
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.render.frame_renderer import FrameRenderer
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.picture.camera.camera import Camera
from lossstudio.picture.gl.host import ImageHost
from lossstudio.project.scene import Scene
from lossstudio.studio.commands.playback import show_step
from lossstudio.studio.commands.runners import set_start
from lossstudio.ui.shell.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

STEP = 12
SIZE = (480, 300)


def pixels(image: QImage) -> np.ndarray:
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), :3].astype(int)


@pytest.mark.parametrize("example", ["penguins", "learning-rates", "rosenbrock"])
def test_a_film_shows_what_the_window_shows(qtbot: QtBot, open_window: Callable[..., Window], example: str) -> None:
    window = open_window(example)
    studio = window.studio
    studio.apply(show_step(STEP))
    settled = TrainedScene(studio.document.scene).surface(STEP)[1].loss.shape
    qtbot.waitUntil(
        lambda: studio.analysis.landscape is not None and studio.analysis.landscape.loss.shape == settled,
        timeout=20_000,
    )
    qtbot.waitUntil(lambda: studio.run.timeline.length >= STEP and studio.playback.step == STEP, timeout=20_000)
    seen = window.canvas.scene_controller.make_frame()
    assert seen is not None
    scene = studio.scene_as_shown()
    plan = ExportOptions(size=(640, 360), inset="none", first=STEP, last=STEP).planned(scene, MP4)
    plan = replace(plan, theme=window.appearance.theme.name)
    with ImageHost() as host, closing(FrameRenderer(TrainedScene(scene), plan, host)) as renderer:
        filmed = renderer.shown(0).panes[0].frame
        camera = Camera(azimuth=30.0)
        pictures = [pixels(host.image(frame, camera, *SIZE)) for frame in (seen, filmed)]
    assert np.array_equal(seen.static_scene.heights, filmed.static_scene.heights, equal_nan=True)
    assert seen.static_scene.box == filmed.static_scene.box
    for ball, other in zip(seen.balls, filmed.balls, strict=True):
        assert np.allclose(ball.place, other.place, rtol=0, atol=1e-12)
        assert ball.color == other.color
    for path, other in zip(seen.paths, filmed.paths, strict=True):
        assert np.allclose(path.points, other.points, rtol=0, atol=1e-12, equal_nan=True)
    assert np.abs(pictures[0] - pictures[1]).max() <= 2


def direction(scene: Scene) -> tuple[float, float]:
    """Return from where a film of a scene looks."""
    plan = ExportOptions(size=(640, 360), inset="none", first=1, last=1).planned(scene, MP4)
    with ImageHost() as host, closing(FrameRenderer(TrainedScene(scene), plan, host)) as renderer:
        camera = renderer.shown(0).panes[0].camera
    assert isinstance(camera, Camera)
    return camera.azimuth, camera.elevation


def test_after_an_edit_a_film_looks_from_where_the_window_does(qtbot: QtBot, window: Window) -> None:
    studio, controller = window.studio, window.canvas.scene_controller
    studio.apply(set_start((1.2, 3.0)))
    qtbot.waitUntil(lambda: controller.fits, timeout=20_000)
    seen = controller.camera(SIZE)
    scene = window.canvas.camera_sync.scene_as_seen()
    assert direction(scene) == (seen.azimuth, seen.elevation)
    assert direction(studio.scene_as_shown()) != direction(scene)  # anew, another one would be the best
    assert studio.document.scene.view.camera is None
    assert Scene.from_dict(scene.to_dict()) == scene
