"""Free memory is given back once for each document."""

import pytest
from pytestqt.qtbot import QtBot

from lossstudio.studio.commands.playback import show_step
from lossstudio.ui.shell import spare_memory
from tests.ui.conftest import OpenWindow

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.unpainted]


def test_it_is_given_back_once_for_each_document(
    reopen: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = reopen("penguins")
    given: list[int] = []
    monkeypatch.setattr(spare_memory, "give_back", lambda: given.append(window.studio.document.opened))
    window.documents.open_example("ravine")
    qtbot.waitUntil(lambda: len(given) == 1, timeout=20_000)
    assert not window.studio.busy
    window.studio.apply(show_step(3))
    qtbot.waitUntil(lambda: not window.clock.running, timeout=20_000)
    assert given == [window.studio.document.opened]
