"""The icons: shipped SVG files, drawn in the colour of the writing beside them."""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from lossstudio.core.resources import resource


def icon(name: str, *, solid: bool = False, role: QPalette.ColorRole = QPalette.ColorRole.ButtonText) -> QIcon:
    """Return a shipped icon that follows the application's palette.

    Parameters
    ----------
    name
        Its file's name without the ending.
    solid
        Fill its shapes too, as on the buttons of a player.
    role
        Which colour of the palette it wears.
    """
    return QIcon(_Engine(name, solid, role))


def paint_icon(painter: QPainter, name: str, rect: QRectF, color: QColor, *, solid: bool = False) -> None:
    """Draw a shipped icon in a colour."""
    _renderer(name, color.name(), solid).render(painter, rect)


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text("utf-8")


@cache
def _renderer(name: str, color: str, solid: bool) -> QSvgRenderer:
    drawing = _source(name).replace("currentColor", color)
    if solid:
        drawing = drawing.replace('fill="none"', f'fill="{color}"')
    return QSvgRenderer(QByteArray(drawing.encode()))


class _Engine(QIconEngine):
    """Draws an icon afresh in the palette's colour of the moment, so that a change of theme needs no new icons."""

    def __init__(self, name: str, solid: bool, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._told = (name, solid, role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        name, solid, role = self._told
        group = QPalette.ColorGroup.Disabled if mode == QIcon.Mode.Disabled else QPalette.ColorGroup.Active
        color = QGuiApplication.palette().color(group, role)
        painter.save()
        painter.setOpacity(painter.opacity() * color.alphaF())
        side = min(rect.width(), rect.height())
        square = QRectF(rect.center().x() + 0.5 - side / 2, rect.center().y() + 0.5 - side / 2, side, side)
        paint_icon(painter, name, square, color, solid=solid)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Engine(*self._told)
