"""The rows of a catalogue entry's options, made anew when the entry is another one."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lossstudio.core.catalogue import Entry
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.card import ROW_GAP_PX, Row
from lossstudio.ui.panels.options.option_controls import OptionControl, option_control

Maker = Callable[[Look, Any], OptionControl]


class OptionRows(QWidget):
    """A row for each option that has a control; without one they take no room.

    Parameters
    ----------
    special
        Controls of their own for the options of these names.

    Signals
    -------
    edited(str, object)
        A person gave the option of this name another value; many times during a drag.
    released
        The drag or the typing is over.
    """

    edited = Signal(str, object)
    released = Signal()

    def __init__(self, look: Look, special: Mapping[str, Maker] | None = None) -> None:
        super().__init__()
        self._look = look
        self._special = special or {}
        self._entry: Entry | None = None
        self._names: tuple[str, ...] = ()
        self.controls: dict[str, OptionControl] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        look.changed.connect(self._space)
        self._space()

    def show_entry(self, entry: Entry, said: Mapping[str, Any], *, names: Collection[str] | None = None) -> None:
        """Show the options of an entry with the values that were said; `names` chooses among them."""
        wanted = tuple(option.name for option in entry.options if names is None or option.name in names)
        if entry is not self._entry or wanted != self._names:
            self._entry, self._names = entry, wanted
            self._make(entry, wanted)
        for control in self.controls.values():
            control.show_options(said)
        self.setVisible(bool(self.controls))

    def _make(self, entry: Entry, names: tuple[str, ...]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                # It is deleted only when the event loop comes to it, and until then would be painted where it was.
                old.hide()
                old.deleteLater()
        self.controls = {}
        for name in names:
            control = self._control(entry, name)
            if control is not None:
                control.edited.connect(lambda value, name=name: self.edited.emit(name, value))
                control.other_edited.connect(self.edited)
                control.released.connect(self.released)
                self.controls[name] = control
                self._column.addWidget(control if control.wide else Row(self._look, control.name, [control]))

    def _control(self, entry: Entry, name: str) -> OptionControl | None:
        option, special = entry.option(name), self._special.get(name)
        return special(self._look, option) if special else option_control(self._look, option)

    def _space(self) -> None:
        self._column.setSpacing(self._look.px(ROW_GAP_PX))
