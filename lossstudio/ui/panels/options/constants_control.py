"""The constants of a formula: a line for each with its name and number, one more at a press."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from lossstudio.core.option import Option, OptionError
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button, IconButton
from lossstudio.ui.controls.card import REFUSAL_GAP_PX
from lossstudio.ui.controls.label import Label
from lossstudio.ui.controls.number import NumberField
from lossstudio.ui.controls.refusal import Refusal, mark
from lossstudio.ui.panels.options.option_controls import OptionControl

Pairs = tuple[tuple[str, float], ...]
LETTERS = "abcdfghijklmnopqrstuvwz"
"""Names for new constants; not those that have a meaning already."""


class ConstantsControl(OptionControl):
    """Names and numbers."""

    wide = True

    def __init__(self, appearance: Appearance, option: Option) -> None:
        super().__init__(appearance, option)
        self._pairs: Pairs = ()
        self.rows: list[ConstantRow] = []
        self.add = Button(appearance, "Add a constant", icon_name="plus", kind="flat")
        self.add.setToolTip("Add a name that the formula may use; drag its number to see what it does")
        self.add.clicked.connect(self._add)
        self.line.setDirection(QBoxLayout.Direction.TopToBottom)
        self.line.setSpacing(appearance.px(4))
        self._column = QVBoxLayout()
        self._column.setSpacing(appearance.px(4))
        self.line.addLayout(self._column)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        self.line.addLayout(foot)

    def show_value(self, value: Any) -> None:
        self._pairs = tuple(value)
        if [row.name for row in self.rows] != [name for name, _ in self._pairs]:
            self._make()
        for row, (_, number) in zip(self.rows, self._pairs, strict=True):
            row.number.set_value(number)

    def _make(self) -> None:
        for row in self.rows:
            # It is deleted only when the event loop comes to it, and until then would be painted where it was.
            row.hide()
            row.deleteLater()
        self.rows = [ConstantRow(self.appearance, name) for name, _ in self._pairs]
        for at, row in enumerate(self.rows):
            self._column.addWidget(row)
            row.number.changed.connect(lambda number, at=at: self._replace(at, number=number))
            row.number.released.connect(self.released)
            row.field.editingFinished.connect(lambda at=at: self._rename(at))
            row.remove.clicked.connect(lambda _checked=False, at=at: self._remove(at))

    def _add(self) -> None:
        taken = {name for name, _ in self._pairs}
        free = next((letter for letter in LETTERS if letter not in taken), "")
        if free and self.offer((*self._pairs, (free, 1.0))):
            self.released.emit()

    def _remove(self, at: int) -> None:
        self.offer(self._pairs[:at] + self._pairs[at + 1 :])
        self.released.emit()

    def _rename(self, at: int) -> None:
        if at < len(self.rows) and self.rows[at].field.text() != self._pairs[at][0]:
            name = self.rows[at].field.text().strip()
            self.rows[at].refuse("" if self._replace(at, name=name) else self._problem(at, name))
            self.released.emit()
        elif at < len(self.rows):
            self.rows[at].refuse("")

    def _problem(self, at: int, name: str) -> str:
        """Return why a constant can't have a name."""
        if name in {other for number, (other, _) in enumerate(self._pairs) if number != at}:
            return f"Another constant is called {name}."
        try:
            self.option.check(((name, self._pairs[at][1]),))
        except OptionError as error:
            return f"{error.reason[:1].upper()}{error.reason[1:]}."
        return ""

    def _replace(self, at: int, *, name: str | None = None, number: float | None = None) -> bool:
        old_name, old_number = self._pairs[at]
        pair = (old_name if name is None else name, old_number if number is None else number)
        others = self._pairs[:at] + self._pairs[at + 1 :]
        return pair[0] not in {other for other, _ in others} and self.offer((*others, pair))


class ConstantRow(QWidget):
    """One constant.

    Attributes
    ----------
    name
        What it is called as long as the row is there.

    Signals
    -------
    refused(str)
        Why the name that was typed isn't taken; empty once it is mended.
    """

    refused = Signal(str)

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__()
        self.name = name
        self.field = QLineEdit(name)
        self.field.setAccessibleName(f"Name of the constant {name}")
        self.field.setFixedWidth(appearance.px(84))
        self.field.returnPressed.connect(self.field.clearFocus)
        self.number = NumberField(appearance, name=f"Value of {name}", step=0.05)
        self.number.setToolTip("Drag to change it and watch the surface follow")
        self.remove = IconButton(appearance, "minus", name=f"Remove the constant {name}")
        self.remove.setToolTip(self.remove.accessibleName())
        self.remove.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(REFUSAL_GAP_PX))
        line = QHBoxLayout()
        line.setSpacing(appearance.px(4))
        for part in (self.field, Label(appearance, "="), self.number, self.remove):
            line.addWidget(part)
        self.refusal = Refusal(appearance, [self.number, self])
        column.addLayout(line)
        column.addWidget(self.refusal)

    def refuse(self, reason: str) -> None:
        """Say why the name that stands there isn't taken; without a reason, take that back."""
        mark(self.field, reason)
        self.refused.emit(reason)
