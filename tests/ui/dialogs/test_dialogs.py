"""The small dialogs."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from lossstudio.ui.dialogs.help import About, ShortcutSheet
from lossstudio.ui.dialogs.loss_chooser import LossChooser
from lossstudio.ui.dialogs.questions import TextDialog
from lossstudio.ui.shell.window import Window

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.unpainted]


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
    assert all(area.horizontalScrollBar().maximum() == 0 for area in dialog.findChildren(QScrollArea))
    dialog.close()


@pytest.mark.parametrize(("points", "licences"), [(10.0, None), (13.0, Path("/usr/lib/lossstudio/licences"))])
def test_all_that_is_said_about_the_program_is_seen(
    qtbot: QtBot, window: Window, points: float, licences: Path | None
) -> None:
    appearance = window.appearance
    appearance.wear(appearance.theme, points)
    dialog = About(appearance, window, licences)
    qtbot.addWidget(dialog)
    dialog.show()
    text = dialog.text
    assert ("version 3" in text.text() and str(licences) in text.text()) is (licences is not None)
    assert text.height() >= text.heightForWidth(text.width())
    assert dialog.rect().contains(text.geometry())


def test_the_title_can_be_changed(qtbot: QtBot, window: Window) -> None:
    window.actions_of["title"].trigger()
    dialog = window.findChild(TextDialog)
    dialog.field.setText("Birds on scales")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert window.studio.document.scene.title == "Birds on scales"
