"""What scrolls up and down: its contents are as wide as itself, and its ground is what lies behind it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from lossstudio.ui.controls.card import ScrollArea

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def tall() -> QWidget:
    inside = QLabel("a\n" * 40)
    inside.setMinimumWidth(60)
    return inside


def test_contents_are_as_wide_as_the_room_and_may_be_higher(qtbot: QtBot) -> None:
    inside = tall()
    area = ScrollArea(inside)
    qtbot.addWidget(area)
    area.resize(200, 100)
    area.show()
    assert inside.width() == area.viewport().width()
    assert inside.height() > area.viewport().height()
    assert area.verticalScrollBar().maximum() > 0
    assert not area.horizontalScrollBar().isVisible()


def test_it_has_no_ground_no_frame_and_takes_no_keyboard(qtbot: QtBot) -> None:
    first, second = tall(), tall()
    area = ScrollArea(first)
    qtbot.addWidget(area)
    assert area.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert area.frameWidth() == 0
    assert not area.viewport().autoFillBackground()
    assert not first.autoFillBackground()
    area.hold(second)
    assert area.widget() is second
    assert not second.autoFillBackground()
