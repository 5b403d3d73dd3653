"""The window as a whole: documents, errors, closing, and that nothing stays behind."""

import gc
import subprocess
import sys
import weakref
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lossstudio.project.examples import EXAMPLES, GROUPS
from lossstudio.project.file import load, save
from lossstudio.studio.changes import Notice
from lossstudio.studio.commands.playback import go_to_end, play, set_speed, show_step, step_forward
from lossstudio.studio.commands.training import set_steps
from lossstudio.studio.commands.view import set_title, set_view
from lossstudio.studio.playback.speed import MAX
from lossstudio.ui.controls.card import CardRow
from lossstudio.ui.shell.application import make_window
from lossstudio.ui.shell.coach_pill import ball_places
from lossstudio.ui.shell.settings import WindowSettings
from lossstudio.ui.shell.uncaught_errors import UncaughtErrorQueue
from lossstudio.ui.shell.window import Window

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.unpainted]
OpenWindow = Callable[..., Window]


@pytest.mark.parametrize("example", [key for keys in GROUPS.values() for key in (keys[0], keys[-1])])
def test_every_group_of_examples_opens_with_its_surface_up(reopen: OpenWindow, example: str) -> None:
    window = reopen(example)
    assert window.windowTitle().startswith(load(EXAMPLES[example].path).title)
    assert not window.banner.isVisible()
    assert not window.studio.document.modified


def test_a_change_marks_the_title_and_saving_clears_it(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.studio.apply(set_title("Birds"))
    assert window.isWindowModified()
    assert window.header.title.text() == "Birds •"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "birds"), ""))
    assert window.documents.save()
    window.documents.finish_saving()
    assert not window.isWindowModified()
    assert load(tmp_path / "birds.lossstudio").title == "Birds"


def test_an_example_that_is_saved_under_another_name_is_called_so(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "My birds"), ""))
    assert window.documents.save_as()
    window.documents.finish_saving()
    assert load(tmp_path / "My birds.lossstudio").title == "My birds"
    assert window.header.title.text() == "My birds"


def test_a_file_opens_as_itself_and_is_remembered(
    open_window: OpenWindow, tmp_path: Path, window_settings: WindowSettings
) -> None:
    path = tmp_path / "mine.lossstudio"
    path.write_bytes(EXAMPLES["xor"].path.read_bytes())
    window = open_window(path)
    assert window.studio.document.path == path
    assert not window.studio.document.modified
    window.documents.open_path(EXAMPLES["outlier"].path)
    assert window_settings.recent[0] == EXAMPLES["outlier"].path


def test_a_dropped_file_opens(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "dropped.lossstudio"
    path.write_bytes(EXAMPLES["rosenbrock"].path.read_bytes())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))
    assert window.studio.document.path == path


@pytest.mark.parametrize("content", [b"", b"{", b"not json", b'{"format": "lossstudio", "version": 99}', b"\xff\xfe"])
def test_a_broken_file_is_refused_and_the_open_scene_stays(window: Window, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.lossstudio"
    path.write_bytes(content)
    before = window.studio.document.scene
    assert not window.documents.open_path(path)
    assert window.studio.document.scene is before
    assert window.banner.isVisible()
    assert "\n" not in window.banner.text


def test_unsaved_changes_are_asked_about(window: Window) -> None:
    asked: list[str] = []
    window.documents.ask = lambda _window, title: (asked.append(title), "cancel")[1]
    window.studio.apply(set_title("Precious"))
    assert not window.close()
    assert asked == ["Precious"]
    window.documents.open_example("xor")
    assert window.studio.document.scene.title == "Precious"
    window.documents.ask = lambda *_: "discard"


def test_an_error_anywhere_is_shown_once_and_the_program_goes_on(
    qtbot: QtBot, open_window: OpenWindow, faults: UncaughtErrorQueue, caplog: object
) -> None:
    window = open_window()
    qtbot.waitUntil(lambda: not window.clock.running, timeout=10_000)
    for _ in range(3):
        try:
            raise RuntimeError("a broken slot")
        except RuntimeError:
            faults.catch(*sys.exc_info())
    qtbot.waitUntil(window.banner.isVisible, timeout=2000)
    assert "a broken slot" in window.banner.text
    assert "× 3" in window.banner.text
    assert window.banner.notice is not None
    assert "RuntimeError" in window.banner.notice.details
    window.studio.apply(step_forward)
    assert window.studio.playback.step == 1


def test_a_fault_is_told_without_what_qt_puts_before_it(caplog: pytest.LogCaptureFixture) -> None:
    faults = UncaughtErrorQueue()
    error = AttributeError("Error calling Python override of QGraphicsObject::paint(): no such thing")
    faults.catch(type(error), error, None)
    assert faults.empty()[0].text == "Something went wrong, and the program goes on: no such thing"


def test_repeated_faults_are_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    faults = UncaughtErrorQueue()
    for _ in range(3):
        try:
            raise ValueError("again")
        except ValueError:
            faults.catch(*sys.exc_info())
    assert len(caplog.records) == 1
    assert len(faults.empty()) == 3
    assert faults.empty() == []


def test_a_hint_does_not_push_an_error_away(window: Window) -> None:
    window.say(Notice("error", "bad", "trace"))
    window.say(Notice("info", "by the way"))
    assert window.banner.text == "bad"
    window.banner.dismiss()
    window.say(Notice("info", "by the way"))
    assert window.banner.text == "by the way"


def test_what_is_said_before_the_window_is_shown_has_its_room_when_it_is(window):
    window.hide()
    window.banner.setGeometry(0, 0, 100, 30)
    window.say(Notice("info", "Opening a large file ...", about="work"))
    place = window.banner.geometry()
    window.show()
    assert place.center().x() == pytest.approx(window.canvas.rect().center().x(), abs=1)
    assert place.width() == min(window.canvas.width() - window.appearance.px(24), window.appearance.px(720))
    assert place.top() == window.appearance.px(52)


def test_closing_while_training_flat_out_waits_for_no_further_step(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window("spiral")
    window.studio.apply(set_steps(1_000_000))
    window.studio.apply(set_speed(MAX))
    window.studio.apply(play)
    qtbot.wait(300)
    assert window.close()
    assert 0 < window.studio.run.timeline.length < 1_000_000


def test_the_clock_stops_when_nothing_moves_and_wakes_when_something_does(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: not window.clock.running, timeout=8000)
    window.studio.apply(step_forward)
    assert window.clock.running
    qtbot.waitUntil(lambda: not window.clock.running, timeout=8000)


def test_a_scene_may_ask_for_a_theme_and_the_person_decides(window: Window) -> None:
    window.studio.apply(set_view(theme="light"))
    window.studio.undo()
    window.studio.redo()
    assert window.appearance.theme.name == "light"
    scene, modified = window.studio.document.scene, window.studio.document.modified
    window.actions_of["theme"].trigger()
    assert window.appearance.theme.name == "dark"
    assert (window.studio.document.scene, window.studio.document.modified) == (scene, modified)
    window.studio.open_example("xor")
    window.studio.apply(set_view(theme="light"))
    assert window.appearance.theme.name == "dark"
    assert window.window_settings.theme == "dark"
    window.look.menu.chosen.emit("scene")
    assert window.appearance.theme.name == "light"


def test_opening_and_closing_windows_leaves_no_widget_behind(open_window: OpenWindow) -> None:
    left = []
    for _ in range(4):
        window = open_window(size=(1280, 720))
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        left.append(len(QApplication.allWidgets()))
    assert left[1:] == left[:1] * 3


def test_presenting_covers_the_window_and_escape_ends_it(qtbot: QtBot, window: Window) -> None:
    window.actions_of["present"].trigger()
    assert window.presenting
    qtbot.keyClick(window.canvas, Qt.Key.Key_PageDown)
    assert window.studio.playback.phase == 1
    window.presenter.repaint()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.presenting


def test_the_read_outs_say_where_the_run_is(qtbot: QtBot, reopen: OpenWindow) -> None:
    window = reopen(size=(1600, 1000))  # room for all of them
    window.studio.apply(show_step(4))
    qtbot.waitUntil(
        lambda: window.studio.analysis.explanation is not None and window.studio.analysis.explanation.step == 4
    )
    texts = {reading.name: reading.text for reading in window.player.readouts.readings}
    assert texts["step"] == "4 / 60"
    assert texts["η"] == "0.05"
    assert float(texts["loss"]) == pytest.approx(window.studio.analysis.explanation.loss, rel=1e-2)


def test_the_phase_cards_show_the_step_on_show(qtbot: QtBot, window: Window) -> None:
    window.studio.apply(show_step(3))
    qtbot.waitUntil(
        lambda: window.studio.analysis.explanation is not None and window.studio.analysis.explanation.step == 3
    )
    spoken = [card.told.spoken() for card in window.phases.cards]
    assert spoken[0].startswith("Predict: ŷ = w·x + b")
    assert "0.05" in spoken[3]
    window.phases.cards[2].chosen.emit(3)
    assert window.studio.playback.phase == 3


def test_play_shows_what_a_press_would_do(qtbot: QtBot, window: Window) -> None:
    button = window.player.play_button
    assert button.accessibleName() == "Play"
    window.studio.apply(play)
    assert button.accessibleName() == "Pause"
    window.studio.apply(go_to_end)
    qtbot.waitUntil(lambda: window.studio.playback.step == window.studio.run.steps, timeout=5000)
    assert button.accessibleName() == "Play again"


def test_the_window_opens_without_what_only_some_need() -> None:
    words = (
        "import sys, lossstudio.cli.own_table, lossstudio.ui.shell.application;"
        "print({'av', 'PIL', 'lossstudio.project.tables'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "set()"


def test_the_names_of_settings_are_explained_and_never_by_themselves(window: Window) -> None:
    for card in window.cards.values():
        for row in card.findChildren(CardRow):
            tip = row.label.toolTip()
            assert tip
            assert tip.lower() != row.label.text().lower()


def test_in_a_small_window_the_coach_comes_and_goes_by_its_key_and_is_never_lost(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    window = open_window(size=(1280, 720))
    card = window.cards["coach"]
    ball = ball_places(window.canvas)[0]
    window.actions_of["panel_coach"].trigger()
    assert card.isVisible()
    assert not card.parentWidget().geometry().contains(ball)
    window.actions_of["panel_coach"].trigger()
    assert not card.isVisible()
    assert window.canvas.tools.pill.isVisible()
    assert open_window(size=(1280, 720)).canvas.tools.pill.isVisible()


def test_no_words_of_a_scene_are_taken_for_html(reopen: OpenWindow, tmp_path: Path) -> None:
    marked = "<b>Saved.</b>"
    scene = EXAMPLES["learning-rates"].load()
    runners = tuple(replace(each, name=f"{marked} {number}") for number, each in enumerate(scene.recipe.runners))
    path = tmp_path / "talk.lossstudio"
    save(replace(scene, title=marked * 12, notes=marked, recipe=replace(scene.recipe, runners=runners)), path)
    window = reopen(path, size=(1024, 600))
    tips = [each.toolTip() for each in window.findChildren(QWidget)]
    assert any("&lt;b&gt;Saved.&lt;/b&gt; 1" in tip for tip in tips)
    assert not any(marked in tip for tip in tips)
    said = [each for each in window.findChildren(QLabel) if marked in each.text()]
    assert said
    assert {each.textFormat() for each in said} == {Qt.TextFormat.PlainText}


def test_a_window_that_is_gone_is_held_by_nobody(
    qapp: QApplication, window_settings: WindowSettings, faults: UncaughtErrorQueue
) -> None:
    window = make_window(EXAMPLES["xor"].path, window_settings, faults)
    held = weakref.ref(window)
    window.show()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del window
    gc.collect()
    assert held() is None
