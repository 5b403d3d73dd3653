"""A slider over floats, linear or logarithmic."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy

from lossstudio.ui.appearance.theme import CONTROL_PX, Appearance
from lossstudio.ui.controls.word_card import watch_words

NOTCHES = 1000
_WAYS: dict[int, int] = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


class Slider(QAbstractSlider):
    """A knob on a line.

    Plus and minus move it when it has the keyboard's focus: the arrows always step through the run.

    Signals
    -------
    changed(float)
        A person moved it; many times during a drag.
    released
        The drag is over.
    """

    changed = Signal(float)
    released = Signal()

    def __init__(
        self,
        appearance: Appearance,
        minimum: float,
        maximum: float,
        *,
        name: str,
        step: float = 0.0,
        logarithmic: bool = False,
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._low, self._high, self._step_size, self._logarithmic = minimum, maximum, step, logarithmic
        self._exact = minimum
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, NOTCHES)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        watch_words(appearance, self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.refits(self)

    @property
    def number(self) -> float:
        """The value on show."""
        return self._exact

    def set_range(self, minimum: float, maximum: float) -> None:
        """Offer another range."""
        if (minimum, maximum) != (self._low, self._high):
            self._low, self._high = minimum, maximum
            self._place()

    def set_number(self, value: float) -> None:
        """Show a value; nothing is emitted. What lies outside the range sits at its end."""
        if value != self._exact:
            self._exact = value
            self._place()

    def fraction(self, value: float) -> float:
        """Return how far along the line a value is, 0..1."""
        if self._logarithmic:
            low, high = math.log(self._low), math.log(self._high)
            return _clipped((math.log(max(value, 1e-300)) - low) / (high - low))
        return _clipped((value - self._low) / (self._high - self._low)) if self._high > self._low else 0.0

    def number_at(self, fraction: float) -> float:
        """Return the value that far along the line."""
        part = _clipped(fraction)
        if self._logarithmic:
            return float(f"{self._low * (self._high / self._low) ** part:.2g}")
        value = self._low + part * (self._high - self._low)
        return self._low + round((value - self._low) / self._step_size) * self._step_size if self._step_size else value

    def choose(self, value: float) -> None:
        """Take a number as if a person had pulled the knob there, as screen readers do."""
        low, high = sorted((self._low, self._high))
        self._take(min(max(value, low), high))
        self.released.emit()

    def line(self) -> tuple[float, float]:
        """Return where the line begins and ends, in pixels."""
        knob = self._appearance.px(7)
        return float(knob), float(self.width() - knob)

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(80), self._appearance.px(CONTROL_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(40), self._appearance.px(CONTROL_PX))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._drag_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._drag_to(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderDown(False)
            self.released.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _WAYS.get(event.key())
        if way is None:
            super().keyPressEvent(event)
            return
        size = self._step_size / (self._high - self._low) if self._step_size else 0.02
        self._take(self.number_at(self.fraction(self._exact) + way * size))
        self.released.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        left, right = self.line()
        at = left + self.fraction(self._exact) * (right - left)
        self.paint_line(painter, left, right, at)
        self.paint_knob(painter, at, self.height() / 2)

    def paint_line(self, painter: QPainter, left: float, right: float, at: float) -> None:
        """Draw the line and the part of it before the knob."""
        thick, middle = self._appearance.px(4), self.height() / 2
        painter.setBrush(self._appearance.color("track"))
        painter.drawRoundedRect(QRectF(left, middle - thick / 2, right - left, thick), thick / 2, thick / 2)
        painter.setBrush(self._appearance.color("accent" if self.isEnabled() else "control_border"))
        painter.drawRoundedRect(QRectF(left, middle - thick / 2, at - left, thick), thick / 2, thick / 2)

    def paint_knob(self, painter: QPainter, at: float, middle: float) -> None:
        """Draw the knob, with a ring while it has the keyboard's focus."""
        radius = self._appearance.px(6.5)
        if self.hasFocus():
            painter.setBrush(self._appearance.color("accent"))
            painter.drawEllipse(QPointF(at, middle), radius + 3, radius + 3)
        painter.setBrush(self._appearance.color("card"))
        painter.drawEllipse(QPointF(at, middle), radius + 1.5, radius + 1.5)
        painter.setBrush(self._appearance.color("text", 1.0 if self.isEnabled() else 0.5))
        painter.drawEllipse(QPointF(at, middle), radius, radius)

    def _drag_to(self, place: float) -> None:
        left, right = self.line()
        self._take(self.number_at((place - left) / max(right - left, 1)))

    def _take(self, value: float) -> None:
        if value != self._exact:
            self._exact = value
            self._place()
            self.changed.emit(value)

    def _place(self) -> None:
        self.setValue(round(self.fraction(self._exact) * NOTCHES))
        self.update()


def _clipped(part: float) -> float:
    return min(max(part, 0.0), 1.0)
