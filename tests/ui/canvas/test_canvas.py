"""The canvas: the mouse on the surface, its floating controls, and what it does without OpenGL."""

import os
import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lossstudio.picture.host import NoOpenGLError
from lossstudio.ui.canvas import surfaces
from lossstudio.ui.canvas.contour_surface import ContourSurface
from lossstudio.ui.canvas.eye import Eye
from lossstudio.ui.canvas.image_surface import ImageSurface
from lossstudio.ui.canvas.surfaces import has_graphics_card
from lossstudio.ui.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OpenWindow = Callable[..., Window]
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


def pixel_of_ball(window: Window) -> QPoint:
    canvas = window.canvas
    size = canvas.size_of(canvas.surface)
    frame = canvas.director.frame
    x, y, _ = canvas.director.camera(size).project(frame.balls[-1].place, size)
    return QPoint(round(x), round(y))


def drag(qtbot: QtBot, widget: QWidget, start: QPoint, way: QPoint, button: Qt.MouseButton = LEFT) -> None:
    qtbot.mousePress(widget, button, pos=start)
    for part in range(1, 6):
        place = QPointF(start) + QPointF(way) * part / 5
        _move(widget, place, button)
    qtbot.mouseRelease(widget, button, pos=start + way)


def _move(widget: QWidget, place: QPointF, button: Qt.MouseButton) -> None:
    none = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, place, widget.mapToGlobal(place), Qt.MouseButton.NoButton, button, none)
    QApplication.sendEvent(widget, event)


def settled(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: not window.clock.running and not window.canvas._moving, timeout=8000)
    qtbot.wait(20)


def test_the_surface_is_drawn(qtbot: QtBot, window: Window) -> None:
    settled(qtbot, window)
    assert isinstance(window.canvas.surface, ImageSurface)
    image = window.canvas.surface.grab().toImage().convertToFormat(window.grab().toImage().format())
    colors = {image.pixel(x, y) for x in range(60, image.width(), 37) for y in range(60, image.height(), 31)}
    assert len(colors) > 40


def test_a_drag_turns_the_view_and_the_document_keeps_it(qtbot: QtBot, window: Window) -> None:
    before = window.canvas.director.eye
    drag(qtbot, window.canvas.surface, QPoint(300, 560), QPoint(60, 20))
    assert window.canvas.director.eye.angles != before.angles
    assert window.studio.scene.view.camera is not None
    assert window.canvas.views.choice == "own"
    window.studio.undo()
    assert window.canvas.director.eye == before


def test_a_right_drag_moves_the_picture(qtbot: QtBot, window: Window) -> None:
    drag(qtbot, window.canvas.surface, QPoint(300, 560), QPoint(50, 10), RIGHT)
    assert window.canvas.director.eye.pan == pytest.approx((40, 8), abs=12)


def test_the_wheel_zooms(window: Window) -> None:
    canvas = window.canvas
    size = canvas.size_of(canvas.surface)
    before = canvas.director.camera(size).distance
    place = QPointF(400, 300)
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(
        place,
        place,
        QPoint(),
        QPoint(0, 120),
        none,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.surface, event)
    assert canvas.director.camera(size).distance < before


def test_a_double_click_sets_the_start_and_a_click_only_pins(qtbot: QtBot, window: Window) -> None:
    start = window.studio.course.starts[0].copy()
    middle = QPoint(window.canvas.surface.width() // 2, window.canvas.surface.height() // 2)
    qtbot.mouseClick(window.canvas.surface, LEFT, pos=middle)
    assert window.canvas.director.pin is not None
    assert np.array_equal(window.studio.course.starts[0], start)
    qtbot.mouseDClick(window.canvas.surface, LEFT, pos=middle)
    assert window.canvas.director.pin is None
    assert not np.array_equal(window.studio.course.starts[0], start)
    window.studio.undo()
    assert np.array_equal(window.studio.course.starts[0], start)


def test_a_second_click_takes_the_pin_away(qtbot: QtBot, window: Window) -> None:
    middle = QPoint(window.canvas.surface.width() // 2, window.canvas.surface.height() // 2)
    for pinned in (True, False):
        qtbot.mouseClick(window.canvas.surface, LEFT, pos=middle)
        assert (window.canvas.director.pin is not None) is pinned


def test_hovering_says_the_values_there(qtbot: QtBot, window: Window) -> None:
    middle = QPointF(window.canvas.surface.width() / 2, window.canvas.surface.height() / 2)
    _move(window.canvas.surface, middle, Qt.MouseButton.NoButton)
    assert window.canvas.hover.isVisible()
    assert window.canvas.hover._text.startswith("w ")
    assert "loss" in window.canvas.hover._text


def test_dragging_the_ball_moves_the_start_in_one_undoable_change(qtbot: QtBot, window: Window) -> None:
    start = window.studio.course.starts[0].copy()
    settled(qtbot, window)
    drag(qtbot, window.canvas.surface, pixel_of_ball(window), QPoint(-60, 40))
    assert not np.array_equal(window.studio.course.starts[0], start)
    window.studio.undo()
    assert np.array_equal(window.studio.course.starts[0], start)
    assert not window.studio.can_undo


def test_the_surface_rests_under_a_dragged_ball_and_the_ball_follows(qtbot: QtBot, window: Window) -> None:
    settled(qtbot, window)
    surface, director = window.canvas.surface, window.canvas.director
    box, start = director.frame.stage.box, pixel_of_ball(window)
    qtbot.mousePress(surface, LEFT, pos=start)
    for down in range(10, 121, 10):
        _move(surface, QPointF(start) + QPointF(-40, down), LEFT)
        qtbot.wait(20)
        assert director.frame.stage.box == box
        assert (pixel_of_ball(window) - start - QPoint(-40, down)).manhattanLength() <= 6
    qtbot.mouseRelease(surface, LEFT, pos=start + QPoint(-40, 120))
    qtbot.waitUntil(lambda: not director.morphing and director.frame.stage.box.top < box.top, timeout=3000)


def test_a_click_on_another_ball_selects_its_runner(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window("learning-rates")
    window.studio.show_step(3)
    settled(qtbot, window)
    canvas = window.canvas
    size = canvas.size_of(canvas.surface)
    ball = next(ball for ball in canvas.director.frame.balls if ball.runner == 1)
    x, y, _ = canvas.director.camera(size).project(ball.place, size)
    qtbot.mouseClick(canvas.surface, LEFT, pos=QPoint(round(x), round(y)))
    assert window.studio.runner == 1


@pytest.mark.parametrize("mode", ["surface", "contour", "both"])
def test_modes_show_what_they_say(window: Window, mode: str) -> None:
    window.canvas.set_mode(mode)
    assert window.canvas.surface.isVisible() is (mode != "contour")
    assert window.canvas.contour.isVisible() is (mode != "surface")
    assert window.actions_of[mode].isChecked()


def test_the_contour_view_is_drawn_zooms_and_picks(qtbot: QtBot, window: Window) -> None:
    window.canvas.set_mode("contour")
    settled(qtbot, window)
    contour = window.canvas.contour
    image = contour.grab().toImage()
    colors = {image.pixel(x, y) for x in range(60, image.width(), 29) for y in range(60, image.height(), 31)}
    assert len(colors) > 10
    qtbot.mouseClick(contour, LEFT, pos=QPoint(contour.width() // 2, contour.height() // 2))
    assert window.canvas.director.pin is not None
    before = window.canvas.director.map_camera(window.canvas.size_of(contour)).per_unit
    window.canvas._hands[-1]._zoom_map(2, QPointF(contour.width() / 2, contour.height() / 2))
    assert window.canvas.director.map_camera(window.canvas.size_of(contour)).per_unit > before


def test_the_badge_is_honest(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.waitUntil(lambda: window.canvas.badge.text.startswith("exact"), timeout=3000)
    assert window.canvas.badge.text == "exact: the model has only these two parameters"
    network = open_window("xor")
    qtbot.waitUntil(lambda: network.canvas.badge.text.startswith("a slice: "), timeout=8000)
    assert "%" not in network.canvas.badge.text
    network.studio.show_step(20)
    qtbot.waitUntil(lambda: network.canvas.badge.text.startswith("a slice: holds"), timeout=8000)
    assert "% of the path" in network.canvas.badge.text


def test_another_plane_can_be_chosen_and_undone(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("xor")
    before = window.canvas.planes.choice
    window.canvas.planes.chosen.emit("random")
    assert window.studio.scene.plane.kind == "random"
    assert window.canvas.planes.choice == "random"
    window.studio.undo()
    assert window.canvas.planes.choice == before


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
    monkeypatch.setattr(window.canvas.director, "stage", lambda: drawn.append(1))
    qtbot.wait(300)
    assert drawn == []


SCRIPT = """
import sys
from PySide6.QtCore import QSettings, QTimer
from lossstudio.project.examples import EXAMPLES
from lossstudio.ui.application import make_application, make_window
from lossstudio.ui.faults import FaultQueue
from lossstudio.ui.memory import Memory
application, faults = make_application(), FaultQueue()
faults.install()
memory = Memory(QSettings(sys.argv[1], QSettings.Format.IniFormat))
window = make_window(EXAMPLES["penguins"].path, memory, faults)
window.start()
def check():
    if window.canvas.director.frame is None:
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


def test_a_pin_stays_on_the_surface_when_the_box_gets_another_height(qtbot: QtBot, window: Window) -> None:
    settled(qtbot, window)
    canvas = window.canvas
    size = canvas.size_of(canvas.surface)
    ball = pixel_of_ball(window)
    qtbot.mouseClick(canvas.surface, LEFT, pos=ball + QPoint(-60, 130))
    pinned = canvas.director.pin
    assert pinned is not None
    window.studio.set_start((0.4, 2.5))
    settled(qtbot, window)
    label = next(label for label in canvas.director.frame.labels if label.kind == "pin")
    pixel = canvas.director.camera(size).project(label.place, size)
    found = canvas.director.picked(QPointF(pixel[0], pixel[1]), size, flat=False)
    assert (found.x, found.y) == pytest.approx((pinned.x, pinned.y), abs=0.02)
    assert canvas.director.on_pin(found, size, flat=False)


def test_zooming_turning_by_keys_and_moving_outlive_an_edit_of_something_else(qtbot: QtBot, window: Window) -> None:
    settled(qtbot, window)
    canvas, studio = window.canvas, window.studio
    canvas.zoom(2.0)
    canvas.turn(30.0, 10.0)
    canvas.move_picture(20.0, 0.0)
    eye = canvas.director.eye
    studio.set_learning_rate(0.07)
    assert canvas.director.eye == eye
    qtbot.waitUntil(lambda: studio.scene.view.camera is not None, timeout=3000)
    assert canvas.director.eye == eye
    studio.undo()
    assert canvas.director.eye == Eye()
    studio.redo()
    assert canvas.director.eye.distance == pytest.approx(eye.distance, abs=1e-3)


def test_another_scene_is_seen_from_its_own_place(qtbot: QtBot, window: Window) -> None:
    settled(qtbot, window)
    window.canvas.move_picture(40.0, 0.0)
    window.studio.open_example("outlier")
    assert window.canvas.director.eye == Eye()


def test_a_window_of_another_size_is_no_change_of_the_document(qtbot: QtBot, window: Window) -> None:
    settled(qtbot, window)
    window.canvas.look_from("front")
    camera = window.studio.scene.view.camera
    window.resize(1400, 900)
    qtbot.wait(700)
    assert window.studio.scene.view.camera == camera


def test_badge_and_pill_share_the_width(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(size=(1024, 600), points=13.0)
    settled(qtbot, window)
    canvas = window.canvas
    assert canvas.pill.isVisible()
    assert canvas.pill.words == "Hint"
    assert not canvas.pill.geometry().intersects(canvas.badge.geometry())
    window.resize(1500, 700)
    settled(qtbot, window)
    assert canvas.pill.words == window.studio.advice.title
