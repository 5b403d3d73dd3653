"""How fine a model in three dimensions is."""

import math
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lossstudio.films.plan.model_options import FEWEST_TRIANGLES, MOST_TRIANGLES
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.card import CardRow
from lossstudio.ui.controls.number import NumberField
from lossstudio.ui.film.dialog_state import FilmDialogState


class ModelRows(QWidget):
    """The row of a model among the film's details; it is there where a model is made, alone or in a deck.

    Signals
    -------
    requested(FilmDialogState)
        A person wants it otherwise.
    """

    requested = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._dialog_state = FilmDialogState()
        bounds = (float(FEWEST_TRIANGLES), float(MOST_TRIANGLES))
        self.triangles = NumberField(
            appearance, name="Triangles", bounds=bounds, whole=True, none_text="10,000", logarithmic=True
        )
        self.triangles.setToolTip("How many triangles the model has at most: more are finer, and slower in slides")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(CardRow(appearance, "Triangles", (self.triangles,)))
        self.triangles.changed.connect(self._choose)

    def show_wish(self, dialog_state: FilmDialogState) -> None:
        """Show what is chosen; nothing is emitted."""
        self._dialog_state = dialog_state
        self.setVisible(dialog_state.holds_model)
        chosen = dialog_state.triangles
        self.triangles.set_value(None if chosen is None else float(chosen))

    def _choose(self, triangles: float) -> None:
        wanted = None if math.isnan(triangles) else int(triangles)
        self.requested.emit(replace(self._dialog_state, triangles=wanted))
