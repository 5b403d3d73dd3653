"""The run as a program to copy, in the window."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from lossstudio.project.code import FRAMEWORKS, code_of
from lossstudio.project.examples import EXAMPLES
from lossstudio.studio.commands.runners import select_runner
from lossstudio.ui.dialogs.code import CodeSheet
from lossstudio.ui.shell.window import Window

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.unpainted]
OpenWindow = Callable[..., Window]


def open_sheet(window: Window) -> CodeSheet:
    window.actions_of["code"].trigger()
    sheet = window.findChild(CodeSheet)
    assert isinstance(sheet, CodeSheet)
    return sheet


def test_the_program_of_each_framework_is_shown_and_copied(window: Window) -> None:
    sheet = open_sheet(window)
    for key in FRAMEWORKS:
        sheet.show_framework(key)
        sheet.copy.click()
        assert QGuiApplication.clipboard().text() == code_of(window.studio.document.scene, key)
        assert sheet.copied.text() == "Copied."
    sheet.reject()


def test_the_line_that_says_the_loss_is_marked(window: Window) -> None:
    sheet = open_sheet(window)
    sheet.show_framework("pytorch")
    marked = [mark.cursor.block().text() for mark in sheet.text.extraSelections()]
    assert marked == ["loss_function = nn.MSELoss()"]
    sheet.reject()


def test_the_selected_runner_is_written(qtbot: QtBot, window: Window) -> None:
    window.documents.open_path(EXAMPLES["outlier"].path)
    window.studio.apply(select_runner(1))
    sheet = open_sheet(window)
    assert "absolute error" in sheet.about.text()
    assert "nn.L1Loss()" in sheet.text.toPlainText()
    sheet.reject()


def test_of_a_terrain_the_height_is_marked_and_keras_has_no_program(window: Window) -> None:
    window.documents.open_path(EXAMPLES["saddle"].path)
    sheet = open_sheet(window)
    about = sheet.about.text()
    sheet.show_framework("keras")
    assert "Keras trains models" in sheet.about.text()
    assert not sheet.copy.isEnabled()
    sheet.show_framework("numpy")
    marked = [mark.cursor.block().text() for mark in sheet.text.extraSelections()]
    assert marked == ["def height(x, y):", "    return x**2 - y**2"]
    assert sheet.about.text() == about
    sheet.reject()


def test_a_game_has_no_program_and_the_sheet_says_so(window: Window) -> None:
    window.documents.open_path(EXAMPLES["dirac-gan"].path)
    sheet = open_sheet(window)
    assert not sheet.copy.isEnabled()
    assert "a model on data" in sheet.about.text()
    sheet.reject()
