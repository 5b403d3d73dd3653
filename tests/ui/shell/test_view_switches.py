"""Switches of the view menu that belong to the document: fog, and the surface of the test rows."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from lossstudio.ui.shell.window import Window

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.unpainted]
OpenWindow = Callable[..., Window]


def test_fog_comes_goes_and_is_undone(window: Window) -> None:
    fog, studio = window.actions_of["fog"], window.studio
    fog.trigger()
    assert studio.document.scene.view.fog
    assert fog.isChecked()
    frame = window.canvas.scene_controller.make_frame()
    assert frame is not None
    assert frame.fog
    studio.undo()
    assert not studio.document.scene.view.fog
    assert not fog.isChecked()


def test_the_test_rows_have_a_surface_and_the_badge_says_so(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window("moons")
    rows = window.actions_of["test_rows"]
    assert rows.isEnabled()
    rows.trigger()
    assert rows.isChecked()
    qtbot.waitUntil(lambda: window.canvas.tools.badge.text.startswith("the loss on the test rows; "), timeout=10_000)
    window.studio.undo()
    assert not rows.isChecked()
    qtbot.waitUntil(lambda: "test rows" not in window.canvas.tools.badge.text, timeout=10_000)


def test_without_test_rows_there_is_no_such_surface(window: Window) -> None:
    assert not window.actions_of["test_rows"].isEnabled()
