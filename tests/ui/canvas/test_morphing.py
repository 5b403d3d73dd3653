"""When one surface gives way softly to another."""

import pytest
from pytestqt.qtbot import QtBot

from lossstudio.core.catalogue import Spec
from lossstudio.studio.commands.objective import set_loss
from lossstudio.ui.canvas.scene_controller import CALM_S
from lossstudio.ui.shell.window import Window
from tests.ui.canvas.hands import settled

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_only_the_same_documents_surface_gives_way_softly(qtbot: QtBot, window: Window) -> None:
    canvas, studio = window.canvas, window.studio
    settled(qtbot, window)
    softly: list[bool] = []
    studio.landscape_changed.connect(lambda: softly.append(canvas.scene_controller.morphing))
    qtbot.wait(round(1000 * CALM_S))
    studio.apply(set_loss(Spec("mae")))
    qtbot.waitUntil(lambda: bool(softly), timeout=5000)
    assert any(softly)
    settled(qtbot, window)
    qtbot.wait(round(1000 * CALM_S))
    softly.clear()
    studio.open_example("outlier")
    qtbot.waitUntil(lambda: bool(softly), timeout=5000)
    settled(qtbot, window)
    assert not any(softly)
