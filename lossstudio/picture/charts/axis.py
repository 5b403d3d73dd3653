"""An axis of a chart: few ticks, well apart, with numbers that a person would write."""

import math
from collections.abc import Sequence
from typing import Literal

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsSceneWheelEvent, QStyleOptionGraphicsItem, QWidget

from lossstudio.core.numbers import axis, rounded
from lossstudio.picture.charts.cached_layer import DrawnOnce
from lossstudio.picture.charts.units import Other
from lossstudio.picture.text.ticks import linear_ticks, log_ticks

Side = Literal["left", "bottom"]

_LEAST, _MOST = -323.0, 308.25
"""Ten to the power of less is zero, and to the power of more infinite."""


class TickAxis(pg.AxisItem):
    """An axis whose ticks keep `gap_px` from each other.

    Attributes
    ----------
    decades
        Whether the axis' numbers are exponents of ten, written as the powers.
    whole
        Whether only whole numbers get a tick (steps).
    gap_px
        The least distance between two ticks.
    clear_px
        How far below the upper end the first tick stands, at least, as where another axis ends just above.
    other
        (offset, scale) of what was measured, whose round numbers the ticks are; None where the axis' own are.
    """

    other: Other = None

    def __init__(self, side: Side) -> None:
        super().__init__(side)
        # pyqtgraph would else write "(x0.001)" into the axis' name and divide the numbers by it.
        pg.AxisItem.enableAutoSIPrefix(self, False)
        self.decades = False
        self.whole = False
        self.gap_px, self.clear_px = 28.0, 0.0
        self.label.document().setDocumentMargin(6)
        self._once = DrawnOnce()
        self._copied: object = None

    def boundingRect(self) -> QRectF:
        """Leave room for the numbers at the ends."""
        room = self.gap_px
        return QRectF(pg.AxisItem.boundingRect(self)).adjusted(-room, -room, room, room)

    def wheelEvent(self, event: QGraphicsSceneWheelEvent) -> None:
        """Leave the wheel to what scrolls around the chart."""
        event.ignore()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Copy what was drawn before, unless it has changed; writing a dozen numbers takes longer than all curves."""
        if self.picture is not self._copied:
            self._once.forget()
        self._once.paint(painter, self.boundingRect(), lambda over: pg.AxisItem.paint(self, over, option, widget))
        self._copied = self.picture

    def draw_anew(self) -> None:
        """Draw it anew, as when the plot area, over which its grid reaches, has another size."""
        self.picture = None
        self.update()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Return one level of ticks."""
        highest = high - (high - low) * self.clear_px / max(size, 1.0)
        return [(1.0, [tick for tick in self._ticks(low, high, size) if tick <= highest or not self.clear_px])]

    def _ticks(self, low: float, high: float, size: float) -> tuple[float, ...]:
        room = max(2.0, size / self.gap_px)
        if self.decades:
            return tuple(math.log10(tick) for tick in log_ticks(_ten_to(low), _ten_to(high), 1.2 * room))
        if self.other is not None:
            offset, stretch = self.other
            measured = linear_ticks(offset + stretch * low, offset + stretch * high, room)
            return tuple((tick - offset) / stretch for tick in measured)
        found = linear_ticks(low, high, room, whole=self.whole)
        if len(found) < 2:  # a single number is no scale: two that stand closer are, where there is room for them
            return max(found, linear_ticks(low, high, 2.0 * size / self.gap_px, whole=self.whole), key=len)
        return found

    def tickStrings(self, values: Sequence[float], scale: float, _spacing: float) -> list[str]:
        """Return the text of each tick."""
        if self.decades:
            return axis([_ten_to(value) for value in values], logarithmic=True)
        offset, stretch = (0.0, scale) if self.other is None else self.other
        return axis([rounded(offset + stretch * value, 12) for value in values])


def _ten_to(exponent: float) -> float:
    """Return a power of ten, without the noise that a logarithm leaves; what is beyond all numbers is the last one."""
    return rounded(10.0 ** min(max(exponent, _LEAST), _MOST), 12)
