"""Window and dialogs for those who don't see them: nothing that takes the keyboard is without a name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lossstudio.core.catalogue import Spec
from lossstudio.studio.commands.objective import set_loss
from lossstudio.studio.commands.playback import play
from lossstudio.ui.commands.commands import COMMANDS
from lossstudio.ui.controls.slider import Slider
from lossstudio.ui.shell.tab_order import in_order
from lossstudio.ui.shell.window import Window
from tests.ui.conftest import OpenWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OPENING = [command.key for command in COMMANDS if command.text.endswith("...") or command.menu == "Help"]


def focusable(root: QWidget) -> Iterator[QWidget]:
    """Yield what can have the keyboard; an area that scrolls has it for its contents."""
    for widget in root.findChildren(QWidget):
        takes = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
        if takes and widget.isVisible() and widget.window() is root.window():
            yield widget


def said(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def complaints(root: QWidget) -> list[str]:
    found = [f"{type(widget).__name__} in {root} has no name" for widget in focusable(root) if not said(widget)]
    for box in root.findChildren(QComboBox):
        labels = [label.text() for label in box.parentWidget().findChildren(QLabel) if label.buddy() is box]
        if box.isVisible() and box.accessibleName() not in labels:
            found.append(f"the box {box.currentText()!r} says {labels}, not what is chosen in it")
    return found


def opened(window: Window) -> list[QWidget]:
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget is not window]
    return [*shown, *(dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())]


def test_nothing_in_window_and_dialogs_is_without_a_name(
    window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    for ask in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, ask, lambda *_: ("", ""))
    found, titles = complaints(window), set()

    def look() -> None:
        for dialog in opened(window):
            found.extend(complaints(dialog))
            titles.add(dialog.windowTitle() or dialog.accessibleName())
            dialog.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    for key in OPENING:
        window.actions_of[key].trigger()
        look()
    table = tmp_path / "table.csv"
    table.write_text("a,b\n" + "".join(f"{row},{2 * row}\n" for row in range(30)))
    window.importing.read_file(table)
    qtbot.waitUntil(lambda: bool(opened(window)), timeout=10_000)
    look()
    assert not found, "\n".join(found)
    assert "" not in titles
    assert len(titles) > 8


def test_tab_comes_to_every_control_and_soon_to_the_learning_rate(window: Window, qtbot: QtBot) -> None:
    window.actions_of["view_best"].trigger()
    seen: list[QWidget] = []
    at: QWidget = window.canvas
    while at not in seen:
        seen.append(at)
        window.focusNextPrevChild(True)
        at = window.focusWidget()
    assert at is window.canvas, "it comes round"
    names = [widget.accessibleName() for widget in seen]
    assert names.index("Learning rate") <= 5
    missed = [said(widget) for widget in focusable(window) if widget not in seen and widget.isEnabled()]
    assert missed == []
    segments = [each for each in window.canvas.tools.modes.findChildren(QAbstractButton) if each.isVisible()]
    assert all(each in seen for each in segments)
    window.focusNextPrevChild(False)
    assert window.focusWidget() is seen[-1]
    assert set(in_order(window.canvas, ())) == set(seen)


def test_sliders_tell_and_take_their_own_numbers(window: Window) -> None:
    window.player.timeline.setValue(7)
    assert window.studio.playback.step == 7
    slider = next(each for each in window.cards["descent"].findChildren(Slider) if each.isVisible())
    slider.choose(0.1)
    assert window.studio.document.scene.recipe.runners[0].learning_rate == pytest.approx(0.1)
    window.studio.undo()
    assert window.studio.document.scene.recipe.runners[0].learning_rate != pytest.approx(0.1)


def test_contrast_stillness_and_large_writing_are_the_persons(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(size=(1600, 1000))  # room for the largest writing
    studio, fractions = window.studio, set()
    for key in ("contrast", "still", *["larger"] * 9):
        window.actions_of[key].trigger()
    assert window.appearance.theme.name == window.window_settings.theme == "contrast"
    assert (window.appearance.points, window.window_settings.still) == (18.0, True)
    assert window.canvas.picture(1.0) is not None
    assert not studio.document.modified
    studio.cursor_moved.connect(lambda *_: fractions.add(studio.playback.fraction))
    studio.apply(play)
    qtbot.waitUntil(lambda: studio.playback.step > 2, timeout=10_000)
    assert fractions == {0.0}
    studio.apply(set_loss(Spec("mae")))
    qtbot.waitUntil(lambda: window.canvas.scene_controller.fits, timeout=10_000)
    assert not window.canvas.scene_controller.morphing
