"""Undo all and redo all lead back to the last bytes, also where a view still held a change back."""

import pytest
from pytestqt.qtbot import QtBot

from lossstudio.studio.commands.training import set_steps
from lossstudio.ui.canvas.camera_sync import KEEPS_MS
from lossstudio.ui.shell.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_an_eye_that_moved_before_a_change_stands_before_it_in_the_history(window: Window) -> None:
    studio = window.studio
    first = studio.document.scene
    window.actions_of["orbit_left"].trigger()
    studio.apply(set_steps(77))
    studio.undo()
    assert studio.document.scene.recipe == first.recipe
    assert studio.document.scene.view.camera != first.view.camera
    studio.undo()
    assert studio.document.scene == first


def test_an_eye_that_has_just_moved_does_not_end_redo(window: Window, qtbot: QtBot) -> None:
    studio = window.studio
    first = studio.document.scene
    studio.apply(set_steps(77))
    window.actions_of["orbit_left"].trigger()
    studio.undo()
    assert studio.document.scene.recipe.training.steps == 77, "what is taken back first is the eye's turn"
    studio.undo()
    assert studio.document.scene == first
    qtbot.wait(2 * KEEPS_MS)
    studio.redo()
    window.actions_of["orbit_left"].trigger()
    studio.redo()
    qtbot.wait(2 * KEEPS_MS)
    assert studio.document.scene.recipe.training.steps == 77
    assert studio.document.scene.view.camera != first.view.camera
    assert not studio.document.can_redo
