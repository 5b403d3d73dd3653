"""Films from the window: one after another, told in the header and the list; closing is asked about."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from lossstudio.films.deliver.export_job import ExportJob
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.ui.film.progress import FilmList
from lossstudio.ui.shell.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OpenWindow = Callable[..., Window]
PICTURE = ExportOptions(preset="picture", size=(320, 180), still_step=3)
LONG = ExportOptions(size=(320, 180), fps=30, seconds=60.0, orbit=90)


def ask_for(window: Window, out: Path, film: ExportOptions = PICTURE) -> None:
    window.films.make(ExportJob(scene=window.studio.scene_as_shown(), film=film, out=out))


def wait_until_made(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: not window.films.busy, timeout=60_000)


def made_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "settings.ini")


def popups() -> list[FilmList]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, FilmList)]


def test_a_picture_is_made_in_a_child_announced_shown_and_copied(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(shown.append(url.toLocalFile())) or True)
    ask_for(window, tmp_path / "step.png")
    progress = window.film_progress
    assert window.films.busy
    assert progress.isVisible()
    assert not window.header.film.isHidden(), "another film can be asked for meanwhile"
    wait_until_made(qtbot, window)
    assert QImage(str(tmp_path / "step.png")).width() == 320
    assert "step.png is ready" in window.banner.text
    assert progress.words.toolTip() == str(tmp_path / "step.png")
    progress.reveal.click()
    progress.play.click()
    assert shown == [str(tmp_path), str(tmp_path / "step.png")]
    window.films.copy(window.films.entries[0])
    data = QGuiApplication.clipboard().mimeData()
    assert data.urls() == [QUrl.fromLocalFile(str(tmp_path / "step.png"))]
    assert data.hasImage()
    (tmp_path / "step.png").unlink()
    progress.play.click()
    assert "no longer there" in window.banner.text
    progress.away.click()
    assert not progress.isVisible()


def test_several_films_wait_in_a_list_where_each_can_be_cancelled_and_made_again(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    ask_for(window, tmp_path / "long.mp4", LONG)
    ask_for(window, tmp_path / "wrong" / "film.png")
    ask_for(window, tmp_path / "step.png")
    window.actions_of["films"].trigger()
    (listed,) = popups()
    assert [row.entry.commission.name for row in listed.rows] == ["step.png", "film.png", "long.mp4"]
    assert [row.words.text() for row in listed.rows][:2] == ["waiting", "waiting"]
    qtbot.waitUntil(lambda: window.films.entries[0].progress.done > 0, timeout=60_000)
    listed.pause.click()
    assert window.films.paused
    assert listed.rows[2].words.text().startswith("paused")
    listed.pause.click()
    listed.rows[2].buttons["Cancel"].click()
    wait_until_made(qtbot, window)
    assert [row.entry.state for row in listed.rows] == ["done", "failed", "cancelled"]
    assert "there is no such folder" in listed.rows[1].words.text()
    (tmp_path / "wrong").mkdir()
    listed.rows[1].buttons["Make it again"].click()
    wait_until_made(qtbot, window)
    assert (tmp_path / "wrong" / "film.png").exists()
    assert made_in(tmp_path) == ["step.png", "wrong"]
    listed.tidy.click()
    assert window.films.entries == ()
    listed.close()


def test_a_cancelled_film_leaves_nothing(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    ask_for(window, tmp_path / "long.mp4", LONG)
    qtbot.waitUntil(lambda: window.films.entries[0].progress.done > 0, timeout=60_000)
    window.film_progress.cancel.click()
    assert window.films.entries[0].state == "stopping", "the window waits for nobody"
    wait_until_made(qtbot, window)
    assert made_in(tmp_path) == []
    assert not window.film_progress.isVisible()


def test_a_film_that_fails_is_told_in_one_line(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    ask_for(window, tmp_path / "nowhere" / "film.mp4", ExportOptions())
    wait_until_made(qtbot, window)
    assert window.banner.text.startswith("film.mp4 was not made: ")
    ask_for(window, tmp_path / "film.mp5", ExportOptions())
    assert "could not be begun" in window.banner.text
    assert not window.films.busy


def test_closing_with_films_in_the_making_is_asked_about_and_ends_them(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window()
    asked: list[list[str]] = []
    window.films.ask_about = lambda _window, names: (asked.append(list(names)), "cancel")[1]
    ask_for(window, tmp_path / "long.mp4", LONG)
    ask_for(window, tmp_path / "next.mp4", LONG)
    qtbot.waitUntil(lambda: window.films.entries[0].progress.done > 0, timeout=60_000)
    assert not window.close()
    assert asked == [["long.mp4", "next.mp4"]]
    assert window.films.busy
    window.films.ask_about = lambda _window, _names: "stop"
    assert window.close()
    assert not window.films.busy
    assert made_in(tmp_path) == []


def test_a_window_that_waits_for_its_films_closes_when_they_are_ready(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window()
    window.films.ask_about = lambda _window, _names: "wait"
    ask_for(window, tmp_path / "step.png")
    assert not window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=60_000)
    assert (tmp_path / "step.png").exists()


def test_the_list_closes_on_escape_and_says_when_it_is_empty(qtbot: QtBot, window: Window) -> None:
    window.actions_of["films"].trigger()
    (listed,) = popups()
    said = [label.text() for label in listed.findChildren(QLabel) if label.isVisible()]
    assert "Nothing is being made: neither a film nor a map of runs." in said
    qtbot.keyClick(listed, Qt.Key.Key_Escape)
    assert not listed.isVisible()
