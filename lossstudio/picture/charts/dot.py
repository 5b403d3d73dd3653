"""A round mark of a size in pixels at a point of a chart, cheap to move: a ball, a ring."""

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsEllipseItem, QStyleOptionGraphicsItem, QWidget

from lossstudio.picture.charts.chart import Chart

FARTHEST = 1e30
"""Farther off, Qt's coordinates overflow."""


class Dot(QGraphicsEllipseItem):
    """One mark; hidden until it is put somewhere. It belongs to the chart's own area unless another is given."""

    def __init__(self, chart: Chart, z: float, area: pg.ViewBox | None = None) -> None:
        super().__init__()
        self._chart = chart
        self.setFlag(QGraphicsEllipseItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(z)
        self.hide()
        (area or chart.area).addItem(self, ignoreBounds=True)

    def dress(self, size: float, pen: QPen, ground: QColor) -> None:
        """Draw it `size` pixels wide at scale 1, with this edge and ground."""
        side = size * self._chart.scale
        self.setRect(QRectF(-side / 2, -side / 2, side, side))
        self.setPen(pen)
        self.setBrush(ground)

    def put(self, x: float, y: float) -> None:
        """Show it at a point of the chart; nowhere when that isn't a point, or too far off to be placed."""
        known = abs(x) < FARTHEST and abs(y) < FARTHEST
        if known:
            self.setPos(x, y)
        self.setVisible(known)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw it smoothly, whatever was drawn before it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        super().paint(painter, option, widget)
