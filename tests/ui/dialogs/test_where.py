"""Where to save: put away is no file, and a name without a kind gets one."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from lossstudio.ui.dialogs.where import ask_where, of_kind

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ANSWERS = {
    "": None,
    "/talks/map": "/talks/map.png",
    "/talks/map.svg": "/talks/map.svg",
    "/talks/map.PDF": "/talks/map.PDF",
    "/talks/run 1.2": "/talks/run 1.2.png",
    "/talks 1.a/map": "/talks 1.a/map.png",
    "/talks/.hidden": "/talks/.hidden.png",
    f"/talks/{'x' * 300}": f"/talks/{'x' * 300}.png",
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_name_gets_its_kind_where_it_says_none(answer: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (answer, ""))
    path = ask_where(window, "Save", Path("/talks/map.png"), "Pictures (*.png)", of_kind(".png"))
    assert path == (None if ANSWERS[answer] is None else Path(ANSWERS[answer]))


@pytest.mark.parametrize(("button", "chosen"), [("Replace", "birds.png"), ("Another name...", "other.png")])
def test_a_file_that_has_the_name_only_with_its_kind_is_asked_about(
    button: str, chosen: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    (tmp_path / "birds.png").touch()
    answers = iter(("birds", "other"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / next(answers)), ""))
    asked: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        next(each for each in box.buttons() if each.text() == button).click()

    QTimer.singleShot(0, answer)
    assert ask_where(window, "Save", tmp_path / "map.png", "Pictures (*.png)", of_kind(".png")) == tmp_path / chosen
    assert asked == ["birds.png is there already."]
