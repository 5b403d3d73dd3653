"""The hidden layers of a network: their units as a list, and a layer more or less at a press."""

from typing import Any

from PySide6.QtWidgets import QSizePolicy

from lossstudio.core.option import Sequence
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.button import IconButton
from lossstudio.ui.panels.options.option_controls import OptionControl, WritingControl, option_control

NEW_UNITS = 2


class LayersControl(OptionControl):
    """A list like "4, 2" between a minus and a plus."""

    option: Sequence

    def __init__(self, look: Look, option: Sequence) -> None:
        super().__init__(look, option)
        self.name = "Hidden layers"
        self._units: tuple[int, ...] = ()
        made = option_control(look, option)
        assert isinstance(made, WritingControl)
        self.writing = made
        made.field.setAccessibleName("Units of the hidden layers")
        made.edited.connect(self.edited)
        self.fewer = IconButton(look, "minus", name="One hidden layer less")
        self.further = IconButton(look, "plus", name="One more hidden layer")
        for button in (self.fewer, self.further):
            button.setToolTip(button.accessibleName())
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.fewer.clicked.connect(lambda: self.offer(self._units[:-1]))
        self.further.clicked.connect(lambda: self.offer((*self._units, NEW_UNITS)))
        for part in (made, self.fewer, self.further):
            self.line.addWidget(part)
        self.line.setSpacing(look.px(2))

    def show_value(self, value: Any) -> None:
        self._units = tuple(value)
        self.writing.show_value(value)
        self.fewer.setEnabled(bool(self._units))
        self.further.setEnabled(self.option.longest is None or len(self._units) < self.option.longest)
