"""The steps of a run as a table, written beside the window."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lossstudio.project.runs import csv_parts, train
from lossstudio.ui.shell.window import Window

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.unpainted]


def test_the_table_is_the_command_lines(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    table, out = window.steps_table, tmp_path / "steps.csv"
    table.write(out)
    assert table.busy
    qtbot.waitUntil(lambda: not table.busy, timeout=30_000)
    assert out.read_text() == "".join(csv_parts(train(window.studio.document.scene)))
    assert "holds every step" in window.banner.text


def test_a_folder_that_is_not_there_is_said(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    table = window.steps_table
    table.write(tmp_path / "nowhere" / "steps.csv")
    qtbot.waitUntil(lambda: not table.busy, timeout=30_000)
    assert "no such folder" in window.banner.text
    assert not (tmp_path / "nowhere").exists()


def test_closing_ends_what_is_being_written(window: Window, tmp_path: Path) -> None:
    window.steps_table.write(tmp_path / "steps.csv")
    window.steps_table.close()
    assert not window.steps_table.busy
