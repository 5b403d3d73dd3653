"""An error in a method that Qt calls is told; the process goes on."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

ERRORS: dict[type[Exception], Callable[[], object]] = {
    IndexError: lambda: b""[len(ERRORS)],
    ZeroDivisionError: lambda: 1 / 0,
    TypeError: lambda: len(3),  # type: ignore[arg-type]  # that it is wrong is the point
    ValueError: lambda: int("x"),
    OverflowError: lambda: QSize(10**30, 1),
}


class Faulty(QWidget):
    """A widget whose methods go wrong."""

    def __init__(self, fault: Callable[[], object]) -> None:
        super().__init__()
        self.fault, self.closings = fault, 0
        self.edit = QLineEdit()
        QVBoxLayout(self).addWidget(self.edit)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        self.fault()
        return forward

    def close(self) -> bool:
        self.closings += 1
        return True


@pytest.mark.qt_no_exception_capture
@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_of_the_interpreters_own_in_an_override_is_told(kind: type[Exception], qtbot: QtBot) -> None:
    widget = Faulty(ERRORS[kind])
    qtbot.addWidget(widget)
    tab = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    with pytest.raises(kind):  # who sends an event gets the error; what the event loop sends ends in the excepthook
        QApplication.sendEvent(widget.edit, tab)


def test_a_signal_sends_a_method_no_more_than_it_takes(qtbot: QtBot) -> None:
    widget, button = Faulty(lambda: None), QPushButton()
    qtbot.addWidget(widget)
    button.clicked.connect(widget.close)
    button.click()
    assert widget.closings == 1
