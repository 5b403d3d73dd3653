"""An axis of a chart: few ticks, well apart, with numbers that a person would write."""

from collections.abc import Sequence
from typing import Literal

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsSceneWheelEvent, QStyleOptionGraphicsItem, QWidget

from lossstudio.picture.charts.once import DrawnOnce
from lossstudio.picture.charts.ticks import decade_text, decade_ticks, linear_ticks, short, tick_text
from lossstudio.picture.charts.units import Other

Side = Literal["left", "bottom"]


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
        (offset, scale) of a second unit, whose number stands under each tick's own; None for none.
    """

    other: Other = None

    def __init__(self, side: Side) -> None:
        super().__init__(side)
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
        spacing, ticks = self._ticks(low, high, size)
        highest = high - (high - low) * self.clear_px / max(size, 1.0)
        return [(spacing, [tick for tick in ticks if tick <= highest or not self.clear_px])]

    def _ticks(self, low: float, high: float, size: float) -> tuple[float, list[float]]:
        room = max(2.0, size / self.gap_px)
        if self.decades:
            return 1.0, decade_ticks(low, high, 1.2 * room)
        found = linear_ticks(low, high, room, self.whole)
        if len(found[1]) < 2:  # a single number is no scale: two that stand closer are, where there is room for them
            closer = linear_ticks(low, high, 2.0 * size / self.gap_px, self.whole)
            return max(found, closer, key=lambda ticks: len(ticks[1]))
        return found

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Return the text of each tick."""
        if self.decades:
            return [decade_text(value) for value in values]
        texts = [tick_text(value * scale, spacing * scale) for value in values]
        if self.other is None:
            return texts
        offset, stretch = self.other
        return [f"{text}\n{short(offset + stretch * value)}" for text, value in zip(texts, values, strict=True)]
