"""The slow camera move: on request, while the run is played, and back where it was."""

import pytest
from pytestqt.qtbot import QtBot

from lossstudio.studio.commands.playback import pause, play
from lossstudio.ui.canvas.slow_camera import SWING_DEG
from lossstudio.ui.canvas.view_camera import preset_camera
from lossstudio.ui.shell.window import Window
from tests.ui.canvas.hands import settled

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def _azimuth(window: Window) -> float:
    return window.canvas.scene_controller.camera(window.canvas.size_of(window.canvas.surface)).azimuth


def test_the_eye_swings_while_the_run_is_played_and_goes_back(qtbot: QtBot, window: Window) -> None:
    settled(qtbot, window)
    canvas, studio, action = window.canvas, window.studio, window.actions_of["slow_camera"]
    before, eye = _azimuth(window), canvas.scene_controller.view_camera
    action.trigger()
    qtbot.wait(120)
    assert _azimuth(window) == before, "nothing moves before the run is played"
    studio.apply(play)
    qtbot.waitUntil(lambda: abs(_azimuth(window) - before) > 0.5, timeout=5000)
    assert abs(_azimuth(window) - before) <= SWING_DEG
    assert studio.document.scene.view.camera is None
    assert not studio.document.can_undo
    studio.apply(pause)
    qtbot.wait(80)
    resting = _azimuth(window)
    qtbot.wait(120)
    assert _azimuth(window) == resting, "it rests with the run"
    canvas.see(preset_camera("front"))
    studio.apply(play)
    qtbot.waitUntil(lambda: abs(_azimuth(window)) > 0.5, timeout=5000)
    assert abs(_azimuth(window)) < SWING_DEG, "it goes on from where a person looks"
    canvas.see(eye)
    window.look.want_stillness(True)
    qtbot.waitUntil(lambda: canvas.scene_controller.view_camera == eye, timeout=5000)
    qtbot.wait(120)
    assert _azimuth(window) == before, "with reduced motion nothing swings"
    window.look.want_stillness(False)
    studio.apply(pause)
    studio.apply(play)
    qtbot.waitUntil(lambda: abs(_azimuth(window) - before) > 0.5, timeout=5000)
    action.trigger()
    qtbot.waitUntil(lambda: canvas.scene_controller.view_camera == eye, timeout=5000)
    assert not action.isChecked()
