"""Nothing is lost: autosave, recovery, ends that ask nobody, files that others change, and two windows on one."""

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from lossstudio import __version__
from lossstudio.core.catalogue import Spec
from lossstudio.core.datasets.table_data import Table
from lossstudio.films.errors import FilmCancelledError
from lossstudio.project.data_file import bytes_with_data
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.file import load, save
from lossstudio.project.recovery import RecoveryFolder
from lossstudio.project.scene import Scene
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.studio.changes import Notice
from lossstudio.studio.commands.training import set_learning_rate, set_steps
from lossstudio.studio.commands.view import set_title, set_view
from lossstudio.ui.controls.button import Button
from lossstudio.ui.dialogs.recovery import RecoverySheet, ago
from lossstudio.ui.shell.application import make_window, show
from lossstudio.ui.shell.documents import LARGE_BYTES
from lossstudio.ui.shell.ending import ENDS, OrderlyEnd
from lossstudio.ui.shell.recovering import recover
from lossstudio.ui.shell.settings import WindowSettings
from lossstudio.ui.shell.uncaught_errors import UncaughtErrorQueue
from lossstudio.ui.shell.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Opener = Callable[..., Window]


@pytest.fixture
def folder(tmp_path: Path) -> RecoveryFolder:
    return RecoveryFolder(tmp_path / "state")


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.lossstudio"
    save(EXAMPLES["xor"].load(), path)
    return path


@pytest.fixture
def opened(qtbot: QtBot, window_settings: WindowSettings, faults: UncaughtErrorQueue, folder: RecoveryFolder) -> Opener:
    def open_one(path: Path) -> Window:
        window = make_window(path, window_settings, faults, folder)
        qtbot.addWidget(window)
        window.documents.ask = lambda *_: "discard"
        window.show()
        return window

    return open_one


def test_what_is_changed_is_kept_within_two_seconds_and_gone_when_it_is_saved(
    opened: Opener, folder: RecoveryFolder, talk: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = opened(talk)
    kept = tmp_path / "state"
    assert not list(kept.glob("*.scene"))
    window.studio.apply(set_steps(77))
    qtbot.waitUntil(lambda: bool(list(kept.glob("*.scene"))), timeout=2000)
    assert window.documents.save()
    window.documents.finish_saving()
    qtbot.waitUntil(lambda: not list(kept.glob("*.scene")), timeout=2000)
    window.studio.apply(set_steps(78))
    window.autosave.keep()
    window.studio.undo()
    qtbot.waitUntil(lambda: not list(kept.glob("*.scene")), timeout=2000)
    assert folder.left_behind() == []


def test_after_a_close_with_an_answer_nothing_is_offered(opened: Opener, folder: RecoveryFolder, talk: Path) -> None:
    window = opened(talk)
    window.studio.apply(set_steps(77))
    window.autosave.keep()
    assert window.close()
    assert folder.left_behind() == []


def test_what_a_crash_leaves_is_offered_and_opened_with_one_click(
    opened: Opener, folder: RecoveryFolder, talk: Path
) -> None:
    gone = folder.enter()
    gone.keep(replace(load(talk), title="Nearly lost"), talk)
    gone.close()
    window = opened(EXAMPLES["penguins"].path)
    recover(window)
    sheet = window.findChild(RecoverySheet)
    assert sheet is not None
    (row,) = sheet.rows
    row.open.click()
    document = window.studio.document
    assert (document.scene.title, document.path, document.modified) == ("Nearly lost", talk, True)
    assert sheet.result() == QDialog.DialogCode.Accepted
    assert folder.left_behind() == []
    window.studio.apply(set_steps(50))
    window.studio.undo()
    assert document.losable, "what was left behind is saved nowhere yet"


def test_what_is_discarded_is_offered_never_again_and_what_is_put_off_is(
    opened: Opener, folder: RecoveryFolder, talk: Path
) -> None:
    for title in ("one", "two"):
        gone = folder.enter()
        gone.keep(replace(load(talk), title=title), None)
        gone.close()
    window = opened(talk)
    recover(window)
    sheet = window.findChild(RecoverySheet)
    assert sheet is not None
    sheet.rows[0].discard.click()
    sheet.reject()
    assert [left.scene.title for left in folder.left_behind()] == ["one"]


def test_an_end_that_asks_nobody_keeps_the_changes_and_the_next_start_has_them_without_a_question(
    opened: Opener, folder: RecoveryFolder, talk: Path
) -> None:
    window = opened(talk)
    window.documents.ask = lambda *_: pytest.fail("nobody is there to be asked")
    window.studio.apply(set_steps(77))
    window.end()
    assert not window.isVisible()
    again = opened(talk)
    recover(again)
    assert again.studio.document.scene.recipe.training.steps == 77
    assert again.studio.document.modified
    assert again.findChild(RecoverySheet) is None
    assert load(talk).recipe.training.steps != 77
    other = opened(EXAMPLES["penguins"].path)
    recover(other)
    assert not other.studio.document.modified


def test_what_is_asked_for_is_opened_though_other_changes_were_kept(
    opened: Opener, folder: RecoveryFolder, talk: Path
) -> None:
    gone = folder.enter()
    gone.keep(replace(load(talk), title="Nearly lost"), None, ended=True)
    gone.close()
    window = opened(EXAMPLES["xor"].path)
    recover(window, asked=True)
    assert not window.studio.document.modified
    assert window.findChild(RecoverySheet) is None
    button = next(each for each in window.banner.findChildren(Button) if each.text() == "Show them")
    button.click()
    sheet = window.findChild(RecoverySheet)
    assert sheet is not None
    sheet.rows[0].open.click()
    assert window.studio.document.scene.title == "Nearly lost"


def test_a_file_that_was_changed_outside_is_not_overwritten_without_a_question(
    opened: Opener, talk: Path, qtbot: QtBot
) -> None:
    window = opened(talk)
    theirs = replace(load(talk), title="Theirs")
    save(theirs, talk)
    qtbot.waitUntil(lambda: "changed by another program" in window.banner.text, timeout=5000)
    window.studio.apply(set_steps(77))
    asked: list[str] = []
    for answer, title in (("cancel", "Theirs"), ("mine", EXAMPLES["xor"].load().title)):
        window.documents.ask_overwriting = lambda _window, name, changed, answer=answer: (
            asked.append(f"{name} {changed}") or answer
        )
        window.documents.save()
        window.documents.finish_saving()
        assert load(talk).title == title
    assert asked == ["talk.lossstudio True"] * 2
    window.documents.save()
    window.documents.finish_saving()
    assert len(asked) == 2
    save(theirs, talk)
    window.documents.ask_overwriting = lambda *_args, **_said: "reload"
    window.studio.apply(set_learning_rate(0.3))
    window.documents.save()
    window.documents.finish_saving()
    assert window.studio.document.scene.title == "Theirs"
    assert not window.studio.document.modified


def test_two_windows_on_one_file_are_told(opened: Opener, talk: Path) -> None:
    first, second = opened(talk), opened(talk)
    second.documents.say_open_elsewhere()
    assert second.banner.text.startswith("Read only")
    second.studio.apply(set_steps(77))
    assert not second.studio.document.modified, "it is refused"
    assert second.windowTitle().startswith(f"{second.documents.title} (read only)")
    second.studio.apply(set_view(colormap="viridis"))
    assert second.studio.document.scene.view.colormap == "viridis", "looking is free"
    ways = {each.text(): each for each in second.banner.findChildren(Button) if not each.isHidden()}
    assert set(second.documents.ways_out) <= set(ways)
    ways["Edit here anyway"].click()
    assert not second.banner.isVisible()
    asked: list[bool] = []
    second.documents.ask_overwriting = lambda _window, _name, changed: asked.append(changed) or "mine"
    second.studio.apply(set_steps(77))
    assert second.documents.save()
    second.documents.finish_saving()
    assert asked == [False]
    second.studio.apply(set_steps(78))
    assert second.documents.save()
    second.documents.finish_saving()
    assert asked == [False], "asked once"
    assert first.studio.document.changed_outside


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_the_program_in_order(number: signal.Signals, tmp_path: Path, talk: Path) -> None:
    environment = os.environ | {"XDG_STATE_HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"}
    folder = tmp_path / "home" / "lossstudio" / "recovery"
    command = [sys.executable, "-P", "-m", "lossstudio", str(talk)]
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]
    ) as process:
        until = time.monotonic() + 60.0
        while not list(folder.glob("*.lock")) and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(number)
        try:
            _, told = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 128 + number
    assert "Traceback" not in told
    assert list(folder.iterdir()) == []


def test_an_end_that_was_asked_for_while_the_program_came_up_is_heeded_before_there_is_a_window(
    talk: Path, qtbot: QtBot
) -> None:
    before = [signal.getsignal(each) for each in ENDS]
    listening = []

    def heed() -> None:
        listening.extend(signal.getsignal(each) for each in ENDS)
        raise FilmCancelledError

    with pytest.raises(FilmCancelledError):
        show(talk, heed=heed)
    assert all(now != then for now, then in zip(listening, before, strict=True)), "nothing gets lost between"
    assert [signal.getsignal(each) for each in ENDS] == before
    assert QApplication.topLevelWidgets() == []


def test_garbage_is_collected_once_the_window_is_made(
    talk: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected = []

    def start() -> None:
        collected.append(gc.isenabled())
        raise FilmCancelledError

    monkeypatch.setattr("lossstudio.ui.shell.application.make_window", lambda *_: SimpleNamespace(start=start))
    monkeypatch.setattr("lossstudio.ui.shell.application._recovery", lambda: None)
    gc.disable()
    try:
        with pytest.raises(FilmCancelledError):
            show(talk)
    finally:
        gc.enable()
    assert collected == [True]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_hang_up_that_was_to_be_ignored_is(qapp: QApplication) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        ending = OrderlyEnd(qapp)
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
        ending.remove()
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(3.0, "a moment ago"), (60.0, "1 minute ago"), (7300.0, "2 hours ago"), (90000.0, "1 day ago")],
)
def test_how_long_ago(seconds: float, words: str) -> None:
    assert ago(seconds) == words


def test_a_report_can_be_copied_and_holds_nothing_of_the_data(opened: Opener, talk: Path) -> None:
    window = opened(talk)
    window.studio.apply(set_steps(77))
    window.say(Notice("error", "Something went wrong", "Traceback: here"))
    window.banner.findChild(Button).click()
    (dialog,) = window.findChildren(QDialog)
    (copy,) = (each for each in dialog.findChildren(Button) if each.text() == "Copy report")
    copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"Loss Studio {__version__}, Python 3.")
    assert "PySide6" in copied
    assert "Traceback: here" in copied
    assert window.studio.document.undo_text in copied
    assert str(talk) not in copied
    assert "Graphics: none" not in copied


def test_a_large_file_is_loaded_while_the_window_goes_on_and_can_be_given_up(
    opened: Opener, talk: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window, large = opened(talk), tmp_path / "large.lossstudio"
    data = Spec.of("table", inputs=Table(np.ones((12_000, 30)) / 3.0), targets=Table(np.arange(12_000.0)))
    task = replace(EXAMPLES["penguins"].load().recipe.task, data=data)
    save(Scene(recipe=Recipe(task=task), title="Large"), large)
    assert bytes_with_data(large) > LARGE_BYTES
    assert window.documents.open_path(large)
    assert window.studio.document.path == talk
    assert window.banner.text == "Opening large.lossstudio ..."
    (cancel,) = (each for each in window.banner.findChildren(Button) if each.text() == "Cancel")
    cancel.click()
    assert not window.banner.isVisible()
    assert window.documents.open_path(large)
    qtbot.waitUntil(lambda: window.studio.document.path == large, timeout=30_000)
    assert not window.banner.isVisible()
    assert window.studio.document.scene.title == "Large"
    begun = opened(large)  # so it is where the window begins with it
    assert begun.banner.text == "Opening large.lossstudio ..."
    assert begun.studio.document.path is None
    qtbot.waitUntil(lambda: begun.studio.document.path == large, timeout=30_000)


def test_saving_goes_on_beside_the_window_and_nothing_counts_as_saved_before_its_file_is_there(
    opened: Opener, folder: RecoveryFolder, talk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, before = opened(talk), load(talk)
    document, documents = window.studio.document, window.documents
    window.studio.apply(set_steps(77))
    assert documents.save()
    documents.give_up_work()
    documents.finish_saving()
    assert document.modified
    assert load(talk) == before
    nowhere = tmp_path / "nowhere" / "talk.lossstudio"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(nowhere), ""))
    assert documents.save_as()
    documents.finish_saving()
    assert window.banner.text == "talk.lossstudio: can't be saved: there is no such folder"
    assert (document.path, document.modified) == (talk, True)
    assert documents.save()
    assert load(talk) == before
    window.studio.apply(set_title("Two"))
    assert documents.save(), "it waits for the first one"
    documents.ask = lambda *_: pytest.fail("all is being saved")
    assert window.close()
    assert load(talk) == document.scene
    assert load(talk).title == "Two"
    assert not document.modified
    assert folder.left_behind() == []


def test_a_window_stays_when_what_it_was_to_save_before_it_closes_can_t_be_saved(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(EXAMPLES["xor"].path)
    window.studio.apply(set_steps(77))
    nowhere = tmp_path / "nowhere" / "talk.lossstudio"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(nowhere), ""))
    window.documents.ask = lambda *_: "save"
    assert not window.close()
    assert window.isVisible()
    assert "can't be saved" in window.banner.text
    window.documents.ask = lambda *_: "discard"
    assert window.close()


def test_data_that_are_not_where_the_scene_says_can_be_pointed_to(
    opened: Opener, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lossstudio.project.data_file.LARGE_NUMBERS", 20)
    path, rows = tmp_path / "talk.lossstudio", np.random.default_rng(0).normal(size=(12, 3))
    scene = Scene.from_arrays(rows[:, :2], rows[:, 2], title="mine")
    save(scene, path)
    (data,) = tmp_path.glob("*.npz")
    moved = data.rename(tmp_path / "moved.npz")
    window = opened(path)
    assert window.banner.notice is not None
    assert window.banner.notice.text.endswith(f"its data are in {data.name}, which isn't there any more.")
    monkeypatch.setattr("lossstudio.ui.shell.documents.QFileDialog.getOpenFileName", lambda *_words: (str(moved), ""))
    (button,) = (each for each in window.banner.findChildren(Button) if each.text() == "Find the data...")
    button.click()
    qtbot.waitUntil(lambda: window.studio.document.path == path, timeout=5000)
    assert window.studio.document.scene == scene
    assert window.studio.document.modified, "its file still names another place"
    assert window.documents.save()
    window.documents.finish_saving()
    assert load(path) == scene
