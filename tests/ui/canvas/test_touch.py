"""Fingers on surface and charts: one drags like the mouse, two move, turn and zoom, one that rests opens the menu."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from lossstudio.ui.shell.window import Window
from tests.ui.canvas.hands import pixel_of_ball, settled

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ON_SCREEN = QPoint(300, 300)
"""The unseen screen is small, and beyond its edge nothing is touched."""


@pytest.fixture(scope="module")
def screen(qapp: QApplication) -> QPointingDevice:
    return QTest.createTouchDevice()


def touch(screen: QPointingDevice, widget: QWidget, *ways: list[QPoint], lift: bool = True) -> None:
    """Put a finger down for each way, let all go along theirs together, and lift them."""

    def each(deed: str, places: list[QPoint]) -> None:
        sequence = QTest.touchEvent(widget, screen)
        for number, place in enumerate(places):
            getattr(sequence, deed)(number, place, widget)
        sequence.commit()

    window = widget.window()
    window.move(window.pos() + ON_SCREEN - widget.mapToGlobal(ways[0][0]))
    each("press", [way[0] for way in ways])
    for places in zip(*(way[1:] for way in ways), strict=True):
        each("move", list(places))
    if lift:
        each("release", [way[-1] for way in ways])


def line(start: QPoint, end: QPoint) -> list[QPoint]:
    return [start + (end - start) * part / 5 for part in range(6)]


def menus() -> list[QMenu]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMenu) and widget.isVisible()]


def test_fingers_on_the_surface(window: Window, screen: QPointingDevice, qtbot: QtBot) -> None:
    settled(qtbot, window)
    canvas, surface = window.canvas, window.canvas.surface
    controller, size = canvas.scene_controller, canvas.size_of(canvas.surface)
    corner = QPoint(60, surface.height() - 90)

    before = controller.view_camera
    touch(screen, surface, line(corner, corner + QPoint(60, 0)))
    assert controller.view_camera.angles != before.angles, "one finger turns, as the mouse does"

    left, right = QPoint(300, 300), QPoint(400, 300)
    near = controller.camera(size).distance
    touch(screen, surface, line(left, left - QPoint(50, 0)), line(right, right + QPoint(50, 0)))
    assert controller.camera(size).distance == pytest.approx(near / 2, rel=0.02), "twice as far apart is twice as near"
    pan = controller.view_camera.pan
    touch(screen, surface, line(left, left + QPoint(30, 10)), line(right, right + QPoint(30, 10)))
    assert np.subtract(controller.view_camera.pan, pan) == pytest.approx((30, 10), abs=1)
    angle = controller.view_camera.angles[0]
    touch(screen, surface, line(left, left + QPoint(0, -80)), line(right, right + QPoint(0, 80)))
    assert abs(controller.view_camera.angles[0] - angle) > 20
    assert controller.pin is None
    assert window.studio.document.scene.view.camera is not None, "the document keeps it"

    canvas.look_from("best")
    settled(qtbot, window)
    start = window.studio.run.compiled.starts[0].copy()
    ball = pixel_of_ball(window)
    touch(screen, surface, [ball, ball + QPoint(-40, 40)])
    assert not np.array_equal(window.studio.run.compiled.starts[0], start)
    window.studio.undo()
    assert np.array_equal(window.studio.run.compiled.starts[0], start)

    middle = surface.rect().center()
    touch(screen, surface, [middle], lift=False)
    qtbot.waitUntil(lambda: bool(menus()), timeout=3000)
    (menu,) = menus()
    assert menu.actions()[0].text() == "Start here"
    menu.actions()[0].trigger()
    menu.close()
    assert not np.array_equal(window.studio.run.compiled.starts[0], start)


def test_a_finger_that_rests_on_a_chart_opens_its_menu(window: Window, screen: QPointingDevice, qtbot: QtBot) -> None:
    card = window.cards["fit"]
    qtbot.waitUntil(lambda: card.points.shown_of is not None and card.chart.place_of(0) is not None, timeout=10_000)
    viewport = card.view.viewport()
    touch(screen, viewport, [viewport.rect().center()], lift=False)
    qtbot.waitUntil(lambda: bool(menus()), timeout=3000)
    (menu,) = menus()
    assert "Add a point here" in [action.text() for action in menu.actions()]
    menu.close()
