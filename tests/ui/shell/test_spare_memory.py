"""Memory that is free goes back to the system, once for each document."""

import ctypes
import os
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lossstudio.studio.commands.playback import show_step
from lossstudio.ui.shell import spare_memory
from tests.ui.conftest import OpenWindow

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.unpainted]


def resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="the C library can't be asked")
def test_holes_between_what_is_kept_are_given_back() -> None:
    blocks = [np.ones(8_000) for _ in range(1_000)]  # 64 kB each, too small to be mapped by itself
    kept = blocks[::10]
    del blocks
    before = resident_mb()
    spare_memory.give_back()
    assert before - resident_mb() > 30
    assert len(kept) == 100


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
