"""The surface by keyboard: a cross that arrows move, that says the loss, and at which the descent can start."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lossstudio.studio.commands.playback import show_step
from lossstudio.ui.canvas.cross import ACROSS, FINER
from lossstudio.ui.canvas.view_camera import ViewCamera
from lossstudio.ui.shell.window import Window
from tests.ui.canvas.hands import settled

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SHIFT = Qt.KeyboardModifier.ShiftModifier
WAYS = {Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


def pixel(window: Window) -> np.ndarray:
    """Return where the cross is seen, on the box's floor: how high the surface is there is another matter."""
    controller, size = window.canvas.seen
    pin, box = controller.pin, controller.frame.static_scene.box
    camera = controller.map_camera(size) if window.canvas.flat else controller.camera(size)
    place = box.place(np.array([pin.x, pin.y, pin.loss])) * (1, 1, 0)
    return camera.project(place[None], size)[0, :2]


def test_arrows_move_the_cross_where_they_point_and_enter_starts_there(window: Window, qtbot: QtBot) -> None:
    studio, canvas = window.studio, window.canvas
    settled(qtbot, window)
    start = studio.run.compiled.starts[0].copy()
    studio.apply(show_step(4))
    qtbot.keyClick(canvas, Qt.Key.Key_H)
    assert canvas.cross.held
    for angle in (0, 70, 160, 250):
        canvas.see(ViewCamera(angles=(float(angle), 35.0)))
        settled(qtbot, window)
        for key, way in WAYS.items():
            before = pixel(window)
            qtbot.keyClick(canvas, key)
            assert (pixel(window) - before) @ np.array(way) > 0, f"{key} from {angle} degrees"
    assert studio.playback.step == 4, "no step was made, and no rate changed"
    canvas.choose_mode("contour")
    settled(qtbot, window)
    wide, fine = (_way(qtbot, window, modifier) for modifier in (Qt.KeyboardModifier.NoModifier, SHIFT))
    assert wide == pytest.approx(FINER * fine, rel=1e-3)
    pin = canvas.seen[0].pin
    qtbot.waitUntil(lambda: canvas.cross.words in canvas.accessibleDescription())
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert studio.run.compiled.starts[0] == pytest.approx([pin.x, pin.y])
    assert (studio.playback.step, canvas.cross.held, canvas.seen[0].pin) == (0, False, None)
    studio.undo()
    assert np.array_equal(studio.run.compiled.starts[0], start), "one step back"


def _way(qtbot: QtBot, window: Window, modifier: Qt.KeyboardModifier) -> float:
    before = window.canvas.seen[0].pin.x
    qtbot.keyClick(window.canvas, Qt.Key.Key_Right, modifier)
    return window.canvas.seen[0].pin.x - before


def test_escape_puts_the_cross_away_and_arrows_step_again(window: Window, qtbot: QtBot) -> None:
    settled(qtbot, window)
    canvas = window.canvas
    qtbot.keyClick(canvas, Qt.Key.Key_H)
    for _ in range(2 * ACROSS):
        qtbot.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.cross.held, "it stays on the surface"
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.seen[0].pin is None
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert window.studio.playback.step == 1


def test_the_step_is_read_in_writing_too(window: Window, qtbot: QtBot) -> None:
    window.studio.apply(show_step(2))
    qtbot.keyClick(window.canvas, Qt.Key.Key_V)
    qtbot.waitUntil(window.banner.isVisible, timeout=5000)
    assert window.banner.text.startswith("Step 2 of 60, loss ")
    assert "the update takes w to" in window.banner.text
