"""What a random hand does in the window: actions, controls, keys, writing, the mouse, a talk."""

import random

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QSpinBox,
    QWidget,
)
from shiboken6 import isValid

from lossstudio.ui.commands.commands import Command
from lossstudio.ui.shell.window import Window

LEFT_ALONE = {
    *("reload", "quit", "paste_data", "examples", "next_example", "example_back", "example_next", "undo", "redo"),
}
"""Deeds that leave the window or the document, or walk its history."""
RUBBISH = (
    *("", " ", "-", "0", "-0", "1", "3.5", "1,5", "1e-7", "1e-300", "1e999", "-1e400", "nan", "inf", "10000000000"),
    *("hello", "((((", "x**2 + y^2", "log(x)", "1/0", "y_true - y_pred", "%s %d", "<b>bold</b>", "0x10", "12 13"),
    *("\u2603 \u65e5\u672c\u8a9e", "\uff11\uff12", "\u202eabc", "a" * 300),
)
"""What people write by mistake, and what nobody writes."""
KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Tab)
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Up)
"""With these keys writing ends."""
PLAIN = Qt.KeyboardModifier.NoModifier
MOST_TYPED = 12
"""So many characters are typed one after the other; more are put in at once."""


def deed(window: Window, chance: random.Random) -> str:
    """Do one thing and return its name."""
    dialogs = [each for each in window.findChildren(QDialog) if each.isVisible()]
    if dialogs and chance.random() < 0.3:
        dialogs[-1].reject()
        return "reject"
    way = chance.random()
    if way < 0.35:
        return _act(window, chance)
    if way < 0.37:
        window.resize(chance.randint(400, 2000), chance.randint(300, 1200))
        return "resize"
    widgets = [each for each in (dialogs[-1] if dialogs else window).findChildren(QWidget) if each.isVisible()]
    widget = chance.choice(widgets)
    if way < 0.6 and isinstance(widget, QComboBox | QSlider | QSpinBox | QAbstractButton):
        return _use(widget, chance)
    if way < 0.7:
        return _write(widgets, chance)
    if way < 0.9:
        return _mouse(widget, chance)
    return _press(QApplication.focusWidget() or window, chance.choice(KEYS))


def _act(window: Window, chance: random.Random) -> str:
    command, action = chance.choice(
        [each for each in window.actions_of.commands() if _is_free(*each, presenting=window.presenting)]
    )
    action.trigger()
    return command.key


def _is_free(command: Command, action: QAction, *, presenting: bool) -> bool:
    return action.isEnabled() and command.key not in LEFT_ALONE and (presenting or not command.presenting)


def _use(widget: QWidget, chance: random.Random) -> str:
    if isinstance(widget, QComboBox) and widget.count():
        widget.setCurrentIndex(chance.randrange(widget.count()))
        widget.activated.emit(widget.currentIndex())
    elif isinstance(widget, QSlider | QSpinBox):
        widget.setValue(chance.randint(widget.minimum(), max(widget.minimum(), widget.maximum())))
    return f"use {type(widget).__name__} {widget.accessibleName()}"


def _write(widgets: list[QWidget], chance: random.Random) -> str:
    """Write something into a field, over what is there, and end it by a key."""
    fields = [each for each in widgets if isinstance(each, QLineEdit | QPlainTextEdit) and each.isEnabled()]
    if not fields:
        return "nothing"
    field, text = chance.choice(fields), chance.choice(RUBBISH)
    name = f"write {text[:MOST_TYPED]!r} into {field.accessibleName()}"
    field.setFocus()
    field.selectAll()
    if len(text) > MOST_TYPED and isinstance(field, QLineEdit):
        field.insert(text)
    else:
        for letter in text[:MOST_TYPED]:
            if isValid(field):
                QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, PLAIN, letter))
    if isValid(field):
        _press(field, chance.choice(ENDS))
    return name


def _press(target: QWidget, key: Qt.Key) -> str:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        if isValid(target):
            QApplication.sendEvent(target, QKeyEvent(kind, key, PLAIN))
    return f"key {key.name}"


def _mouse(widget: QWidget, chance: random.Random) -> str:
    """Press, drag and release, or turn the wheel, somewhere on a widget that asks nothing outside."""
    if isinstance(widget, QAbstractButton) or not widget.width() or not widget.height():
        return "nothing"
    places = [QPointF(chance.randrange(widget.width()), chance.randrange(widget.height())) for _ in range(3)]
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    if chance.random() < 0.2:
        at = widget.mapToGlobal(places[0])
        turn = QPoint(0, chance.choice((-120, 120, 15)))
        phase = Qt.ScrollPhase.NoScrollPhase
        wheel = QWheelEvent(places[0], at, QPoint(), turn, none, PLAIN, phase, False)
        QApplication.sendEvent(widget, wheel)
        return f"wheel {type(widget).__name__}"
    kinds = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease)
    for kind, place, held in zip(kinds, places, (left, left, none), strict=True):
        if not isValid(widget):
            break
        button = none if kind == QEvent.Type.MouseMove else left
        QApplication.sendEvent(widget, QMouseEvent(kind, place, widget.mapToGlobal(place), button, held, PLAIN))
    return f"drag {type(widget).__name__}"
