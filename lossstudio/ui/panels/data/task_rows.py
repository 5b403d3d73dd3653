"""What is minimised where there are no rows of data: distributions, or a game and its rules."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lossstudio.core.catalogue import Catalogue, Entry, Spec
from lossstudio.core.declared import Chosen
from lossstudio.run.kinds import kind_of
from lossstudio.run.kinds.kind import ObjectiveKind
from lossstudio.run.recipe.recipe import Task
from lossstudio.studio.commands.objective import set_part
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.card import ROW_GAP_PX, CardRow
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.panels.options.option_controls import OptionRows, capitalised


class EntryRows(QWidget):
    """A choice from a catalogue, and a row for each option of what is chosen.

    Signals
    -------
    edited(Spec)
        A person chose another entry, or gave an option another value; many times during a drag.
    released
        The drag or the typing is over.
    """

    edited = Signal(object)
    released = Signal()

    def __init__(self, appearance: Appearance, name: str, catalogue: Catalogue[Any], tip: str) -> None:
        super().__init__()
        self._appearance, self._catalogue, self._tip = appearance, catalogue, tip
        self._spec = Spec("")
        self.kind = ComboBox(appearance, name=name, choices=[(key, entry.label) for key, entry in catalogue.items()])
        self.kind.explain({key: entry.summary for key, entry in catalogue.items()})
        self.kind.setToolTip(tip)
        self.options = OptionRows(appearance)
        column = _column(self, appearance)
        column.addWidget(CardRow(appearance, name, [self.kind]))
        column.addWidget(self.options)
        self.kind.chosen.connect(lambda key: self.edited.emit(Spec(key)))
        self.options.edited.connect(lambda option, value: self.edited.emit(self._spec.replace(**{option: value})))
        self.options.released.connect(self.released)

    def show_spec(self, spec: Spec) -> None:
        """Show a choice and its options."""
        entry, self._spec = self._catalogue[spec.kind], spec
        self.kind.set_chosen(spec.kind)
        self.kind.setToolTip(f"{self._tip}: {entry.summary}")
        self.options.show_entry(entry, spec.options)


class TaskRows(QWidget):
    """The parts of what is minimised that stand in no card of their own: distributions, a game and its rules."""

    def __init__(self, studio: Studio, appearance: Appearance, kind: ObjectiveKind) -> None:
        super().__init__()
        self._studio, self._kind = studio, kind
        self.entries: dict[str, EntryRows] = {}
        self.options = OptionRows(appearance)
        column = _column(self, appearance)
        for part in kind.parts:
            option = part.option
            if isinstance(option, Chosen) and option.catalogue is not None:
                rows = EntryRows(appearance, capitalised(option.title), option.catalogue, option.help.removesuffix("."))
                self.entries[part.field] = rows
                rows.edited.connect(lambda spec, name=part.field: self._change(name, spec))
                rows.released.connect(studio.document.end_change)
                column.addWidget(rows)
        column.addWidget(self.options)
        self.options.edited.connect(self._change)
        self.options.released.connect(studio.document.end_change)

    def show_task(self, task: Task) -> None:
        """Show a task's parts."""
        for name, rows in self.entries.items():
            rows.show_spec(getattr(task, name))
        plain = Entry(key=self._kind.key, label=self._kind.label, summary=self._kind.summary, options=self._kind.rules)
        self.options.show_entry(plain, {option.name: getattr(task, option.name) for option in plain.options})

    def _change(self, name: str, value: Any) -> None:
        """Change a part, and show what is so, also where that couldn't be done."""
        self._studio.apply(set_part(name, value))
        task = self._studio.document.scene.recipe.task
        if kind_of(task) is self._kind:
            self.show_task(task)


def _column(home: QWidget, appearance: Appearance) -> QVBoxLayout:
    """Give a widget a column whose gaps follow the look."""
    column = QVBoxLayout(home)
    column.setContentsMargins(0, 0, 0, 0)

    def space() -> None:
        column.setSpacing(appearance.px(ROW_GAP_PX))

    appearance.changed.connect(space)
    space()
    return column
