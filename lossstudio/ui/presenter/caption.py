"""What a film says while it is played live: a sentence on the picture, and cards that stand in its place."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lossstudio.ui.appearance.theme import Appearance

POINTS, CARD_POINTS, TITLE_POINTS = 14.0, 15.0, 28.0
SHARE = 0.86
"""How much of the picture's width a sentence may take."""
WORDS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter


class Caption(QWidget):
    """A sentence at the bottom of the picture, which leaves the mouse to it."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance, self._text = appearance, ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def say(self, text: str, room: QRect) -> None:
        """Say this at the bottom of a place; nothing hides it."""
        px = self._appearance.px
        self._text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if not text:
            return
        most = QRect(0, 0, round(room.width() * SHARE) - 2 * px(16), room.height())
        words = QFontMetrics(self._font).boundingRect(most, WORDS, text)
        self.resize(words.width() + 2 * px(16) + 2, words.height() + 2 * px(8))
        self.move(room.center().x() - self.width() // 2, room.bottom() - px(52) - self.height())
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = self._appearance.px
        painter.setPen(self._appearance.color("border"))
        painter.setBrush(self._appearance.color("card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))
        painter.setPen(self._appearance.color("text"))
        painter.setFont(self._font)
        painter.drawText(self.rect().adjusted(px(12), 0, -px(12), 0), WORDS, self._text)

    @property
    def _font(self) -> QFont:
        return self._appearance.font(POINTS, QFont.Weight.Medium)


class TitleCard(QWidget):
    """Words that stand alone; the first line is the largest."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance, self._text = appearance, ""
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def say(self, text: str, room: QRect) -> None:
        """Say this in a place; nothing hides it."""
        self._text = text.strip()
        self.setAccessibleName(self._text)
        self.setVisible(bool(self._text))
        if self._text:
            self.setGeometry(room)
            self.raise_()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        appearance, px = self._appearance, self._appearance.px
        painter.fillRect(self.rect(), appearance.color("canvas"))
        title, _, rest = self._text.partition("\n")
        large, small = appearance.font(TITLE_POINTS, QFont.Weight.DemiBold), appearance.font(CARD_POINTS)
        room = self.rect().adjusted(px(48), px(24), -px(48), -px(24))
        high = QFontMetrics(large).boundingRect(room, WORDS, title).height()
        below = QFontMetrics(small).boundingRect(room, WORDS, rest).height() + px(14) if rest else 0
        top = room.top() + max(0, (room.height() - high - below) // 2)
        for font, color, words, at, tall in (
            (large, "text", title, top, high),
            (small, "secondary", rest, top + high + px(14), below),
        ):
            painter.setFont(font)
            painter.setPen(appearance.color(color))
            painter.drawText(QRect(room.left(), at, room.width(), tall), WORDS, words)
