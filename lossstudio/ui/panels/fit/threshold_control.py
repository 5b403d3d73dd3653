"""Above which probability, or score, an answer counts as yes: a slider, which touches no run."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lossstudio.core.numbers import exact
from lossstudio.run.analysis.quality import USUAL, Cut
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.label import Label
from lossstudio.ui.controls.slider import Slider

SCORES = 4.0
"""How far a threshold on scores goes to both sides."""


class ThresholdControl(QWidget):
    """The slider and its number; it goes away where no question of yes or no is asked.

    Signals
    -------
    changed
        A person dragged it, or it speaks of something else now.

    Attributes
    ----------
    value
        The threshold; None is the usual one.
    """

    changed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.value: float | None = None
        self._cut: Cut = "none"
        self._question: tuple[str, ...] = ()
        self.slider = Slider(appearance, 0.0, 1.0, name="Threshold")
        self.slider.setToolTip("Above which probability, or score, an answer counts as yes; the run is untouched")
        self.words = Label(appearance, points=9, quiet=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(appearance.px(8))
        line.addWidget(self.words)
        line.addWidget(self.slider, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.slider.changed.connect(self._drag)
        self.hide()

    def show_cut(self, cut: Cut, question: tuple[str, ...] = ()) -> None:
        """Let it speak of probabilities, of scores, or of nothing; another question begins at the usual threshold."""
        self.setVisible(cut != "none")
        if (cut, question) == (self._cut, self._question):
            return
        self._cut, self._question, self.value = cut, question, None
        self.slider.set_range(*((-SCORES, SCORES) if cut == "score" else (0.0, 1.0)))
        self.slider.set_number(USUAL[cut])
        self._say()
        self.changed.emit()

    def _drag(self, value: float) -> None:
        rounded = round(value, 2)
        self.value = None if rounded == USUAL[self._cut] else rounded
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        at = USUAL[self._cut] if self.value is None else self.value
        self.words.setText(f"yes > {exact(at)}")
