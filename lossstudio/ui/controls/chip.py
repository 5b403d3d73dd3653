"""A chip: a coloured dot and a name; the runners of a race are chosen with them."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.button import press_on_enter


class Chip(QAbstractButton):
    """A pill with a dot and a name; checked means selected.

    Signals
    -------
    renaming_asked
        It was double-clicked.
    """

    renaming_asked = Signal()

    def __init__(self, look: Look, text: str, color: str | None = None) -> None:
        super().__init__()
        self._look, self._color = look, color
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(color is not None)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def set_color(self, color: str) -> None:
        """Give the dot another colour, ``#rrggbb``."""
        self._color = color
        self.update()

    def sizeHint(self) -> QSize:
        bold = QFontMetrics(self._look.font(9, QFont.Weight.DemiBold))
        dot = self._look.px(14) if self._color else 0
        return QSize(bold.horizontalAdvance(self.text()) + dot + self._look.px(14), self._look.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(30), self._look.px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_on_enter(self, event):
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.renaming_asked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, chosen = self._look, self.isChecked()
        edge = "accent" if chosen or self.hasFocus() else "border"
        painter.setPen(look.color(edge))
        painter.setBrush(look.color("active" if chosen else "raised_2" if self.underMouse() else "raised"))
        ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(ground, ground.height() / 2, ground.height() / 2)
        words = self.rect().adjusted(look.px(7), 0, -look.px(5), 0)
        if self._color:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._color))
            painter.drawEllipse(QPointF(words.left() + look.px(5), self.height() / 2), look.px(5), look.px(5))
            words.setLeft(words.left() + look.px(13))
        painter.setPen(look.color("text"))
        font = look.font(9, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.setFont(font)
        fitting = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width() + 2)
        side = Qt.AlignmentFlag.AlignLeft if self._color else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(words, side | Qt.AlignmentFlag.AlignVCenter, fitting)
