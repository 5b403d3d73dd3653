"""What the drawings of technical words are made with: lines, arrows, dots and words, in coordinates of their own."""

from math import atan2, cos, hypot, sin

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from lossstudio.core.array import Floats
from lossstudio.ui.appearance.theme import Appearance

SIZE_PX = (132.0, 84.0)
"""How wide and high a drawing is, at 10 points."""
EDGE_PX = 8.0
HEAD_PX = 6.0
WORDS_POINTS = 8.5


class Sketch:
    """A small picture that is being painted.

    Each drawing says first which part of the plane it shows, then draws in those coordinates, y upwards.

    Parameters
    ----------
    painter
        Paints at the place of the drawing's top left corner.
    """

    def __init__(self, painter: QPainter, appearance: Appearance) -> None:
        self._painter, self._appearance, self.theme = painter, appearance, appearance.theme
        self._wide, self._high = (appearance.px(side) for side in SIZE_PX)
        self.show((0.0, 1.0), (0.0, 1.0))

    def show(self, across: tuple[float, float], upward: tuple[float, float], *, alike: bool = False) -> None:
        """Show this part of the plane from now on; `alike` makes a unit as long across as upward."""
        edge = self._appearance.px(EDGE_PX)
        wide, high = self._wide - 2 * edge, self._high - 2 * edge
        scales = wide / (across[1] - across[0]), high / (upward[1] - upward[0])
        self._scale = (min(scales), min(scales)) if alike else scales
        self._middle = (sum(across) / 2, sum(upward) / 2)

    def line(self, points: Floats, color: str, *, width: float = 1.6, dashed: bool = False) -> None:
        """Draw a line through places ``(N, 2)``; the width is in pixels at 10 points."""
        pen = QPen(QColor(color), width * self._appearance.scale)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dashed:
            pen.setDashPattern([3.0, 3.0])
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPolyline(QPolygonF([self._at(x, y) for x, y in points.tolist()]))

    def arrow(self, tail: tuple[float, float], tip: tuple[float, float], color: str, *, width: float = 2.0) -> None:
        """Draw an arrow."""
        begin, end = self._at(*tail), self._at(*tip)
        across, down = end.x() - begin.x(), end.y() - begin.y()
        head = min(HEAD_PX * self._appearance.scale, 0.6 * hypot(across, down))
        way = atan2(down, across)
        neck = end - QPointF(0.7 * head * cos(way), 0.7 * head * sin(way))
        self._painter.setPen(QPen(QColor(color), width * self._appearance.scale))
        self._painter.drawLine(begin, neck)
        wings = [end - QPointF(head * cos(way + turn), head * sin(way + turn)) for turn in (-0.5, 0.5)]
        self._fill(color)
        self._painter.drawPolygon(QPolygonF([end, *wings]))

    def dots(self, points: Floats, color: str, *, radius: float = 2.6, hollow: bool = False) -> None:
        """Draw dots at places ``(N, 2)``; the radius is in pixels at 10 points."""
        size = radius * self._appearance.scale
        if hollow:
            self._painter.setPen(QPen(QColor(color), 1.4 * self._appearance.scale))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            self._fill(color)
        for x, y in points.tolist():
            self._painter.drawEllipse(self._at(x, y), size, size)

    def ball(self, x: float, y: float, number: int = 0) -> None:
        """Draw the ball of a runner."""
        size = 4.6 * self._appearance.scale
        self._painter.setPen(QPen(QColor(self.theme.casing), 1.2 * self._appearance.scale))
        self._painter.setBrush(QColor(self.theme.runner(number)))
        self._painter.drawEllipse(self._at(x, y), size, size)

    def bar(self, left: float, right: float, top: float, color: str) -> None:
        """Draw a bar from the line y = 0."""
        self._fill(color)
        self._painter.drawRect(QRectF(self._at(left, max(top, 0.0)), self._at(right, min(top, 0.0))))

    def area(self, points: Floats, color: str, share: float) -> None:
        """Fill a shape through places ``(N, 2)`` with a share of a colour."""
        filled = QColor(color)
        filled.setAlphaF(share)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QBrush(filled))
        self._painter.drawPolygon(QPolygonF([self._at(x, y) for x, y in points.tolist()]))

    def words(self, x: float, y: float, text: str, color: str = "") -> None:
        """Write a few words about a place."""
        self._painter.setFont(self._appearance.font(WORDS_POINTS))
        self._painter.setPen(QColor(color or self.theme.text))
        middle = self._at(x, y)
        metrics = self._painter.fontMetrics()
        room = metrics.boundingRect(text)
        left = min(max(middle.x() - room.width() / 2, 1.0), self._wide - room.width() - 2.0)
        self._painter.drawText(QPointF(left, middle.y() + metrics.capHeight() / 2), text)

    def level_lines(self, matrix: Floats, levels: tuple[float, ...]) -> None:
        """Draw the level lines of the bowl x'Ax/2; A is ``(2, 2)``."""
        turns = np.linspace(0.0, 2 * np.pi, 73)
        circle = np.stack([np.cos(turns), np.sin(turns)], axis=-1)
        steepness, axes = np.linalg.eigh(matrix)
        for number, level in enumerate(levels):
            ellipse = circle * np.sqrt(2 * level / steepness) @ axes.T
            self.line(ellipse, self.theme.lagoon[2 + number % 3], width=1.2)

    def _fill(self, color: str) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(color))

    def _at(self, x: float, y: float) -> QPointF:
        across, up = (x - self._middle[0]) * self._scale[0], (y - self._middle[1]) * self._scale[1]
        return QPointF(self._wide / 2 + across, self._high / 2 - up)
