"""What screen readers are told beyond names and descriptions: roles, a slider's own numbers, and what is said aloud."""

from typing import Any
from weakref import ref

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QAccessibleValueInterface,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from lossstudio.ui.controls.slider import Slider

ROLE = "role for screen readers"
"""The property of a widget that says what it is, where its class doesn't."""


def give_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Say what a widget is: Qt takes all that is no control of its own for a mere container."""
    widget.setProperty(ROLE, role.value)


def say_aloud(widget: QWidget, words: str) -> None:
    """Let a screen reader say something now that concerns a widget; without one nothing happens."""
    if QAccessible.isActive() and words:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def serve_screen_readers() -> None:
    """Let Qt ask for our roles and numbers from now on."""
    QAccessible.installFactory(_interface)


def _interface(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    """Return what a screen reader sees of a widget; None leaves that to Qt."""
    if isinstance(thing, Slider):
        return SliderInterface(thing)
    if not isinstance(thing, QWidget) or thing.property(ROLE) is None:
        return None
    return QAccessibleWidget(thing, QAccessible.Role(thing.property(ROLE)), "")


class SliderInterface(QAccessibleWidget):
    """A slider over its own numbers, where Qt would tell in which of its notches the knob is."""

    def __init__(self, slider: Slider) -> None:
        super().__init__(slider, QAccessible.Role.Slider, "")
        self._value = SliderValue(slider)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        if kind == QAccessible.InterfaceType.ValueInterface:
            # Qt wants an address here, and Python has none to inherit two interfaces with.
            return shiboken6.VoidPtr(shiboken6.getCppPointer(self._value)[0])
        # WORKAROUND what is None becomes the address of None on its way back, and Qt crashes (PySide 6.11).
        return super().interface_cast(kind) or shiboken6.VoidPtr(0)


class SliderValue(QAccessibleValueInterface):
    """The number of a slider, which a screen reader may set; it keeps no slider alive."""

    def __init__(self, slider: Slider) -> None:
        super().__init__()
        self._slider = ref(slider)

    def currentValue(self) -> Any:  # noqa: N802 - Qt's name
        return self._number(lambda slider: slider.number)

    def minimumValue(self) -> Any:  # noqa: N802 - Qt's name
        return self._number(lambda slider: slider.number_at(0.0))

    def maximumValue(self) -> Any:  # noqa: N802 - Qt's name
        return self._number(lambda slider: slider.number_at(1.0))

    def minimumStepSize(self) -> Any:  # noqa: N802 - Qt's name
        return 0.0

    def setCurrentValue(self, value: Any) -> None:  # noqa: N802 - Qt's name
        slider = self._slider()
        if slider is not None and shiboken6.isValid(slider):
            slider.choose(float(value))

    def _number(self, asked: Any) -> float:
        slider = self._slider()
        return float(asked(slider)) if slider is not None and shiboken6.isValid(slider) else 0.0
