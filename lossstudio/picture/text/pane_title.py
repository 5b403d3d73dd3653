"""The heading of a pane: a dot of the runner's colour, a title, and what is special about this one."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from lossstudio.picture.colors import Theme
from lossstudio.picture.text.fonts import font

TITLE, DETAIL = 24.0, 20.0
SMALLEST = 0.5
"""Where there is too little room the writing gets smaller, down to this share, before it is cut short."""
DOT, GAP, MARGIN = 12.0, 14.0, 12.0


@dataclass(frozen=True, slots=True)
class Heading:
    """What a pane is called.

    Attributes
    ----------
    title, detail
        Such as "too high" and "learning rate 0.28".
    color
        The runner's that is shown; "" for no dot before the title.
    """

    title: str = ""
    detail: str = ""
    color: str = ""


def paint_heading(painter: QPainter, heading: Heading, place: QRectF, unit: float, theme: Theme) -> None:
    """Paint a heading into the middle of its row, smaller where it is long."""
    marked = (DOT + GAP / 2) * unit if heading.color else 0.0
    gap = GAP * unit if heading.title and heading.detail else 0.0
    room = place.width() - 2 * MARGIN * unit - marked - gap
    title, detail, faces = _fitted(heading, room, unit)
    widths = [QFontMetricsF(face).horizontalAdvance(text) for face, text in zip(faces, (title, detail), strict=True)]
    left = place.center().x() - (marked + widths[0] + gap + widths[1]) / 2
    painter.save()  # charts fill what has no colour of its own with the brush that they find
    if heading.color:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(heading.color))
        painter.drawEllipse(QRectF(left, place.center().y() - DOT * unit / 2, DOT * unit, DOT * unit))
    base = place.center().y() + QFontMetricsF(faces[0]).capHeight() / 2
    for face, text, color, at in zip(
        faces, (title, detail), (theme.text, theme.secondary), (0.0, widths[0] + gap), strict=True
    ):
        painter.setFont(face)
        painter.setPen(QColor(color))
        painter.drawText(QPointF(left + marked + at, base), text)
    painter.restore()


def _fitted(heading: Heading, room: float, unit: float) -> tuple[str, str, tuple[QFont, QFont]]:
    """Return title and detail as they fit, and the faces in which they do."""
    share = 1.0
    while True:
        faces = _face(TITLE * share * unit, QFont.Weight.DemiBold), _face(DETAIL * share * unit)
        detail_wide = QFontMetricsF(faces[1]).horizontalAdvance(heading.detail)
        whole = QFontMetricsF(faces[0]).horizontalAdvance(heading.title) + detail_wide
        if whole <= room or share <= SMALLEST:
            break
        share -= 0.05
    title = QFontMetricsF(faces[0]).elidedText(heading.title, Qt.TextElideMode.ElideRight, room - detail_wide)
    return title, heading.detail, faces


def _face(size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    made = font(10, weight)
    made.setPixelSize(max(1, round(size)))
    return made
