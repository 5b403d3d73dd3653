"""What is chosen by a press: a check box, a chip, a card."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from lossstudio.ui.appearance.icons import paint_icon
from lossstudio.ui.appearance.theme import CONTROL_PX, Appearance
from lossstudio.ui.controls.button import press_on_enter

SIDE_PX = 16.0


class CheckBox(QAbstractButton):
    """A box that is checked or not; its name is for screen readers, the words stand beside it elsewhere."""

    def __init__(self, appearance: Appearance, *, name: str) -> None:
        super().__init__()
        self._appearance = appearance
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        appearance.refits(self)

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(SIDE_PX) + 8, self._appearance.px(CONTROL_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_on_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        appearance, side = self._appearance, self._appearance.px(SIDE_PX)
        box = QRectF(1.5, (self.height() - side) / 2 + 0.5, side, side)
        painter.setPen(appearance.color("accent" if self.isChecked() or self.hasFocus() else "control_border"))
        painter.setBrush(appearance.color("accent" if self.isChecked() else "raised" if self.underMouse() else "field"))
        painter.drawRoundedRect(box, appearance.px(4), appearance.px(4))
        if self.isChecked():
            paint_icon(painter, "check", box.adjusted(2, 2, -2, -2), appearance.color("on_accent"))
        if self.hasFocus():
            painter.setPen(appearance.color("text"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), appearance.px(5), appearance.px(5))


class Chip(QAbstractButton):
    """A pill with a dot and a name; checked means selected.

    Signals
    -------
    renaming_asked
        It was double-clicked.
    """

    renaming_asked = Signal()

    def __init__(self, appearance: Appearance, text: str, color: str | None = None) -> None:
        super().__init__()
        self._appearance, self._color = appearance, color
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(color is not None)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        appearance.refits(self)

    def set_color(self, color: str) -> None:
        """Give the dot another colour, ``#rrggbb``."""
        self._color = color
        self.update()

    def sizeHint(self) -> QSize:
        bold = QFontMetrics(self._appearance.font(9, QFont.Weight.DemiBold))
        dot = self._appearance.px(14) if self._color else 0
        return QSize(
            bold.horizontalAdvance(self.text()) + dot + self._appearance.px(14), self._appearance.px(CONTROL_PX)
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(30), self._appearance.px(CONTROL_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_on_enter(self, event):
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.renaming_asked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        appearance, chosen = self._appearance, self.isChecked()
        edge = "accent" if chosen or self.hasFocus() else "border"
        painter.setPen(appearance.color(edge))
        painter.setBrush(appearance.color("active" if chosen else "raised_2" if self.underMouse() else "raised"))
        ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(ground, ground.height() / 2, ground.height() / 2)
        words = self.rect().adjusted(appearance.px(7), 0, -appearance.px(5), 0)
        if self._color:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._color))
            painter.drawEllipse(
                QPointF(words.left() + appearance.px(5), self.height() / 2), appearance.px(5), appearance.px(5)
            )
            words.setLeft(words.left() + appearance.px(13))
        painter.setPen(appearance.color("text"))
        font = appearance.font(9, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.setFont(font)
        fitting = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width() + 2)
        side = Qt.AlignmentFlag.AlignLeft if self._color else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(words, side | Qt.AlignmentFlag.AlignVCenter, fitting)


MEANING_POINTS = 9


class OptionCard(QAbstractButton):
    """One of several ways, with a line or two about it."""

    def __init__(self, appearance: Appearance, title: str, meaning: str) -> None:
        super().__init__()
        self._appearance, self._meaning = appearance, meaning
        self.setText(title)
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(meaning)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(280), self.heightForWidth(self._appearance.px(298)))

    def heightForWidth(self, width: int) -> int:
        px = self._appearance.px
        room = QRect(0, 0, width - px(26), px(200))
        lines = QFontMetrics(self._appearance.font(MEANING_POINTS)).boundingRect(
            room, Qt.TextFlag.TextWordWrap, self._meaning
        )
        return lines.height() + px(34)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self.isChecked():
            press_on_enter(self, event)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        appearance, px = self._appearance, self._appearance.px
        chosen = self.isChecked()
        painter.setPen(appearance.color("accent" if chosen or self.hasFocus() else "border"))
        painter.setBrush(appearance.color("active" if chosen else "raised" if self.underMouse() else "card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))
        painter.setPen(appearance.color("text"))
        painter.setFont(appearance.font(10, QFont.Weight.DemiBold))
        inside = self.rect().adjusted(px(13), px(6), -px(13), -px(6))
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.text())
        painter.setPen(appearance.color("secondary"))
        painter.setFont(appearance.font(MEANING_POINTS))
        painter.drawText(inside.adjusted(0, px(19), 0, 0), Qt.TextFlag.TextWordWrap, self._meaning)
