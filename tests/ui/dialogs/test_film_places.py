"""The film dialog's other places, and scenes whose film is directed."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from lossstudio.films.presets import PRESETS
from lossstudio.project.film import FilmShot, FilmSpec
from lossstudio.ui.dialogs.film import OFFERED, FilmDialog
from lossstudio.ui.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def opened(window: Window) -> FilmDialog:
    window.actions_of["film"].trigger()
    dialog = window.findChild(FilmDialog)
    assert isinstance(dialog, FilmDialog)
    return dialog


def test_every_other_place_has_a_film_a_preview_and_an_estimate(qtbot: QtBot, window: Window) -> None:
    dialog = opened(window)
    qtbot.waitUntil(lambda: dialog.preview.ready, timeout=10_000)
    for key in (key for key in PRESETS if key not in OFFERED):
        dialog.more.setCurrentIndex(dialog.more.findData(key))
        dialog._choose_other(key)
        assert dialog.film.preset == key
        assert dialog.out.suffix == PRESETS[key].suffix
        assert dialog.estimate.text().startswith("about ")
        assert not any(card.isChecked() for card in dialog.presets.values())
    dialog.presets["slides"].click()
    assert dialog.more.choice == ""
    dialog.reject()


def test_a_directed_scene_is_filmed_as_directed(qtbot: QtBot, window: Window) -> None:
    studio = window.studio
    spec = FilmSpec(shots=(FilmShot(first=0, last=9, seconds=2.0),), orbit=40.0)
    studio.edit(replace(studio.scene, film=spec), "Direct the film")
    dialog = opened(window)
    film = dialog.film
    assert (film.seconds, film.orbit_deg) == (None, None)
    dialog.length.set_chosen("20")
    assert dialog.film.seconds == 20.0
    dialog.reject()
    studio.undo()
    assert studio.scene.film == FilmSpec()
