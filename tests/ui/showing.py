"""Widgets that a test shows by themselves."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def on_screen(qtbot: QtBot, widget: QWidget, width: int = 240) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, max(widget.sizeHint().height(), 28))
    widget.show()
