"""Letters at any place of a picture, not at whole pixels alone, so that they can glide."""

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from lossstudio.picture.text.fonts import Face

FIRST_PICTURE = "\u2600"
"""From this character on some are drawn as pictures, which have no outline."""


def write(painter: QPainter, letters: Face, color: QColor, place: QPointF, text: str) -> None:
    """Write a text whose base line starts at a place.

    Upon an image it stands just there, and glides when it moves: Qt itself puts base lines upon whole pixels
    (Qt 6.11). Elsewhere letters stay letters, as do pictures among them.
    """
    if isinstance(painter.device(), QImage) and max(text, default="") < FIRST_PICTURE:
        painter.save()
        painter.translate(place)
        painter.fillPath(_outline(text, letters), color)
        painter.restore()
        return
    painter.setFont(letters.font)
    painter.setPen(color)
    painter.drawText(place, text)


@lru_cache(maxsize=512)
def _outline(text: str, letters: Face) -> QPainterPath:
    """Return the outline of a text that begins at (0, 0)."""
    path = QPainterPath()
    path.addText(QPointF(0.0, 0.0), letters.font, text)
    path.setFillRule(Qt.FillRule.WindingFill)
    return path
