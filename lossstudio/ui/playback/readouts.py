"""The read-outs: a few numbers of the step on show, each under its name."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossstudio.ui.appearance.theme import Look


@dataclass(frozen=True, slots=True)
class Reading:
    """A number and its name; `widest` is the longest text that is expected, so that nothing jumps."""

    name: str
    text: str
    widest: str = "0.00000"


class Readouts(QWidget):
    """Names above numbers, side by side."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._readings: tuple[Reading, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_readings(self, readings: tuple[Reading, ...]) -> None:
        """Show these."""
        if readings == self._readings:
            return
        before = self._widths()
        self._readings = readings
        if self._widths() != before:
            self.updateGeometry()
        self.setAccessibleName(", ".join(f"{reading.name} {reading.text}" for reading in readings))
        self.update()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What is shown."""
        return self._readings

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()) + self._look.px(20) * max(len(self._readings) - 1, 0), self._look.px(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0
        for reading, width in zip(self._readings, self._widths(), strict=True):
            painter.setFont(self._look.font(9))
            painter.setPen(self._look.color("secondary"))
            above = QRectF(left, self._look.px(1), width, self._look.px(20))
            painter.drawText(above, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, reading.name)
            painter.setFont(self._value_font())
            painter.setPen(self._look.color("text"))
            below = QRectF(left, self._look.px(21), width, self._look.px(22))
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, reading.text)
            left += width + self._look.px(20)

    def _value_font(self) -> QFont:
        return self._look.font(11.5, QFont.Weight.DemiBold)

    def _widths(self) -> list[int]:
        value, name = QFontMetrics(self._value_font()), QFontMetrics(self._look.font(9))
        return [
            max(value.horizontalAdvance(word) for word in (reading.text, reading.widest)) + 2
            if name.horizontalAdvance(reading.name) < value.horizontalAdvance(reading.widest)
            else max(name.horizontalAdvance(reading.name), value.horizontalAdvance(reading.text)) + 2
            for reading in self._readings
        ]
