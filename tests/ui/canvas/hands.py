"""What a hand does to the canvas, and waiting until it has come to rest."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lossstudio.ui.shell.window import Window

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


def pixel_of_ball(window: Window) -> QPoint:
    canvas = window.canvas
    size = canvas.size_of(canvas.surface)
    frame = canvas.scene_controller.frame
    x, y, _ = canvas.scene_controller.camera(size).project(frame.balls[-1].place, size)
    return QPoint(round(x), round(y))


def drag(qtbot: QtBot, widget: QWidget, start: QPoint, way: QPoint, button: Qt.MouseButton = LEFT) -> None:
    qtbot.mousePress(widget, button, pos=start)
    for part in range(1, 6):
        place = QPointF(start) + QPointF(way) * part / 5
        moved(widget, place, button)
    qtbot.mouseRelease(widget, button, pos=start + way)


def moved(widget: QWidget, place: QPointF, button: Qt.MouseButton) -> None:
    none = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, place, widget.mapToGlobal(place), Qt.MouseButton.NoButton, button, none)
    QApplication.sendEvent(widget, event)


def wheel(widget: QWidget, notches: int) -> None:
    """Turn the wheel over the middle of a widget."""
    place, no_button = QPointF(widget.rect().center()), Qt.MouseButton.NoButton
    event = QWheelEvent(
        place,
        widget.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120 * notches),
        no_button,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def settled(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: not window.clock.running and not window.canvas.moving, timeout=8000)
    qtbot.wait(20)
