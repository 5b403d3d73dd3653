"""What a film says while it is played live: a sentence under the picture, and cards that stand in its place."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.presenter.live_plan import FilmWords

POINTS, CARD_POINTS, TITLE_POINTS = 14.0, 15.0, 28.0
MARGIN_PX = 12
CENTRED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter
LEFT = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Caption(QWidget):
    """A row for sentences, as tall as the one that needs most."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance, self._text, self._ink = appearance, "", 1.0
        self._sentences: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def hold(self, sentences: Sequence[str]) -> None:
        """Have room for any of these; there is no row for none."""
        self._sentences = tuple(sentences)
        self.setVisible(bool(sentences))
        self.updateGeometry()

    def say(self, text: str, ink: float) -> None:
        """Say this, with a share (0..1) of its ink."""
        self._text, self._ink = text, ink
        self.setAccessibleName(text)
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - 2 * self._appearance.px(MARGIN_PX)), 1)
        metrics = QFontMetrics(self._font)
        return max((metrics.boundingRect(room, LEFT, text).height() for text in self._sentences), default=0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        margin = self._appearance.px(MARGIN_PX)
        painter.setOpacity(self._ink)
        painter.setPen(self._appearance.color("text"))
        painter.setFont(self._font)
        painter.drawText(self.rect().adjusted(margin, 0, -margin, 0), LEFT, self._text)

    @property
    def _font(self) -> QFont:
        return self._appearance.font(POINTS, QFont.Weight.Medium)


class TitleCard(QWidget):
    """Words that stand alone, the first line the largest; and the ground out of which the picture comes after them."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance, self._words = appearance, FilmWords()
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.card.strip()

    def say(self, words: FilmWords, room: QRect) -> None:
        """Say a card in a place, or lie upon what is there, as far as it isn't to be seen yet."""
        self._words = words
        self.setAccessibleName(self.text)
        self.setVisible(bool(self.text) or words.ink < 1)
        if not self.isHidden():
            self.setGeometry(room)
            self.raise_()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        appearance, px, ink = self._appearance, self._appearance.px, self._words.ink
        painter.setOpacity(1.0 if self.text else 1.0 - ink)
        painter.fillRect(self.rect(), appearance.color("canvas"))
        title, _, rest = self.text.partition("\n")
        large, small = appearance.font(TITLE_POINTS, QFont.Weight.DemiBold), appearance.font(CARD_POINTS)
        room = self.rect().adjusted(px(48), px(24), -px(48), -px(24))
        high = QFontMetrics(large).boundingRect(room, CENTRED, title).height()
        below = QFontMetrics(small).boundingRect(room, CENTRED, rest).height() + px(14) if rest else 0
        top = room.top() + max(0, (room.height() - high - below) // 2)
        for font, color, words, at, tall, share in (
            (large, "text", title, top, high, ink),
            (small, "secondary", rest, top + high + px(14), below, ink * self._words.opening.lines),
        ):
            painter.setOpacity(share)
            painter.setFont(font)
            painter.setPen(appearance.color(color))
            painter.drawText(QRect(room.left(), at, room.width(), tall), CENTRED, words)
