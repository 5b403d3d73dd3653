"""Where to save: put away is no file, and a name without a kind gets one."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from lossstudio.ui.dialogs.where import ask_where

ANSWERS = {
    "": None,
    "/talks/map": "/talks/map.png",
    "/talks/map.svg": "/talks/map.svg",
    "/talks/map.PDF": "/talks/map.PDF",
    "/talks/run 1.2": "/talks/run 1.2.png",
    "/talks 1.a/map": "/talks 1.a/map.png",
    "/talks/.hidden": "/talks/.hidden.png",
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_name_gets_its_kind_where_it_says_none(answer: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (answer, ""))
    path = ask_where(window, "Save", Path("/talks/map.png"), "Pictures (*.png)", ".png")
    assert path == (None if ANSWERS[answer] is None else Path(ANSWERS[answer]))
