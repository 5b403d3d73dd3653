"""Directing in the window: by moving the camera and the timeline, with and without the director's card."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lossstudio.project.film_spec import FilmCamera, FilmCaption, FilmPause, FilmShot, FilmSpec
from lossstudio.studio.commands.film import set_film
from lossstudio.studio.commands.playback import go_to_end, show_step
from lossstudio.studio.commands.training import set_learning_rate
from lossstudio.ui.canvas.view_camera import ViewCamera
from lossstudio.ui.film.director import FilmDirector
from lossstudio.ui.film.director_rows import CaptionRow
from lossstudio.ui.film.large_preview import LargePreview
from lossstudio.ui.shell.window import Window
from tests.ui.conftest import OpenWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def window(reopen: OpenWindow) -> Iterator[Window]:
    """The window of the file, which the director leaves again."""
    window = reopen()
    yield window
    if window.actions_of["direct"].isChecked():
        window.actions_of["direct"].trigger()


def directed(window: Window) -> FilmDirector:
    window.actions_of["direct"].trigger()
    director = window.directing.director
    assert director is not None
    assert director.isVisible()
    return director


def show(qtbot: QtBot, window: Window, step: int) -> None:
    window.studio.apply(show_step(step))
    qtbot.waitUntil(lambda: window.studio.playback.step == step, timeout=5_000)


def typed(qtbot: QtBot, field: QWidget, text: str) -> None:
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_keys_and_pauses_are_added_where_camera_and_timeline_stand_without_any_dialog(
    qtbot: QtBot, window: Window
) -> None:
    studio = window.studio
    show(qtbot, window, 4)
    window.canvas.see(ViewCamera((60.0, 20.0), 2.5))
    window.actions_of["film_camera"].trigger()
    assert studio.document.scene.film.camera == (FilmCamera(step=4, azimuth=60.0, elevation=20.0, distance=2.5),)
    assert "Camera key at step 4" in window.banner.text
    show(qtbot, window, 9)
    window.actions_of["film_pause"].trigger()
    assert studio.document.scene.film.pauses == (FilmPause(step=9),)
    assert (window.player.timeline.progress.keys, window.player.timeline.progress.pauses) == ((4,), (9,))
    studio.undo()
    assert window.player.timeline.progress.pauses == ()


def test_a_key_is_aimed_and_steps_are_slowed_in_the_director_and_undone(qtbot: QtBot, window: Window) -> None:
    studio = window.studio
    director = directed(window)
    show(qtbot, window, 4)
    window.actions_of["film_camera"].trigger()
    row = director.camera.rows[0]
    row.aim.chosen.emit("minimum")
    assert studio.document.scene.film.camera[0].look_at == "minimum"
    assert row.aim.choice == "minimum"
    row.aim.chosen.emit("point")
    key = studio.document.scene.film.camera[0]
    ball = window.canvas.scene_controller.frame.balls[-1]
    assert (key.x, key.y) == ball.coordinates[:2]
    director.slow.add.click()
    assert studio.document.scene.film.slow[0].first == 4
    director.slow.rows[0].times.changed.emit(5.0)
    studio.undo()
    assert studio.document.scene.film.slow == ()


def test_the_director_leaves_camera_and_timeline_in_reach_and_gives_the_charts_back(
    qtbot: QtBot, window: Window
) -> None:
    director = directed(window)
    assert window.actions_of["direct"].isChecked()
    assert window.canvas.isVisible()
    assert not window.body.right.isVisible()
    left = director.mapTo(window, director.rect().topLeft()).x()
    assert left >= window.canvas.mapTo(window, window.canvas.rect().topRight()).x()
    qtbot.keyClick(director, Qt.Key.Key_Escape)
    assert not director.isVisible()
    assert window.body.right.isVisible()
    assert not window.actions_of["direct"].isChecked()


def test_a_key_is_shown_gone_to_replaced_and_taken_out(qtbot: QtBot, window: Window) -> None:
    studio, canvas = window.studio, window.canvas
    director = directed(window)
    show(qtbot, window, 3)
    canvas.see(ViewCamera((60.0, 20.0), 2.5))
    director.camera.add.click()
    show(qtbot, window, 20)
    canvas.look_from("best")
    director.camera.add.click()
    first, second = director.camera.rows
    assert (first.go.text(), second.go.text()) == ("step 3", "step 20")
    assert second.words.text().endswith("all in sight")
    first.go.click()
    assert (studio.playback.step, canvas.scene_controller.view_camera) == (3, ViewCamera((60.0, 20.0), 2.5))
    canvas.see(ViewCamera((80.0, 30.0), 3.0))
    first.replace.click()
    assert studio.document.scene.film.camera[0] == FilmCamera(step=3, azimuth=80.0, elevation=30.0, distance=3.0)
    second.remove.click()
    assert [key.step for key in studio.document.scene.film.camera] == [3]
    assert director.camera.rows == [first]


def test_captions_shots_cards_and_moves_are_edited_in_place(qtbot: QtBot, window: Window) -> None:
    studio = window.studio
    director = directed(window)
    show(qtbot, window, 10)
    director.captions.add.click()
    (caption,) = director.captions.rows
    assert window.focusWidget() is caption.text
    assert caption.text.selectedText() == caption.text.text()
    typed(qtbot, caption.text, "Down it goes")
    typed(qtbot, caption.last, "30")
    assert studio.document.scene.film.captions == (FilmCaption(first=10, last=30, text="Down it goes"),)
    director.shots.add.click()
    (shot,) = director.shots.rows
    typed(qtbot, shot.seconds, "2.5")
    shot.easing.chosen.emit("slow_start")
    shot.phases.click()
    assert studio.document.scene.film.shots == (FilmShot(first=0, last=10, seconds=2.5, phases=True),)
    typed(qtbot, shot.first, "20")
    assert studio.document.scene.film.shots == (FilmShot(first=20, last=10, seconds=2.5),)
    assert not shot.phases.isChecked()
    assert not shot.phases.isEnabled()
    director.pauses.add.click()
    typed(qtbot, director.pauses.rows[0].seconds, "4")
    assert studio.document.scene.film.pauses == (FilmPause(step=10, seconds=4.0),)
    director.cards["title_card"].setPlainText("A line\nfinds its data")
    director.cards["end_card"].setPlainText("a" * 501)
    assert director.problem.text == "A card has at most 500 characters, not 501; shorten it."
    assert studio.document.scene.film.end_card == ""
    typed(qtbot, director.tail, "3")
    director.moves.chosen.emit("push")
    film = studio.document.scene.film
    assert (film.title_card, film.hold_last, film.push_in) == ("A line\nfinds its data", 3.0, 0.35)
    director.clear.click()
    assert studio.document.scene.film == FilmSpec()
    assert [*director.captions.rows, *director.shots.rows, *director.pauses.rows] == []
    studio.undo()
    assert director.cards["title_card"].toPlainText() == "A line\nfinds its data"


def test_what_is_added_is_scrolled_to_and_a_long_text_is_shown_from_its_beginning(qtbot: QtBot, window: Window) -> None:
    studio = window.studio
    keys = tuple(FilmCamera(step=step) for step in range(12))
    long = "The line starts with the wrong slope: heavier birds would have shorter flippers, and nobody has seen such."
    said = (FilmCaption(first=0, last=3, text=long),)
    studio.apply(set_film("Film", camera=keys, captions=said))
    director = directed(window)
    first = director.captions.rows[0]
    assert isinstance(first, CaptionRow)
    assert first.text.cursorPosition() == 0
    director.captions.add.click()
    second = director.captions.rows[1]
    assert isinstance(second, CaptionRow)
    qtbot.waitUntil(lambda: second.visibleRegion().boundingRect() == second.rect(), timeout=2_000)
    typed(qtbot, second.text, long)
    second.first.setFocus()
    assert (second.text.text(), second.text.cursorPosition()) == (long, 0)


def test_the_preview_of_a_step_shows_no_card_that_comes_or_goes(qtbot: QtBot, window: Window) -> None:
    window.studio.apply(set_film("Film", title_card="Gradient descent"))
    director = directed(window)
    qtbot.waitUntil(lambda: director.preview.ready, timeout=20_000)
    image = director.preview.screen_view.image
    assert image is not None
    shades = [
        image.pixelColor(x, y).lightness() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
    ]
    assert max(shades) - min(shades) > 120


def test_rubbish_changes_nothing(qtbot: QtBot, window: Window) -> None:
    studio = window.studio
    director = directed(window)
    director.pauses.add.click()
    director.shots.add.click()
    before = studio.document.scene.film
    for field in (director.pauses.rows[0].seconds, director.shots.rows[0].first, director.shots.rows[0].seconds):
        for rubbish in ("", "-1", "1e400", "later"):
            typed(qtbot, field, rubbish)
    assert studio.document.scene.film == before


def test_the_preview_is_the_film_at_the_step_on_show_and_follows_every_change(qtbot: QtBot, window: Window) -> None:
    director = directed(window)
    preview = director.preview
    qtbot.waitUntil(lambda: preview.ready, timeout=20_000)
    window.studio.apply(set_film(title_card="Penguins", card_seconds=4.0))

    def card_passed_over() -> bool:
        preview.show_step(0)
        return preview.place > 0.3

    qtbot.waitUntil(card_passed_over, timeout=5_000)
    window.studio.apply(go_to_end)
    qtbot.waitUntil(lambda: preview.place > 0.7, timeout=5_000)
    before = preview.screen_view.image
    window.studio.apply(set_film(layout="contour"))
    qtbot.waitUntil(lambda: preview.screen_view.image not in (None, before), timeout=10_000)
    flat = preview.screen_view.image
    window.studio.apply(set_learning_rate(0.1))
    qtbot.waitUntil(lambda: preview.screen_view.image not in (None, flat), timeout=20_000)
    assert not director.problem.text


def test_everything_in_the_director_that_takes_the_keyboard_has_a_name_and_a_hint(window: Window) -> None:
    director = directed(window)
    for add in (director.camera.add, director.pauses.add, director.captions.add, director.shots.add):
        add.click()
    shown = [widget for widget in director.findChildren(QWidget) if widget.isVisible()]
    fields = [widget for widget in shown if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(fields) > 10
    assert [widget for widget in fields if not widget.accessibleName()] == []
    assert [widget.accessibleName() for widget in fields if not widget.toolTip()] == []


def test_the_director_fits_into_the_smallest_window_with_large_writing(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(size=(1024, 600), points=13.0)
    director = directed(window)
    qtbot.waitUntil(
        lambda: window.rect().contains(director.mapTo(window, director.rect().bottomRight())), timeout=3_000
    )
    assert window.canvas.width() > 300


def test_the_preview_is_shown_as_large_as_the_window_and_comes_back(qtbot: QtBot, window: Window) -> None:
    director = directed(window)
    preview = director.preview
    qtbot.waitUntil(lambda: preview.ready, timeout=20_000)
    small = preview.screen_view.width()
    director.enlarge.click()
    sheet = window.findChild(LargePreview)
    assert sheet is not None
    qtbot.waitUntil(lambda: preview.screen_view.image.width() > 1000, timeout=20_000)  # type: ignore[union-attr]
    assert preview.screen_view.width() > 1.5 * small
    qtbot.keyClick(sheet, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: preview.place > 0.1, timeout=5_000)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert preview.parent() is director
    assert preview.isVisible()
    qtbot.waitUntil(lambda: preview.screen_view.image.width() < 1000, timeout=20_000)  # type: ignore[union-attr]
    assert preview.screen_view.width() == small
