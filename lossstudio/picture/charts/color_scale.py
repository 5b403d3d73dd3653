"""The colours of a map of runs with their words, in a strip under the map."""

from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from lossstudio.picture.charts.chart import TEXT_PX, Chart

GAP = 0.5
"""Between a swatch and its words, in heights of the text; between two entries three times as much."""
RAMP, SWATCH = 8.0, 1.2
"""How wide a ramp of colours and a swatch are, in heights of the text."""
HIGH = 1.7
"""How high a row is."""


@dataclass(frozen=True, slots=True)
class ScaleEntry:
    """A colour, or several, and what they mean.

    Attributes
    ----------
    words
        What stands behind the colours.
    colors
        One colour for a swatch, more for a ramp; the first is at the left.
    before, middle
        What stands before a ramp, and upon its middle.
    line
        Whether it is a dashed line.
    """

    words: str
    colors: tuple[QColor, ...]
    before: str = ""
    middle: str = ""
    line: bool = False


class ColorScale(pg.GraphicsWidget):
    """Shows entries in one row, or in more where they don't fit in one."""

    def __init__(self, chart: Chart) -> None:
        pg.GraphicsWidget.__init__(self)
        self._chart = chart
        self._entries: tuple[ScaleEntry, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What it says."""
        return tuple(" ".join(filter(None, (each.before, each.middle, each.words))) for each in self._entries)

    def show_entries(self, entries: tuple[ScaleEntry, ...]) -> None:
        """Show these."""
        self._entries = entries
        self.fit()
        self.update()

    def fit(self, *_resized: object) -> None:
        """Be as high as the entries need at the width that there is."""
        rows = 1 + max((row for row, _ in self._places()), default=0)
        height = round((rows * HIGH + GAP) * self._line)
        if height != self.maximumHeight():
            pg.GraphicsWidget.setMinimumHeight(self, height)
            pg.GraphicsWidget.setMaximumHeight(self, height)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """Paint the entries."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._chart.font())
        for entry, (row, left) in zip(self._entries, self._places(), strict=True):
            self._paint_entry(painter, entry, QPointF(left, (GAP + row * HIGH) * self._line))

    @property
    def _line(self) -> float:
        return TEXT_PX * self._chart.scale

    def _places(self) -> list[tuple[int, float]]:
        """Return the row and the left edge of each entry."""
        found: list[tuple[int, float]] = []
        row, edge, room = 0, GAP * self._line, self.size().width()
        left = edge
        for entry in self._entries:
            wide = sum(self._widths(entry)) + 2 * GAP * self._line
            if left > edge and left + wide > room:
                row, left = row + 1, edge
            found.append((row, left))
            left += wide + 3 * GAP * self._line
        return found

    def _widths(self, entry: ScaleEntry) -> tuple[float, float, float]:
        """Return how wide what stands before the colours, the colours, and the words are."""
        metrics = QFontMetricsF(self._chart.font())
        wide = RAMP if len(entry.colors) > 1 else SWATCH * (2.0 if entry.line else 1.0)
        return metrics.horizontalAdvance(entry.before), wide * self._line, metrics.horizontalAdvance(entry.words)

    def _paint_entry(self, painter: QPainter, entry: ScaleEntry, corner: QPointF) -> None:
        before, wide, words = self._widths(entry)
        gap, line = GAP * self._line, HIGH * self._line
        painter.setPen(QColor(self._chart.theme.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(corner, QSizeF(before + 1, line)), middle, entry.before)
        left = corner.x() + before + (gap if before else 0.0)
        box = QRectF(left, corner.y() + (line - SWATCH * self._line) / 2, wide, SWATCH * self._line)
        self._paint_colors(painter, entry, box)
        painter.setPen(QColor(self._chart.theme.text))
        painter.drawText(QRectF(box.right() + gap, corner.y(), words + 1, line), middle, entry.words)

    def _paint_colors(self, painter: QPainter, entry: ScaleEntry, box: QRectF) -> None:
        if entry.line:
            pen = QPen(entry.colors[0], 2.0 * self._chart.scale, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))
            return
        ramp = QImage(len(entry.colors), 1, QImage.Format.Format_RGB32)
        for at, color in enumerate(entry.colors):
            ramp.setPixelColor(at, 0, color)
        painter.drawImage(box, ramp)
        painter.setPen(QPen(QColor(self._chart.theme.control_border), self._chart.scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        if entry.middle:
            painter.setPen(QColor("#FFFFFF" if ramp.pixelColor(ramp.width() // 2, 0).lightness() < 128 else "#000000"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, entry.middle)
