"""A spot: one part of a picture stays as it is while all else dims, and an arrow with a word may point to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from lossstudio.picture.colors import Theme
from lossstudio.picture.text.fonts import font
from lossstudio.picture.text.overlay_ink import sink

DIMS = 0.72
"""How much of what is not in the spot is gone."""
WORD, PADDING, LINE = 20.0, 9.0, 2.6
AWAY = (84.0, 64.0)
"""How far aside and above of what it points to the middle of a word stands."""
STOPS = 16.0
"""How far before it the arrow ends, beside a ball's radius."""
HEAD = (15.0, 6.5)


@dataclass(frozen=True, slots=True)
class Spot:
    """What stands out.

    Attributes
    ----------
    text
        A word at an arrow; "" for no arrow.
    ink
        How much (0..1) of it is there.
    """

    on: str
    text: str = ""
    ink: float = 1.0


def dim(painter: QPainter, places: Sequence[QRectF], theme: Theme, ink: float) -> None:
    """Let places sink into the ground, but not wholly."""
    sink(painter, places, theme, DIMS * ink)


def point_out(painter: QPainter, spot: Spot, target: QPointF, place: QRectF, theme: Theme, unit: float) -> None:
    """Paint an arrow from a word to a target, both within a place."""
    face = font(10, QFont.Weight.Bold)
    face.setPixelSize(max(1, round(WORD * unit)))
    metrics, pad = QFontMetricsF(face), PADDING * unit
    wide, tall = metrics.horizontalAdvance(spot.text) + 2 * pad, metrics.height() + pad
    left = target.x() > place.center().x()
    middle = target + QPointF((-1 if left else 1) * (AWAY[0] * unit + wide / 2), -AWAY[1] * unit)
    box = QRectF(0, 0, wide, tall)
    box.moveCenter(middle)
    box.moveLeft(min(max(box.left(), place.left()), place.right() - wide))
    box.moveTop(min(max(box.top(), place.top()), place.bottom() - tall))
    painter.save()
    painter.setOpacity(spot.ink)
    _paint_arrow(painter, box, target, theme, unit)
    painter.setPen(QPen(QColor(theme.text), 1.3 * unit))
    painter.setBrush(QColor(theme.card))
    painter.drawRoundedRect(box, 5 * unit, 5 * unit)
    painter.setFont(face)
    painter.drawText(QPointF(box.left() + pad, box.center().y() + metrics.capHeight() / 2), spot.text)
    painter.restore()


def _paint_arrow(painter: QPainter, box: QRectF, target: QPointF, theme: Theme, unit: float) -> None:
    start = box.center()
    way = target - start
    far = hypot(way.x(), way.y())
    if far <= STOPS * unit:
        return
    along = QPointF(way.x() / far, way.y() / far)
    tip = target - along * STOPS * unit
    neck, across = tip - along * HEAD[0] * unit, QPointF(-along.y(), along.x()) * HEAD[1] * unit
    for color, extra in ((theme.casing, 2.4), (theme.text, 0.0)):
        pen = QPen(QColor(color), (LINE + extra) * unit)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(QColor(color))
        painter.drawLine(start, neck)
        pen.setWidthF(max(extra, 0.1) * unit)
        painter.setPen(pen)
        painter.drawPolygon(QPolygonF([tip, neck + across, neck - across]))
