"""Rounded corners for a widget that paints square ones, such as an OpenGL surface."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.card import RADIUS_PX


class Corners:
    """Four small pieces that lie over the corners of a widget."""

    def __init__(self, look: Look, over: QWidget) -> None:
        self._look, self._over = look, over
        self._pieces = [_Corner(look, over, right=right, low=low) for low in (False, True) for right in (False, True)]

    def place(self) -> None:
        """Follow the widget's size."""
        side = self._look.px(RADIUS_PX)
        for piece in self._pieces:
            left = self._over.width() - side if piece.right else 0
            top = self._over.height() - side if piece.low else 0
            piece.setGeometry(left, top, side, side)
            piece.raise_()


class _Corner(QWidget):
    def __init__(self, look: Look, parent: QWidget, *, right: bool, low: bool) -> None:
        super().__init__(parent)
        self._look, self.right, self.low = look, right, low
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(self.width())
        middle = QPointF(0.0 if self.right else side, 0.0 if self.low else side)
        disc = QRectF(middle.x() - side + 0.5, middle.y() - side + 0.5, 2 * side - 1, 2 * side - 1)
        outside = QPainterPath()
        outside.addRect(QRectF(self.rect()))
        inside = QPainterPath()
        inside.addEllipse(disc)
        painter.fillPath(outside.subtracted(inside), self._look.color("window"))
        painter.setPen(self._look.color("border"))
        painter.drawEllipse(disc)
