"""What a network sees of its inputs: the inputs as they are, or any of some functions of the first two."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QSizePolicy

from lossstudio.core.models.features import NAMED_FEATURES
from lossstudio.core.option import Choice, Sequence
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.chip import Chip
from lossstudio.ui.controls.label import ElidedLabel
from lossstudio.ui.panels.options.option_controls import OptionControl

ACROSS = 3


class FeaturesControl(OptionControl):
    """A chip for each feature; with none pressed the network sees the inputs as they are.

    Parameters
    ----------
    inputs
        Gives the number of the data's inputs; features that need more are not offered.
    """

    wide = True
    option: Sequence

    def __init__(self, look: Look, option: Sequence, inputs: Callable[[], int]) -> None:
        super().__init__(look, option)
        self._inputs = inputs
        self._features: tuple[str, ...] = ()
        assert isinstance(option.item, Choice)
        self.chips = {name: Chip(look, name) for name in option.item.choices}
        grid = QGridLayout()
        grid.setSpacing(look.px(4))
        for at, (name, chip) in enumerate(self.chips.items()):
            chip.setCheckable(True)
            chip.setAccessibleName(f"Feature {name}")
            chip.setToolTip(f"Let the network see {name}")
            chip.clicked.connect(lambda _checked=False, name=name: self._turn(name))
            grid.addWidget(chip, at // ACROSS, at % ACROSS)
        self.line.setDirection(QBoxLayout.Direction.TopToBottom)
        self.line.setSpacing(look.px(4))
        self.line.addWidget(ElidedLabel(look, self.name, quiet=True))
        self.line.addLayout(grid)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_value(self, value: Any) -> None:
        self._features = () if value is None else tuple(value)
        for name, chip in self.chips.items():
            chip.setChecked(name in self._features)
            chip.setVisible(NAMED_FEATURES[name].needs <= self._inputs())

    def _turn(self, name: str) -> None:
        """Add a feature, or take it out; the last one gone, the inputs are seen as they are again."""
        wanted = {*self._features} ^ {name}
        kept = tuple(each for each in self.chips if each in wanted)
        self.offer(kept or None)
        self.released.emit()
        self.show_value(self._features)
