"""Copying the picture to the clipboard."""

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from lossstudio.ui.canvas.modes import Mode
from lossstudio.ui.shell.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.mark.parametrize("mode", ["surface", "contour", "both"])
def test_the_picture_on_the_clipboard_is_what_is_shown_twice_as_sharp(qtbot: QtBot, window: Window, mode: Mode) -> None:
    window.canvas.set_mode(mode)
    qtbot.waitUntil(lambda: window.canvas.picture() is not None, timeout=8000)
    window.actions_of["copy_picture"].trigger()
    image = QGuiApplication.clipboard().image()
    shown = {"surface": [window.canvas.surface], "contour": [window.canvas.contour]}.get(
        mode, [window.canvas.surface, window.canvas.contour]
    )
    assert image.width() == 2 * sum(widget.width() for widget in shown)
    assert image.height() == 2 * shown[0].height()
    colors = {image.pixel(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)}
    assert len(colors) > 100
