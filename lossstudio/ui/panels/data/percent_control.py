"""A share on a slider, with its percentage beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lossstudio.core.numbers import exact, rounded
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.label import Label
from lossstudio.ui.controls.slider import Slider

MOST = 0.8
NOTCH = 0.05


class PercentControl(QWidget):
    """A share from 0 to 80 %, in steps of 5 %.

    Signals
    -------
    edited(float)
        A person chose another share; many times during a drag.
    released
        The drag is over.
    """

    edited = Signal(float)
    released = Signal()

    def __init__(self, look: Look, *, name: str) -> None:
        super().__init__()
        self._look = look
        self.slider = Slider(look, 0.0, MOST, name=name, step=NOTCH)
        self.slider.setToolTip("The share of the rows that is kept apart for testing.")
        self._label = Label(look)
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.slider, 1)
        line.addWidget(self._label)
        self.slider.changed.connect(self._take)
        self.slider.released.connect(self.released)
        look.changed.connect(self._space)
        self._space()

    def show_share(self, share: float) -> None:
        """Show a share; nothing is emitted."""
        self.slider.set_number(share)
        self._write(share)

    @property
    def text(self) -> str:
        """What stands beside the slider."""
        return self._label.text()

    def _take(self, share: float) -> None:
        rounded = round(share, 4)
        self._write(rounded)
        self.edited.emit(rounded)

    def _write(self, share: float) -> None:
        self._label.setText(f"{exact(rounded(100 * share))} %")

    def _space(self) -> None:
        self._label.setFixedWidth(self._look.px(44))
