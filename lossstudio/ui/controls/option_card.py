"""A card that is chosen: a title and what it means."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.button import press_on_enter

MEANING_POINTS = 9


class OptionCard(QAbstractButton):
    """One of several ways, with a line or two about it."""

    def __init__(self, look: Look, title: str, meaning: str) -> None:
        super().__init__()
        self._look, self._meaning = look, meaning
        self.setText(title)
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(meaning)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(280), self.heightForWidth(self._look.px(298)))

    def heightForWidth(self, width: int) -> int:
        px = self._look.px
        room = QRect(0, 0, width - px(26), px(200))
        lines = QFontMetrics(self._look.font(MEANING_POINTS)).boundingRect(
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
        look, px = self._look, self._look.px
        chosen = self.isChecked()
        painter.setPen(look.color("accent" if chosen or self.hasFocus() else "border"))
        painter.setBrush(look.color("active" if chosen else "raised" if self.underMouse() else "card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))
        painter.setPen(look.color("text"))
        painter.setFont(look.font(10, QFont.Weight.DemiBold))
        inside = self.rect().adjusted(px(13), px(6), -px(13), -px(6))
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.text())
        painter.setPen(look.color("secondary"))
        painter.setFont(look.font(MEANING_POINTS))
        painter.drawText(inside.adjusted(0, px(19), 0, 0), Qt.TextFlag.TextWordWrap, self._meaning)
