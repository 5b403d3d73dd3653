"""Which elements a film's picture has: a box for each, and how large everything is written."""

from typing import get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from lossstudio.project.film_spec import HIDDEN, TEXT_SIZE, Element, FilmSpec
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.choices import CheckBox
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import Label

COLUMNS = 2
KEYS: tuple[Element, ...] = get_args(Element)


class Elements(QWidget):
    """A box for each element, checked where it is shown.

    Signals
    -------
    hidden(tuple)
        A person wants these left out.
    """

    hidden = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.boxes: dict[Element, CheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(appearance.px(6))
        grid.setVerticalSpacing(0)
        for number, key in enumerate(KEYS):
            words = HIDDEN.item.label_of(key)
            box = CheckBox(appearance, name=f"Show {words}")
            box.setToolTip(f"Whether the film has its {words}")
            box.clicked.connect(self._tell)
            self.boxes[key] = box
            row, column = divmod(number, COLUMNS)
            grid.addWidget(box, row, 2 * column)
            grid.addWidget(Label(appearance, words, points=9), row, 2 * column + 1)
        grid.setColumnStretch(2 * COLUMNS - 1, 1)

    def show_hidden(self, hidden: tuple[Element, ...]) -> None:
        """Show what is left out; nothing is emitted."""
        for key, box in self.boxes.items():
            box.setChecked(key not in hidden)

    def _tell(self) -> None:
        self.hidden.emit(tuple(key for key, box in self.boxes.items() if not box.isChecked()))


def text_sizes(appearance: Appearance) -> ComboBox:
    """Return the choice of how large everything is written."""
    choices = [(key, TEXT_SIZE.label_of(key)) for key in TEXT_SIZE.choices]
    box = ComboBox(appearance, name="Writing", choices=choices)
    box.setToolTip("How large everything is written")
    return box


def hidden_in(film: FilmSpec, usual: tuple[Element, ...]) -> tuple[Element, ...]:
    """Return what a film leaves out; `usual` is what its place does."""
    return usual if film.hide is None else film.hide
