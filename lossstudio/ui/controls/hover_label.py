"""The values of what is under the pointer, on a small card beside it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lossstudio.ui.appearance.theme import Appearance

ACROSS_PX, DOWN_PX = 16.0, 14.0
"""How far from the place it stands."""
EDGE_PX = 4


class HoverLabel(QWidget):
    """One or several lines beside a place of the parent, hidden until it is shown."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance, self._text, self._over = appearance, "", parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def show_at(self, place: QPointF, text: str) -> None:
        """Show values beside a place, inside the parent, on the side where there is room; nothing hides it."""
        if self._say(text):
            px, room = self._appearance.px, self._over.rect()
            left = _beside(round(place.x()), px(ACROSS_PX), self.width(), room.width())
            self._put(left, _beside(round(place.y()), px(DOWN_PX), self.height(), room.height()))

    def show_before(self, place: QPointF, text: str) -> None:
        """Show values so that they end at a place, on its height, inside the parent; nothing hides it."""
        if self._say(text):
            left, top = round(place.x()) - self.width(), round(place.y()) - self.height() // 2
            room = self._over.rect()
            self._put(
                max(EDGE_PX, min(left, room.width() - EDGE_PX - self.width())),
                max(EDGE_PX, min(top, room.height() - EDGE_PX - self.height())),
            )

    def _say(self, text: str) -> bool:
        """Take the size of a text; False, and nothing is seen, where it is empty."""
        self._text = text
        if not text:
            self.hide()
            return False
        self.adjustSize()
        return True

    def _put(self, left: int, top: int) -> None:
        self.move(left, top)
        self.show()
        self.raise_()
        self.update()

    def sizeHint(self) -> QSize:
        metrics, lines = QFontMetrics(self._appearance.font(9)), self._text.splitlines() or [""]
        wide = max(metrics.horizontalAdvance(line) for line in lines)
        high = self._appearance.px(24) + (len(lines) - 1) * metrics.lineSpacing()
        return QSize(wide + self._appearance.px(16), high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._appearance.color("border"))
        painter.setBrush(self._appearance.color("card", 0.92))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(self._appearance.color("text"))
        painter.setFont(self._appearance.font(9))
        words = self.rect().adjusted(self._appearance.px(8), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text)


def _beside(at: int, away: int, length: int, room: int) -> int:
    """Return where something begins that stands beyond a place; before it where it would else not fit."""
    beyond, before = at + away, at - away - length
    if beyond + length <= room - EDGE_PX:
        return beyond
    return before if before >= EDGE_PX else max(room - EDGE_PX - length, EDGE_PX)
