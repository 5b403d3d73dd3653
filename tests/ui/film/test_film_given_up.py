"""A film dialog that is closed gives its run up, however long that would be."""

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lossstudio.studio.commands.training import set_steps
from lossstudio.ui.film.dialog import FilmDialog
from lossstudio.ui.shell.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

STEPS = 2_000_000
SLACK_MB = 16.0
"""What a process that rests takes more or less."""


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def opened(window: Window) -> FilmDialog:
    window.actions_of["film"].trigger()
    dialog = window.findChild(FilmDialog)
    assert isinstance(dialog, FilmDialog)
    return dialog


def test_closing_the_dialog_ends_its_training(qtbot: QtBot, window: Window) -> None:
    studio = window.studio
    studio.apply(set_steps(STEPS))
    qtbot.waitUntil(lambda: not studio.busy, timeout=20_000)
    dialog = opened(window)
    qtbot.wait(600)
    assert studio.asked, "the run is still being trained"
    assert not dialog.preview.ready
    dialog.reject()
    qtbot.waitUntil(lambda: not studio.busy, timeout=2_000)
    before = resident_mb()
    qtbot.wait(800)
    assert not studio.busy
    assert resident_mb() - before < SLACK_MB


def test_another_film_of_another_run_takes_the_place_of_the_first(qtbot: QtBot, window: Window) -> None:
    studio = window.studio
    studio.apply(set_steps(STEPS))
    dialog = opened(window)
    qtbot.wait(200)
    studio.apply(set_steps(20))
    qtbot.waitUntil(lambda: dialog.preview.ready, timeout=20_000)
    dialog.reject()


def test_closing_the_window_ends_the_training_too(qtbot: QtBot, window: Window) -> None:
    window.studio.apply(set_steps(STEPS))
    dialog = opened(window)
    qtbot.wait(200)
    window.close()
    assert not window.studio.asked
    dialog.reject()
