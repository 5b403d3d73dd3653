"""Which columns of a table a model learns from: one from the list, or several from a menu that stays open."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QMenu, QWidgetAction

from lossstudio.core.option import Choice
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.combo import ComboBox

SEVERAL = "several"


class ColumnsControl(ComboBox):
    """A list of columns with "several ..." at its end.

    Signals
    -------
    columns_chosen(tuple)
        A person chose; the keys of the columns, at least one.
    """

    columns_chosen = Signal(tuple)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, name="Learn from")
        self._choice: Choice | None = None
        self._columns: tuple[str, ...] = ()
        self.chosen.connect(self._take)

    def show_columns(self, choice: Choice, columns: Sequence[str]) -> None:
        """Show which of a choice's columns are used."""
        self._choice, self._columns = choice, tuple(columns)
        words = [(key, choice.label_of(key)) for key in choice.choices]
        if len(self._columns) == 1:
            self.set_choices([*words, (SEVERAL, "several ...")])
            self.set_chosen(self._columns[0])
        else:
            self.set_choices([*words, (SEVERAL, f"{len(self._columns)} columns")])
            self.set_chosen(SEVERAL)
        self.setToolTip(", ".join(choice.label_of(key) for key in self._columns))

    def menu(self) -> QMenu:
        """Return a menu with a check box for each column, whose changes are taken at once."""
        assert self._choice is not None
        menu = QMenu(self)
        for key in self._choice.choices:
            box = QCheckBox(self._choice.label_of(key))
            box.setChecked(key in self._columns)
            box.clicked.connect(lambda checked, key=key: self._toggle(key, on=checked))
            action = QWidgetAction(menu)
            action.setDefaultWidget(box)
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _take(self, key: str) -> None:
        if key != SEVERAL:
            self.columns_chosen.emit((key,))
        elif self._choice is not None:
            self.show_columns(self._choice, self._columns)
            self.menu().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _toggle(self, key: str, *, on: bool) -> None:
        assert self._choice is not None
        wanted = {*self._columns, key} if on else {*self._columns} - {key}
        columns = tuple(column for column in self._choice.choices if column in wanted)
        if columns:
            self.columns_chosen.emit(columns)
