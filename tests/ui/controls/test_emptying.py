"""A layout that is emptied leaves nothing behind but its widgets."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from lossstudio.ui.controls.emptying import emptied


def test_an_emptied_layout_keeps_its_widgets_and_frees_what_held_them(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    line, labels = QHBoxLayout(window), [QLabel("one"), QLabel("two")]
    line.addWidget(labels[0])
    line.addStretch()
    line.addWidget(labels[1])
    items = [line.itemAt(place) for place in range(line.count())]
    assert all(map(isValid, items))

    assert emptied(line) == labels

    assert line.count() == 0
    assert not any(map(isValid, items))
    assert all(isValid(label) and label.parent() is window for label in labels)
