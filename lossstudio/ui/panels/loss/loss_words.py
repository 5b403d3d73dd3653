"""A loss in words: how it is written, and what it is best for."""

from typing import Protocol

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.label import ElidedLabel


class InWords(Protocol):
    """What a catalogue's loss says of itself."""

    @property
    def formula(self) -> str:
        """How it is written."""

    @property
    def best_for(self) -> str:
        """When to choose it."""

    @property
    def trait(self) -> str:
        """What marks it."""


class LossWords(QWidget):
    """Two lines close to each other."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.formula = ElidedLabel(look, points=11, quiet=True)
        self.best_for = ElidedLabel(look, points=9, quiet=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for label in (self.formula, self.best_for):
            self._column.addWidget(label)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)
        self._dress()

    def show_loss(self, loss: InWords, *, typed: bool) -> None:
        """Show a loss; the formula of one that was `typed` stands in its field already."""
        self.formula.setText(loss.formula)
        self.formula.setVisible(not typed)
        self.best_for.setText(f"Best for: {loss.best_for}")
        self.setToolTip(f"{loss.formula}\nBest for: {loss.best_for}.\nKey trait: {loss.trait}.")

    def _dress(self) -> None:
        self.formula.setFont(self._look.font(11, italic=True))
