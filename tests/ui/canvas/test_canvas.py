"""The canvas draws, says how, and stands in where there is no OpenGL."""

import os
import subprocess
import sys
from collections.abc import Callable

import moderngl
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from lossstudio.core.numbers import readout
from lossstudio.picture.gl.host import NoOpenGLError
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.commands.playback import show_step
from lossstudio.ui.canvas import surfaces
from lossstudio.ui.canvas.contour_surface import ContourSurface
from lossstudio.ui.canvas.image_surface import ImageSurface
from lossstudio.ui.canvas.surfaces import has_graphics_card
from lossstudio.ui.shell.window import Window
from tests.ui.canvas.hands import LEFT, settled, wheel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OpenWindow = Callable[..., Window]


def test_the_surface_is_drawn(qtbot: QtBot, window: Window) -> None:
    settled(qtbot, window)
    assert isinstance(window.canvas.surface, ImageSurface)
    image = window.canvas.surface.grab().toImage().convertToFormat(window.grab().toImage().format())
    colors = {image.pixel(x, y) for x in range(60, image.width(), 37) for y in range(60, image.height(), 31)}
    assert len(colors) > 40


@pytest.mark.parametrize("said", ["GL_UNKNOWN_ERROR", moderngl.Error("no more")], ids=str)
@pytest.mark.parametrize("key", ["penguins", "two-bells"])
def test_where_graphics_are_lost_in_the_middle_the_contour_view_stands_in(
    open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, key: str, said: object
) -> None:
    def error(_context: moderngl.Context) -> object:
        if isinstance(said, Exception):
            raise said
        return said

    window = open_window(key)
    settled(qtbot, window)
    monkeypatch.setattr(moderngl.Context, "error", property(error))
    window.studio.apply(show_step(3))
    qtbot.waitUntil(lambda: window.canvas.host == "contour", timeout=5000)
    assert window.banner.text.startswith("The graphics driver has stopped drawing (")
    assert window.banner.text.endswith("). The contour view stands in for it.")
    monkeypatch.undo()
    window.canvas.set_mode("surface")
    settled(qtbot, window)
    assert not window.canvas.surface.isVisible()
    panes = window.canvas.side_by_side.panes
    assert all(isinstance(pane.widget, ContourSurface) for pane in panes)
    assert window.canvas.picture() is not None
    shown = window.canvas.grab().toImage()
    assert len({shown.pixel(x, y) for x in range(60, shown.width(), 29) for y in range(60, shown.height(), 31)}) > 10


def test_a_moving_camera_is_seen_less_finely_and_one_at_rest_as_before(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lossstudio.ui.canvas.image_surface.MOVING_DOTS", 40_000)

    def shown() -> NDArray[np.uint8]:
        image = window.canvas.surface.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()

    window.canvas.turn(0.0, 0.0)
    settled(qtbot, window)
    before = shown()

    def is_seen_less_finely() -> bool:
        window.canvas.turn(0.0, 0.0)
        return 0 < np.abs(before.astype(int) - shown()).mean() < 2

    qtbot.waitUntil(is_seen_less_finely, timeout=4000)
    qtbot.waitUntil(lambda: bool((shown() == before).all()), timeout=4000)


@pytest.mark.parametrize("mode", ["surface", "contour", "both"])
def test_modes_show_what_they_say(window: Window, mode: str) -> None:
    window.canvas.set_mode(mode)
    assert window.canvas.surface.isVisible() is (mode != "contour")
    assert window.canvas.contour.isVisible() is (mode != "surface")
    assert window.actions_of[mode].isChecked()


def test_the_contour_view_is_drawn_zooms_and_picks(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.canvas.set_mode("contour")
    settled(qtbot, window)
    contour = window.canvas.contour
    image = contour.grab().toImage()
    colors = {image.pixel(x, y) for x in range(60, image.width(), 29) for y in range(60, image.height(), 31)}
    assert len(colors) > 10
    qtbot.mouseClick(contour, LEFT, pos=QPoint(contour.width() // 2, contour.height() // 2))
    pin = window.canvas.scene_controller.pin
    assert pin is not None
    monkeypatch.setattr(Timeline, "loss_digits", 5)
    assert window.canvas.scene_controller.words(pin).endswith(f"loss {readout(pin.loss, 5)}")
    moment = window.canvas.scene_controller.moment()
    assert moment is not None
    assert moment.digits == 5, "with as many digits as the run's losses have elsewhere"
    before = window.canvas.scene_controller.map_camera(window.canvas.size_of(contour)).per_unit
    wheel(contour, 2)
    assert window.canvas.scene_controller.map_camera(window.canvas.size_of(contour)).per_unit > before


def test_the_badge_is_honest(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.waitUntil(lambda: window.canvas.tools.badge.text.startswith("exact"), timeout=3000)
    assert window.canvas.tools.badge.text == "exact: the model has only these two parameters"
    network = open_window("xor")
    qtbot.waitUntil(lambda: network.canvas.tools.badge.text.startswith("a slice: "), timeout=8000)
    assert "%" not in network.canvas.tools.badge.text
    network.studio.apply(show_step(20))
    qtbot.waitUntil(lambda: network.canvas.tools.badge.text.startswith("a slice: holds"), timeout=8000)
    assert "% of the path" in network.canvas.tools.badge.text


def test_another_plane_can_be_chosen_and_undone(reopen: OpenWindow, qtbot: QtBot) -> None:
    window = reopen("xor")
    before = window.canvas.tools.planes.choice
    window.canvas.tools.planes.chosen.emit("random")
    assert window.studio.document.scene.plane.kind == "random"
    assert window.canvas.tools.planes.choice == "random"
    window.studio.undo()
    assert window.canvas.tools.planes.choice == before


def test_without_opengl_the_contour_view_stands_in_and_says_why(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def none() -> None:
        raise NoOpenGLError("OpenGL 3.3 is not available on this machine")

    monkeypatch.setattr(surfaces, "ImageHost", none)
    window = open_window()
    assert window.canvas.host == "contour"
    assert isinstance(window.canvas.surface, ContourSurface)
    assert "OpenGL" in window.banner.text
    window.canvas.set_mode("both")
    assert window.canvas.mode == "contour"
    window.actions_of["present"].trigger()


def test_software_drawing_gets_the_image_host() -> None:
    assert not has_graphics_card("llvmpipe (LLVM 15.0.6, 256 bits)")
    assert not has_graphics_card("")


def test_a_resting_canvas_draws_nothing(qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(qtbot, window)
    drawn: list[object] = []
    monkeypatch.setattr(window.canvas.scene_controller, "make_frame", lambda: drawn.append(1))
    qtbot.wait(300)
    assert drawn == []


SCRIPT = """
import sys
from PySide6.QtCore import QSettings, QTimer
from lossstudio.project.examples import EXAMPLES
from lossstudio.ui.shell.application import make_application, make_window
from lossstudio.ui.shell.uncaught_errors import UncaughtErrorQueue
from lossstudio.ui.shell.settings import WindowSettings
application, faults = make_application(), UncaughtErrorQueue()
faults.install()
window_settings = WindowSettings(QSettings(sys.argv[1], QSettings.Format.IniFormat))
window = make_window(EXAMPLES["penguins"].path, window_settings, faults)
window.start()
def check():
    if window.canvas.scene_controller.frame is None:
        return QTimer.singleShot(50, check)
    QTimer.singleShot(1500, finish)
def finish():
    image = window.screen().grabWindow(0).toImage()
    corner = window.canvas.mapToGlobal(window.canvas.rect().topLeft())
    wide, high = window.canvas.width(), window.canvas.height()
    places = [(x, y) for x in range(60, wide - 60, 23) for y in range(60, high - 60, 29)]
    colors = {image.pixel(corner.x() + x, corner.y() + y) for x, y in places}
    print(window.canvas.host, len(colors), [fault.text for fault in faults.empty()], flush=True)
    window.close()
QTimer.singleShot(0, check)
sys.exit(application.exec())
"""


@pytest.mark.display
@pytest.mark.parametrize("host", ["image", "opengl", "contour"])
def test_every_host_draws_the_surface_on_a_real_screen(virtual_screen: str, host: str, tmp_path: object) -> None:
    environment = os.environ | {"DISPLAY": virtual_screen, "QT_QPA_PLATFORM": "xcb", "LOSSSTUDIO_SURFACE": host}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "settings.ini")],
        env=environment,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    used, colors, faults = done.stdout.strip().split(" ", 2)
    assert (used, faults) == (host, "[]")
    assert int(colors) > 20


def test_badge_and_pill_share_the_width(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(size=(1024, 600), points=13.0)
    settled(qtbot, window)
    canvas = window.canvas
    assert canvas.tools.pill.isVisible()
    assert canvas.tools.pill.words == "Hint"
    assert not canvas.tools.pill.geometry().intersects(canvas.tools.badge.geometry())
    window.resize(1500, 700)
    settled(qtbot, window)
    assert canvas.tools.pill.words == window.studio.analysis.advice.title
