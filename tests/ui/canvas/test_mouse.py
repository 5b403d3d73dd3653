"""What mouse, wheel and keys do to the surface, and what the document keeps of it."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lossstudio.studio.commands.playback import show_step
from lossstudio.studio.commands.runners import set_start
from lossstudio.studio.commands.training import set_learning_rate
from lossstudio.ui.canvas.camera_sync import KEEPS_MS
from lossstudio.ui.canvas.view_camera import ViewCamera
from lossstudio.ui.shell.window import Window
from tests.ui.canvas.hands import LEFT, RIGHT, drag, moved, pixel_of_ball, settled

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OpenWindow = Callable[..., Window]


def test_a_drag_turns_the_view_and_the_document_keeps_it(qtbot: QtBot, window: Window) -> None:
    before = window.canvas.scene_controller.view_camera
    drag(qtbot, window.canvas.surface, QPoint(300, 560), QPoint(60, 20))
    assert window.canvas.scene_controller.view_camera.angles != before.angles
    assert window.studio.document.scene.view.camera is not None
    assert window.canvas.tools.views.choice == "own"
    window.studio.undo()
    assert window.canvas.scene_controller.view_camera == before


def test_a_right_drag_moves_the_picture(qtbot: QtBot, window: Window) -> None:
    drag(qtbot, window.canvas.surface, QPoint(300, 560), QPoint(50, 10), RIGHT)
    assert window.canvas.scene_controller.view_camera.pan == pytest.approx((40, 8), abs=12)


def test_the_wheel_zooms(window: Window) -> None:
    canvas = window.canvas
    size = canvas.size_of(canvas.surface)
    before = canvas.scene_controller.camera(size).distance
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
    assert canvas.scene_controller.camera(size).distance < before


def test_a_double_click_sets_the_start_and_a_click_only_pins(qtbot: QtBot, window: Window) -> None:
    start = window.studio.run.compiled.starts[0].copy()
    middle = QPoint(window.canvas.surface.width() // 2, window.canvas.surface.height() // 2)
    qtbot.mouseClick(window.canvas.surface, LEFT, pos=middle)
    assert window.canvas.scene_controller.pin is not None
    assert np.array_equal(window.studio.run.compiled.starts[0], start)
    qtbot.mouseDClick(window.canvas.surface, LEFT, pos=middle)
    assert window.canvas.scene_controller.pin is None
    assert not np.array_equal(window.studio.run.compiled.starts[0], start)
    window.studio.undo()
    assert np.array_equal(window.studio.run.compiled.starts[0], start)


def test_a_second_click_takes_the_pin_away(qtbot: QtBot, window: Window) -> None:
    middle = QPoint(window.canvas.surface.width() // 2, window.canvas.surface.height() // 2)
    for pinned in (True, False):
        qtbot.mouseClick(window.canvas.surface, LEFT, pos=middle)
        assert (window.canvas.scene_controller.pin is not None) is pinned


def test_hovering_says_the_values_there(qtbot: QtBot, window: Window) -> None:
    middle = QPointF(window.canvas.surface.width() / 2, window.canvas.surface.height() / 2)
    moved(window.canvas.surface, middle, Qt.MouseButton.NoButton)
    assert window.canvas.tools.hover.isVisible()
    assert window.canvas.tools.hover.text.startswith("w ")
    assert "loss" in window.canvas.tools.hover.text


def test_dragging_the_ball_moves_the_start_in_one_undoable_change(qtbot: QtBot, window: Window) -> None:
    start = window.studio.run.compiled.starts[0].copy()
    settled(qtbot, window)
    drag(qtbot, window.canvas.surface, pixel_of_ball(window), QPoint(-60, 40))
    assert not np.array_equal(window.studio.run.compiled.starts[0], start)
    window.studio.undo()
    assert np.array_equal(window.studio.run.compiled.starts[0], start)
    assert not window.studio.document.can_undo


def test_the_surface_rests_under_a_dragged_and_a_dropped_ball_until_a_fit_is_asked_for(
    qtbot: QtBot, window: Window
) -> None:
    settled(qtbot, window)
    surface, scene_controller = window.canvas.surface, window.canvas.scene_controller
    box, start = scene_controller.frame.static_scene.box, pixel_of_ball(window)
    qtbot.mousePress(surface, LEFT, pos=start)
    for down in range(10, 121, 10):
        moved(surface, QPointF(start) + QPointF(-40, down), LEFT)
        qtbot.wait(20)
        assert scene_controller.frame.static_scene.box == box
        assert (pixel_of_ball(window) - start - QPoint(-40, down)).manhattanLength() <= 6
    qtbot.mouseRelease(surface, LEFT, pos=start + QPoint(-40, 120))
    settled(qtbot, window)
    qtbot.wait(800)  # in which the path is looked at once everything rests
    assert scene_controller.frame.static_scene.box == box
    window.actions_of["refit"].trigger()
    qtbot.waitUntil(
        lambda: not scene_controller.morphing and scene_controller.frame.static_scene.box.top < box.top, timeout=3000
    )


def test_a_click_on_another_ball_selects_its_runner(qtbot: QtBot, reopen: OpenWindow) -> None:
    window = reopen("learning-rates")
    window.studio.apply(show_step(3))
    settled(qtbot, window)
    canvas = window.canvas
    size = canvas.size_of(canvas.surface)
    ball = next(ball for ball in canvas.scene_controller.frame.balls if ball.runner == 1)
    x, y, _ = canvas.scene_controller.camera(size).project(ball.place, size)
    qtbot.mouseClick(canvas.surface, LEFT, pos=QPoint(round(x), round(y)))
    assert window.studio.selection.runner == 1


def test_a_pin_stays_on_the_surface_when_the_box_gets_another_height(qtbot: QtBot, window: Window) -> None:
    settled(qtbot, window)
    canvas = window.canvas
    size = canvas.size_of(canvas.surface)
    ball = pixel_of_ball(window)
    qtbot.mouseClick(canvas.surface, LEFT, pos=ball + QPoint(-60, 130))
    pinned = canvas.scene_controller.pin
    assert pinned is not None
    window.studio.apply(set_start((0.4, 2.5)))
    settled(qtbot, window)
    label = next(label for label in canvas.scene_controller.frame.labels if label.kind == "pin")
    pixel = canvas.scene_controller.camera(size).project(label.place, size)
    found = canvas.scene_controller.picked(QPointF(pixel[0], pixel[1]), size, flat=False)
    assert (found.x, found.y) == pytest.approx((pinned.x, pinned.y), abs=0.02)
    assert canvas.scene_controller.on_pin(found, size, flat=False)


def test_zooming_turning_by_keys_and_moving_outlive_an_edit_of_something_else(qtbot: QtBot, window: Window) -> None:
    settled(qtbot, window)
    canvas, studio = window.canvas, window.studio
    canvas.zoom(2.0)
    canvas.turn(30.0, 10.0)
    canvas.move_picture(20.0, 0.0)
    view_camera = canvas.scene_controller.view_camera
    studio.apply(set_learning_rate(0.07))
    assert canvas.scene_controller.view_camera == view_camera
    assert studio.document.scene.view.camera is not None
    qtbot.wait(2 * KEEPS_MS)
    assert canvas.scene_controller.view_camera == view_camera
    studio.undo()
    assert canvas.scene_controller.view_camera == view_camera
    studio.undo()
    assert canvas.scene_controller.view_camera == ViewCamera()
    studio.redo()
    assert canvas.scene_controller.view_camera.distance == pytest.approx(view_camera.distance, abs=1e-3)


def test_another_scene_is_seen_from_its_own_place(qtbot: QtBot, window: Window) -> None:
    settled(qtbot, window)
    window.canvas.move_picture(40.0, 0.0)
    window.studio.open_example("outlier")
    assert window.canvas.scene_controller.view_camera == ViewCamera()


def test_a_window_of_another_size_is_no_change_of_the_document(qtbot: QtBot, window: Window) -> None:
    settled(qtbot, window)
    window.canvas.look_from("front")
    camera = window.studio.document.scene.view.camera
    window.resize(1400, 900)
    qtbot.wait(700)
    assert window.studio.document.scene.view.camera == camera


def test_a_click_on_the_ball_shows_how_the_surface_bends_there(reopen: OpenWindow, qtbot: QtBot) -> None:
    window = reopen()
    for shown in (True, False):
        qtbot.mouseClick(window.canvas.surface, LEFT, pos=pixel_of_ball(window))
        assert window.studio.document.scene.view.curvature is shown
    assert window.canvas.scene_controller.pin is None
