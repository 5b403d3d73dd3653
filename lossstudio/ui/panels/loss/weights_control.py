"""How much each class counts: a number for each, by its name."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lossstudio.core.option import Sequence
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import IconButton
from lossstudio.ui.controls.card import CardRow
from lossstudio.ui.controls.label import ElidedLabel
from lossstudio.ui.controls.number import NumberField
from lossstudio.ui.panels.options.option_controls import OptionControl

MOST_ROWS = 12


class WeightsControl(OptionControl):
    """A line for each class, and a button that lets all count alike.

    Parameters
    ----------
    classes
        Gives the names of the classes.
    """

    wide = True
    option: Sequence

    def __init__(self, appearance: Appearance, option: Sequence, classes: Callable[[], tuple[str, ...]]) -> None:
        super().__init__(appearance, option)
        self._classes = classes
        self._weights: tuple[float, ...] = ()
        self.fields: list[NumberField] = []
        self._rows: list[QWidget] = []
        self.alike = IconButton(appearance, "rotate-ccw", name="Let all classes count alike")
        self.alike.setToolTip(self.alike.accessibleName())
        self.alike.clicked.connect(self._forget)
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(appearance, self.name, quiet=True), 1)
        head.addWidget(self.alike)
        self._column = QVBoxLayout()
        self._column.setSpacing(appearance.px(4))
        self.line.setDirection(QBoxLayout.Direction.TopToBottom)
        self.line.setSpacing(appearance.px(4))
        self.line.addLayout(head)
        self.line.addLayout(self._column)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_value(self, value: Any) -> None:
        names = self._classes()[:MOST_ROWS]
        said = () if value is None else tuple(value)
        self._weights = tuple(said[at] if at < len(said) else 1.0 for at in range(max(len(self._classes()), len(said))))
        if [row.accessibleName() for row in self._rows] != list(names):
            self._make(names)
        for field, weight in zip(self.fields, self._weights, strict=False):
            field.set_value(weight)
        self.alike.setEnabled(value is not None)

    def _make(self, names: tuple[str, ...]) -> None:
        for row in self._rows:
            # It is deleted only when the event loop comes to it, and until then would be painted where it was.
            row.hide()
            row.deleteLater()
        self.fields, self._rows = [], []
        for at, name in enumerate(names):
            field = NumberField(self.appearance, name=f"Weight of {name}", bounds=(0.0, 1e6), step=0.1)
            field.setToolTip(self.option.help)
            field.changed.connect(lambda weight, at=at: self._set(at, weight))
            field.released.connect(self.released)
            row = CardRow(self.appearance, name, [field])
            row.setAccessibleName(name)
            self.fields.append(field)
            self._rows.append(row)
            self._column.addWidget(row)

    def _set(self, at: int, weight: float) -> None:
        self.offer((*self._weights[:at], weight, *self._weights[at + 1 :]))

    def _forget(self) -> None:
        self.offer(None)
        self.released.emit()
