"""The dialogs: films from the window, and the small ones; everything that takes the keyboard has a name."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lossstudio.films.film import Film
from lossstudio.films.presets import PRESETS
from lossstudio.ui.dialogs.about import About
from lossstudio.ui.dialogs.film import FilmDialog
from lossstudio.ui.dialogs.loss_chooser import LossChooser
from lossstudio.ui.dialogs.shortcuts import ShortcutSheet
from lossstudio.ui.dialogs.words import TextDialog
from lossstudio.ui.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OpenWindow = Callable[..., Window]


def open_film_dialog(window: Window) -> FilmDialog:
    window.actions_of["film"].trigger()
    dialog = window.findChild(FilmDialog)
    assert isinstance(dialog, FilmDialog)
    return dialog


def test_the_film_dialog_shows_the_film_and_enter_makes_it(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    wanted: list[tuple[Film, Path]] = []
    dialog = open_film_dialog(window)
    dialog.wanted.disconnect()
    dialog.wanted.connect(lambda film, out: wanted.append((film, out)))
    qtbot.waitUntil(lambda: dialog.preview.ready, timeout=10_000)
    dialog.presets["gif-small"].click()
    dialog.shows.set_chosen("none")
    dialog.camera.set_chosen("360")
    dialog._folder = tmp_path
    dialog.preview.scrubber.changed.emit(0.5)
    assert dialog.preview.clock.text() == "0:04 / 0:08"
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    film, out = wanted[0]
    assert (film.preset, film.inset, film.orbit_deg, film.seconds) == ("gif-small", "none", 360.0, 8.0)
    assert (out.parent, out.suffix) == (tmp_path, ".gif")


def test_every_preset_has_an_estimate(qtbot: QtBot, window: Window) -> None:
    dialog = open_film_dialog(window)
    qtbot.waitUntil(lambda: dialog.preview.ready, timeout=10_000)
    for key in dialog.presets:
        dialog.presets[key].click()
        assert dialog.estimate.text().startswith("about ")
        assert dialog.out.suffix == PRESETS[key].suffix
    dialog.reject()


def test_a_picture_is_made_in_a_child_and_announced(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    out = tmp_path / "step.png"
    window.films.make(Film(preset="picture", size=(320, 180), still_step=3), out)
    assert window.films.busy
    assert window.films.progress.isVisible()
    qtbot.waitUntil(lambda: not window.films.busy, timeout=60_000)
    assert QImage(str(out)).width() == 320
    assert "step.png is ready" in window.banner.text
    assert window.films.progress.reveal.isVisible()


def test_a_cancelled_film_leaves_nothing(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    window.films.make(Film(preset="hd", seconds=30.0), tmp_path / "long.mp4")
    qtbot.wait(400)
    window.films.progress.cancel.click()
    assert not window.films.busy
    assert list(tmp_path.glob("*.mp4")) == []


def test_a_film_that_fails_is_told_in_one_line(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    window.films.make(Film(preset="slides"), tmp_path / "nowhere" / "film.mp4")
    qtbot.waitUntil(lambda: not window.films.busy, timeout=60_000)
    assert window.banner.text.startswith("The film was not made: ")


def test_closing_while_exporting_takes_less_than_two_seconds(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window()
    window.films.make(Film(preset="hd", seconds=30.0), tmp_path / "long.mp4")
    qtbot.wait(600)
    began = perf_counter()
    assert window.close()
    assert perf_counter() - began < 2.0
    assert list(tmp_path.glob("*.mp4")) == []


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("shortcuts", ShortcutSheet),
        ("about", About),
        ("title", TextDialog),
        ("notes", TextDialog),
        ("loss_guide", LossChooser),
    ],
)
def test_small_dialogs_open_and_close(window: Window, key: str, kind: type[QWidget]) -> None:
    window.actions_of[key].trigger()
    dialog = window.findChild(kind)
    assert dialog.isVisible()
    dialog.close()


def test_the_title_can_be_changed(qtbot: QtBot, window: Window) -> None:
    window.actions_of["title"].trigger()
    dialog = window.findChild(TextDialog)
    dialog.field.setText("Birds on scales")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert window.studio.scene.title == "Birds on scales"


def test_everything_that_takes_the_keyboard_has_a_name(window: Window) -> None:
    nameless = [
        f"{widget} in {widget.parent()}"
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []
