"""The legend of a surface: who is who, where names beside the balls would cover what is to be seen."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from lossstudio.picture.colors import Theme
from lossstudio.picture.scene.frame import FrameLabel
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.fonts import Face
from lossstudio.picture.text.labels import Surroundings, legend_area

_LINE = 1.7
"""From one name to the next, in heights of a letter."""
_USUAL_NAMES, _SMALLEST = 5, 0.55
"""More names than these are written smaller, down to this share."""
_WIDEST = 26.0
"""A name is no wider than this, in heights of a letter."""
_DOT_PT = 5.0
_PADDING_PT = (9.0, 8.0)
_GAP_PT = 8.0


def place_legend(names: Sequence[FrameLabel], letters: Face, around: Surroundings, ground: Sequence[Area]) -> Area:
    """Return where a row for each name stands, in pixels.

    `ground` is where the surface is: the legend stands beside it, if it can.
    """
    letters, scale = _smaller(len(names), letters, around.scale)
    told = [_cut_short(name.text, letters) for name in names]
    sizes = [letters.size(text) for text in told]
    tall = max(height for _, height in sizes)
    across, down = (part * scale for part in _PADDING_PT)
    indent = (2 * _DOT_PT + _GAP_PT) * scale
    width = 2 * across + indent + max(width for width, _ in sizes)
    return legend_area(width, 2 * down + tall * (1 + _LINE * (len(names) - 1)), around, ground)


def paint_legend(
    painter: QPainter, names: Sequence[FrameLabel], letters: Face, theme: Theme, area: Area, scale: float
) -> None:
    """Paint a row for each name, in their order, into the place that is for it."""
    letters, scale = _smaller(len(names), letters, scale)
    tall = max(letters.size(name.text)[1] for name in names)
    across, down = (part * scale for part in _PADDING_PT)
    indent = (2 * _DOT_PT + _GAP_PT) * scale
    card = QColor(theme.card)
    card.setAlphaF(0.9)
    painter.setPen(QPen(QColor(theme.border), scale))
    painter.setBrush(card)
    corner = 5.0 * scale
    painter.drawRoundedRect(QRectF(area.left, area.top, area.width, area.height), corner, corner)
    for row, name in enumerate(names):
        base = area.top + down + tall * (1 + _LINE * row)
        middle = QPointF(area.left + across + _DOT_PT * scale, base - tall / 2)
        _paint_dot(painter, middle, name, theme, scale)
        painter.setFont(letters.font)
        painter.setPen(QColor(theme.text))
        painter.drawText(QPointF(area.left + across + indent, base), _cut_short(name.text, letters))


def _smaller(count: int, letters: Face, scale: float) -> tuple[Face, float]:
    """Return smaller letters for many names, and the scale that goes with them."""
    share = max(_SMALLEST, min(1.0, _USUAL_NAMES / count))
    return letters.smaller(share), share * scale


def _cut_short(text: str, letters: Face) -> str:
    return letters.metrics.elidedText(text, Qt.TextElideMode.ElideRight, _WIDEST * letters.metrics.capHeight())


def _paint_dot(painter: QPainter, middle: QPointF, name: FrameLabel, theme: Theme, scale: float) -> None:
    """Paint a small ball, or a ring for a guest, as they lie upon the surface."""
    radius = _DOT_PT * scale
    if name.hollow:
        painter.setPen(QPen(QColor(name.color), 0.5 * radius))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius *= 0.75
    else:
        painter.setPen(QPen(QColor(theme.casing), scale))
        painter.setBrush(QColor(name.color))
    painter.drawEllipse(middle, radius, radius)
