"""The film dialog: every choice has its film, a preview and an estimate; what can't work is said before it is begun."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from lossstudio.core.resources import resource
from lossstudio.films.deliver.captions import CaptionsBeside, TimedCaption, caption_files
from lossstudio.films.deliver.export_job import ExportJob
from lossstudio.films.encode.formats import MP4
from lossstudio.films.plan.presets import PRESETS
from lossstudio.project.film_spec import FilmCamera, FilmCaption, FilmPause, FilmShot, FilmSpec
from lossstudio.run.sweep.axis import Range
from lossstudio.run.sweep.map_settings import usual_range
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.studio.commands.command import change_scene
from lossstudio.studio.commands.film import set_film
from lossstudio.studio.commands.playback import show_step
from lossstudio.studio.commands.view import select_sample
from lossstudio.ui.dialogs import where
from lossstudio.ui.film.choices import OFFERED
from lossstudio.ui.film.dialog import FilmDialog
from lossstudio.ui.film.dialog_state import (
    FORMS,
    STILL,
    FilmDialogState,
)
from lossstudio.ui.film.vary_rows import few_values
from lossstudio.ui.shell.window import Window
from tests.ui.conftest import OpenWindow

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.unpainted]


@pytest.fixture
def window(reopen: OpenWindow) -> Window:
    """The window of the file, since no film is made here."""
    return reopen()


def opened(window: Window, tmp_path: Path, *, remembers: bool = False) -> tuple[FilmDialog, list[ExportJob]]:
    """Return the dialog, which no other test opens as this one leaves it, and the films that are asked for."""
    wanted: list[ExportJob] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path))
        window.actions_of["film"].trigger()
    dialog = window.findChild(FilmDialog)
    assert isinstance(dialog, FilmDialog)
    dialog.wanted.disconnect()
    dialog.wanted.connect(wanted.append)
    if not remembers:
        dialog.wish_changed.disconnect()
    return dialog, wanted


def ready(qtbot: QtBot, dialog: FilmDialog) -> None:
    qtbot.waitUntil(lambda: dialog.preview.ready, timeout=20_000)


def test_one_click_and_enter_make_a_film_with_nothing_set(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    dialog, wanted = opened(window, tmp_path)
    ready(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    (commission,) = wanted
    assert (commission.film.preset, commission.film.seconds, commission.kind) == ("slides", None, "film")
    assert commission.place == tmp_path / "penguins-a-line-finds.mp4"
    assert not window.studio.document.modified
    commission.check()


def test_the_preview_is_scrubbed_by_mouse_and_keys(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    dialog, _ = opened(window, tmp_path)
    ready(qtbot, dialog)
    dialog.choices.presets["gif-small"].click()
    qtbot.waitUntil(lambda: dialog.preview.clock.text() == "0:00 / 0:08", timeout=5_000)
    dialog.preview.scrubber.changed.emit(0.5)
    assert dialog.preview.clock.text() == "0:04 / 0:08"
    before = dialog.preview.place
    qtbot.keyClick(dialog, Qt.Key.Key_Right)
    assert dialog.preview.place > before
    qtbot.keyClick(dialog, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.preview.place > 0.55, timeout=5_000)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_place_has_a_film_and_an_estimate(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    dialog, _ = opened(window, tmp_path)
    for key in PRESETS:
        if key in OFFERED:
            dialog.choices.presets[key].click()
        else:
            dialog.choices.others.chosen.emit(key)
        assert dialog.film.preset == key
        assert dialog.out.suffix == PRESETS[key].suffix
        assert dialog.estimate.text().startswith("about "), dialog.estimate.text()
    assert dialog.choices.others.choice == "paper"
    dialog.choices.presets["slides"].click()
    assert dialog.choices.others.choice == ""
    dialog.reject()


@pytest.mark.parametrize("form", [form for form, _ in FORMS])
def test_every_form_and_format_has_a_place_and_an_estimate(window: Window, tmp_path: Path, form: str) -> None:
    dialog, _ = opened(window, tmp_path)
    dialog.choices.details.form.chosen.emit(form)
    several = form in ("film", "kit", "model")
    for suffix, _words in dialog.dialog_state.formats if several else ((dialog.dialog_state.suffix, ""),):
        dialog.choices.details.format.chosen.emit(suffix)
        dialog.dialog_state.commission(window.studio.document.scene, dialog.film, tmp_path, "x").check()
        assert dialog.estimate.text().startswith("about ")
        dialog.choices.details.loop.chosen.emit("turn")
        assert dialog.film.loop == (None if form in ("model", "page") else "turn")
        dialog.dialog_state.commission(window.studio.document.scene, dialog.film, tmp_path, "x").check()
        assert (dialog.film.deck_model == "morph") == (form == "pptx_model")
        dialog.choices.details.model_rows.triangles.changed.emit(20_000.0)
        assert dialog.film.triangles == (20_000 if form in ("model", "pptx_model") else None)
        dialog.dialog_state.commission(window.studio.document.scene, dialog.film, tmp_path, "x").check()
        assert dialog.make.text() == f"Make {form if form in ('model', 'page') else 'film'}"
    dialog.reject()


def test_a_web_page_is_one_click_and_asks_for_what_a_page_has(window: Window, tmp_path: Path) -> None:
    dialog, wanted = opened(window, tmp_path)
    dialog.choices.presets["gif-small"].click()
    dialog.choices.page.click()
    assert (dialog.out.suffix, dialog.make.text()) == (".html", "Make page")
    assert dialog.choices.page.isChecked()
    assert not dialog.choices.presets["gif-small"].isChecked()
    assert not any(control.isEnabled() for control in (dialog.choices.length, dialog.choices.details.width_px))
    dialog.accept()
    (commission,) = wanted
    commission.check()
    assert (
        ExportJob.requested(commission.request(Path(resource("examples", "penguins.lossstudio")))).place == dialog.out
    )


def test_the_reader_of_a_page_can_be_given_settings_to_turn(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    dialog, wanted = opened(window, tmp_path)
    turned = dialog.choices.turned
    assert not turned.isVisible()
    dialog.choices.page.click()
    assert not turned.settings[1].isEnabled()
    turned.settings[0].chosen.emit("learning_rate")
    qtbot.waitUntil(lambda: len(dialog.dialog_state.vary) == 1, timeout=10_000)
    assert dialog.estimate.text().startswith("10 runs, about ")  # nine and the scene's own
    assert not turned.settings[1].findText("learning rate") >= 0
    turned.settings[1].chosen.emit("seed")
    qtbot.waitUntil(lambda: len(dialog.dialog_state.vary) == 2, timeout=10_000)
    turned.ranges[0].low.changed.emit(turned.ranges[0].low.value)
    turned.ranges[0].spacing.set_chosen("even")
    turned.ranges[0].low.set_value(-1.0)
    turned.ranges[0].low.changed.emit(-1.0)
    assert "learning_rate" in dialog.estimate.text()
    assert not dialog.make.isEnabled()
    turned.settings[0].chosen.emit("")
    assert [text.partition("=")[0] for text in dialog.film.vary or ()] == ["seed"]
    dialog.choices.presets["slides"].click()
    assert dialog.film.vary is None
    dialog.choices.page.click()
    dialog.accept()
    (commission,) = wanted
    commission.check()
    assert commission.film.vary == ("seed=0..4:5",)


def test_a_page_that_cannot_be_made_stays_so_when_its_preview_is_there(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    dialog, wanted = opened(window, tmp_path)
    dialog.choices.page.click()
    for vary, said in (
        (("learning_rate=-1..1:log:5",), "learning_rate: only numbers above 0"),
        (("learning_rate=0.1..0.2:60", "seed=0..4:5"), "a page takes at most"),
    ):
        dialog.choices.requested.emit(replace(dialog.dialog_state, vary=vary))
        dialog.preview.screen_view.say("")
        ready(qtbot, dialog)
        assert dialog.estimate.text().startswith(said)
        assert not dialog.make.isEnabled()
        dialog.accept()
    assert wanted == []
    dialog.choices.requested.emit(replace(dialog.dialog_state, vary=("seed=0..4:5",)))
    assert dialog.estimate.text().startswith("5 runs, about ")
    dialog.accept()
    assert len(wanted) == 1


def test_the_usual_range_of_a_setting_comes_only_where_it_is_still_wanted(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    dialog, _ = opened(window, tmp_path)
    turned, studio = dialog.choices.turned, window.studio
    dialog.choices.page.click()
    turned.settings[0].chosen.emit("learning_rate")
    turned.settings[0].chosen.emit("")
    qtbot.wait(300)
    assert dialog.dialog_state.vary == ()
    turned.settings[0].chosen.emit("learning_rate")
    recipe = studio.document.scene.recipe
    runners = tuple(replace(each, learning_rate=each.learning_rate * 1000) for each in recipe.runners)
    studio.apply(change_scene(replace(studio.document.scene, recipe=replace(recipe, runners=runners)), "Be bold"))
    qtbot.waitUntil(lambda: len(dialog.dialog_state.vary) == 1, timeout=10_000)
    assert Range.read(dialog.dialog_state.vary[0]) == few_values(
        usual_range("learning_rate", CompiledRecipe.of(studio.document.scene.recipe)), 9
    )
    dialog.reject()


def test_pictures_and_charts_are_of_the_step_on_show(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    window.studio.apply(show_step(7))
    window.studio.apply(select_sample(4))
    dialog, _ = opened(window, tmp_path)
    assert dialog.film.row is None  # which only the phases show
    window.studio.apply(set_film(layout="phases"))
    assert dialog.film.row == 5
    window.studio.apply(set_film(layout=None))
    dialog.choices.presets["picture"].click()
    for suffix, _words in STILL:
        dialog.choices.details.format.chosen.emit(suffix)
        assert (dialog.out.suffix, dialog.film.still_step) == (suffix, 7)
    ready(qtbot, dialog)
    window.studio.apply(set_film(inset="none"))
    assert "the surface alone is best kept as PNG" in dialog.estimate.text()
    assert not dialog.make.isEnabled()
    assert dialog.make.text() == "Make picture"
    assert not dialog.choices.length.isEnabled()
    dialog.reject()


def test_elements_are_left_out_and_writing_made_larger_in_the_scene(window: Window, tmp_path: Path) -> None:
    studio = window.studio
    dialog, _ = opened(window, tmp_path)
    boxes = dialog.choices.elements.boxes
    assert all(box.isChecked() for box in boxes.values())
    boxes["title"].click()
    boxes["bar"].click()
    dialog.choices.writing.chosen.emit("large")
    film = studio.document.scene.film
    assert (film.hide, film.text_size) == (("title", "bar"), "large")
    studio.undo()
    studio.undo()
    assert studio.document.scene.film.hide == ("title",)
    assert not boxes["title"].isChecked()
    dialog.reject()


def test_a_style_and_the_slides_colour_are_chosen_among_the_details(window: Window, tmp_path: Path) -> None:
    dialog, wanted = opened(window, tmp_path)
    details, talk = dialog.choices.details.style_rows, resource("styles", "talk.lossstyle")
    details.ask_style = lambda: str(talk)
    details.style_file.chosen.emit("ask")
    assert (dialog.film.style, details.style_file.currentText()) == (str(talk), "talk.lossstyle")
    details.ask_style = lambda: ""  # none was chosen after all
    details.style_file.chosen.emit("ask")
    assert dialog.film.style == str(talk)
    assert not details.slide.isEnabled()
    dialog.choices.others.chosen.emit("transparent")
    assert details.slide.isEnabled()
    details.ask_color = lambda _old: QColor("#112233")
    details.slide.chosen.emit("ask")
    assert (dialog.film.slide, dialog.film.style) == ("#112233", str(talk))
    (tmp_path / "wrong.lossstyle").write_text("{}")
    details.style_file.chosen.emit(str(tmp_path / "wrong.lossstyle"))
    assert "wrong.lossstyle: format: must be" in dialog.estimate.text()
    assert not dialog.make.isEnabled()
    details.style_file.chosen.emit("")
    assert not dialog.lost.isVisible()
    dialog.choices.details.title.textEdited.emit("Hurrah \U0010fffd")
    assert dialog.lost.text.startswith("No typeface here draws")
    dialog.choices.details.title.textEdited.emit("Hurrah")
    assert not dialog.lost.isVisible()
    dialog.accept()
    assert (wanted[0].film.style, wanted[0].film.slide) == (None, "#112233")


def test_what_the_picture_is_goes_into_the_scene_and_can_be_undone(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    dialog, _ = opened(window, tmp_path)
    studio, choices = window.studio, dialog.choices
    choices.layout_choice.chosen.emit("contour")
    choices.inset.chosen.emit("loss")
    assert not choices.camera.isEnabled()
    choices.layout_choice.chosen.emit("phases")
    choices.camera.chosen.emit("turn_push")
    choices.ask_color = lambda _old: QColor("#102030")
    choices.ground.chosen.emit("own")
    assert studio.document.scene.film == FilmSpec(
        layout="phases", inset="loss", orbit=30.0, push_in=0.35, background="#102030"
    )
    ready(qtbot, dialog)
    choices.ask_color = lambda _old: QColor()
    choices.ground.chosen.emit("own")
    assert studio.document.scene.film.background == "#102030", "the question was put away"
    dialog.reject()
    for _ in range(5):
        studio.undo()
    assert studio.document.scene.film == FilmSpec()


def test_no_background_takes_a_format_that_has_none(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    dialog, _ = opened(window, tmp_path)
    dialog.choices.ground.chosen.emit("transparent")
    assert dialog.out.suffix == ".webm"
    qtbot.waitUntil(
        lambda: dialog.preview.screen_view.image is not None and dialog.preview.screen_view.image.hasAlphaChannel(),
        timeout=20_000,
    )
    dialog.choices.details.format.chosen.emit(".mp4")
    assert dialog.estimate.text().startswith("about ")
    dialog.reject()


def test_whose_captions_a_film_takes_is_said_before_it_is_made(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    films = [tmp_path / name for name in ("talk.mp4", "talk.webm")]
    for film in films:
        film.touch()
        earlier = CaptionsBeside(film, caption_files((TimedCaption(0.0, 1.0, "Up"),), film.name))
        earlier.write()
        earlier.commit()
    caption = FilmCaption(first=0, last=8, text="Down")
    window.studio.apply(set_film(captions=(caption,)))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(films[0]), ""))
    dialog, _ = opened(window, tmp_path)
    dialog.change.click()
    assert dialog.lost.text.startswith("The captions talk.vtt and talk.srt are also those of talk.webm; ")
    dialog.choices.details.form.chosen.emit("clips")
    assert dialog.lost.text == ""
    dialog.reject()


REPLACED = {
    "film": ("talk.gif", "talk.gif.mp4", True),
    "frames": ("a-frames", "a-frames", False),
    "kit": ("a", "a-kit", True),
}
"""What is named in each form, what is there already and would be replaced, and whether that is asked about."""


@pytest.mark.parametrize("form", REPLACED)
def test_what_is_replaced_is_asked_about_by_what_is_written(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    named, there, asked = REPLACED[form]
    (tmp_path / there).mkdir()
    names: list[str] = []
    monkeypatch.setattr(where, "ask_about_replacing", lambda _window, name: names.append(name) or True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / named), ""))
    dialog, _ = opened(window, tmp_path)
    dialog.choices.details.form.chosen.emit(form)
    dialog.change.click()
    assert (dialog.out.parent if form == "kit" else dialog.out) == tmp_path / there
    assert names == [there] * asked
    dialog.reject()


def test_a_directed_scene_is_filmed_as_directed(window: Window, tmp_path: Path) -> None:
    studio = window.studio
    spec = FilmSpec(shots=(FilmShot(first=0, last=9, seconds=2.0),), orbit=40.0)
    studio.apply(change_scene(replace(studio.document.scene, film=spec), "Direct the film"))
    dialog, _ = opened(window, tmp_path)
    assert (dialog.choices.camera.choice, dialog.choices.length.choice) == ("directed", "directed")
    assert (dialog.film.seconds, dialog.film.orbit) == (None, None)
    assert "1 shot" in dialog.choices.directed.text()
    assert dialog.choices.seconds.value is None
    lasts = dialog.film.planned(studio.document.scene, MP4).storyboard.seconds
    assert lasts > 2.0, "the first and the last picture stand for a while"
    assert dialog.choices.length.currentText() == f"{lasts:g} s, as directed"
    dialog.choices.length.chosen.emit("20")
    assert dialog.film.seconds == 20.0
    dialog.choices.seconds.changed.emit(12.5)
    assert (dialog.film.seconds, dialog.choices.length.choice) == (12.5, "12.5")
    assert dialog.film.theme is None
    dialog.reject()


def test_however_much_is_directed_the_choices_are_as_wide_as_their_place(window: Window, tmp_path: Path) -> None:
    studio = window.studio
    much = FilmSpec(
        shots=tuple(FilmShot(first=step, last=step + 1, seconds=1.0) for step in range(3)),
        pauses=(FilmPause(step=2), FilmPause(step=4)),
        camera=tuple(FilmCamera(step=step) for step in range(3)),
        captions=(FilmCaption(first=0, last=2, text="one"), FilmCaption(first=3, last=5, text="two")),
        title_card="Hello",
        end_card="Goodbye",
    )
    studio.apply(change_scene(replace(studio.document.scene, film=much), "Direct the film"))
    dialog, _ = opened(window, tmp_path)
    viewport = dialog.choices.parentWidget()
    assert viewport is not None
    assert dialog.choices.width() == viewport.width()
    assert dialog.choices.minimumSizeHint().width() <= viewport.width()
    dialog.reject()


def test_rubbish_in_the_fields_makes_no_film_and_enter_there_only_takes_the_field(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    dialog, wanted = opened(window, tmp_path)
    details = dialog.choices.details
    dialog.choices.unfold.click()
    for field, rubbish in (
        (details.width_px, "9e99"),
        (details.rate, "1.5"),
        (details.most, "-3"),
        (details.most, "x"),
        (dialog.choices.seconds, "0"),
        (dialog.choices.seconds, "nan"),
    ):
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, rubbish)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert not dialog.make.isEnabled()
    assert (wanted, dialog.dialog_state) == ([], FilmDialogState())
    for field in (details.rate, dialog.choices.seconds):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    details.width_px.setFocus()
    details.width_px.selectAll()
    qtbot.keyClicks(details.width_px, "641")
    qtbot.keyClick(details.width_px, Qt.Key.Key_Return)
    assert (wanted, dialog.dialog_state.size) == ([], (640, 720)), "MP4 wants even sides"
    details.most.setFocus()
    details.most.selectAll()
    qtbot.keyClicks(details.most, "0.5")
    qtbot.keyClick(details.most, Qt.Key.Key_Return)
    assert dialog.film.max_size == 500_000
    assert "0.5 MB" in dialog.estimate.text()
    details.shape.chosen.emit("9:16")
    assert dialog.dialog_state.size == (640, 1138)
    dialog.reject()


def test_a_film_never_takes_the_place_of_another_unasked(window: Window, tmp_path: Path) -> None:
    (tmp_path / "penguins-a-line-finds.mp4").write_bytes(b"precious")
    (tmp_path / "penguins-a-line-finds-2.mp4").write_bytes(b"precious")
    dialog, _ = opened(window, tmp_path)
    assert dialog.out == tmp_path / "penguins-a-line-finds-3.mp4"
    dialog.choices.details.form.chosen.emit("kit")
    assert dialog.out == tmp_path / "penguins-a-line-finds-kit" / "penguins-a-line-finds.mp4"
    dialog.reject()


def test_what_was_chosen_is_remembered_for_the_next_film(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window()
    dialog, _ = opened(window, tmp_path, remembers=True)
    dialog.choices.presets["hd"].click()
    dialog.choices.length.chosen.emit("15")
    dialog.choices.details.title.textEdited.emit("For Monday")
    assert dialog.film.title == "For Monday"
    dialog.reject()
    dialog.deleteLater()
    assert window.films.dialog_state == FilmDialogState(preset="hd", seconds=15.0)
