"""Why a field doesn't take what stands in it: said beside the field until it is mended."""

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QLineEdit, QWidget

from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.label import Note


@runtime_checkable
class Refusing(Protocol):
    """A control that may refuse: its signal says why, with an empty text once that is mended."""

    refused: SignalInstance


class Refusal(Note):
    """Says the first refusal of some controls; without one it takes no room."""

    def __init__(self, appearance: Appearance, controls: Iterable[QWidget]) -> None:
        super().__init__(appearance, "warning")
        self._reasons: dict[int, str] = {}
        for number, control in enumerate(controls):
            if isinstance(control, Refusing):
                control.refused.connect(lambda reason, number=number: self._take(number, reason))

    def _take(self, number: int, reason: str) -> None:
        self._reasons[number] = reason
        self.say(next((words for _, words in sorted(self._reasons.items()) if words), ""))


def mark(field: QLineEdit, reason: str) -> None:
    """Frame a field whose text is refused, and tell screen readers why; without a reason, take that back."""
    field.setAccessibleDescription(reason)
    if bool(field.property("wrong")) != bool(reason):
        field.setProperty("wrong", bool(reason))
        # Qt looks for stylesheet rules about a property only when a widget is polished.
        field.style().unpolish(field)
        field.style().polish(field)
