"""What floats on the surface: the badge, the read-out under the pointer, and the coach's pill."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossstudio.ui.appearance.icons import paint_icon
from lossstudio.ui.appearance.theme import Look


class Badge(QWidget):
    """A quiet line with a dot before it: how honest the picture is."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self.adjustSize)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def say(self, text: str) -> None:
        """Say this."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.adjustSize()
            self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._look.font(9))
        return QSize(metrics.horizontalAdvance(self._text) + self._look.px(22), self._look.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._text:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("canvas", 0.8))
        painter.drawRoundedRect(QRectF(self.rect()), self._look.px(5), self._look.px(5))
        painter.setBrush(self._look.color("secondary"))
        painter.drawEllipse(QPointF(self._look.px(6), self.height() / 2), self._look.px(4), self._look.px(4))
        painter.setPen(self._look.color("secondary"))
        painter.setFont(self._look.font(9))
        words = self.rect().adjusted(self._look.px(16), 0, 0, 0)
        shown = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)


class HoverLabel(QWidget):
    """The values under the pointer, beside it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._text, self._over = look, "", parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def show_at(self, place: QPointF, text: str) -> None:
        """Show values beside a place, inside the parent; nothing hides it."""
        self._text = text
        if not text:
            self.hide()
            return
        self.adjustSize()
        room = self._over.rect()
        left = min(round(place.x()) + self._look.px(16), room.width() - self.width() - 4)
        top = min(round(place.y()) + self._look.px(14), room.height() - self.height() - 4)
        self.move(max(left, 4), max(top, 4))
        self.show()
        self.raise_()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._look.font(9))
        return QSize(metrics.horizontalAdvance(self._text) + self._look.px(16), self._look.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._look.color("border"))
        painter.setBrush(self._look.color("card", 0.92))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(self._look.color("text"))
        painter.setFont(self._look.font(9))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)


class Pill(QWidget):
    """The coach in small: an icon and a few words.

    Signals
    -------
    pressed
        A person asks for the whole text.
    """

    pressed = Signal()
    HEIGHT_PX = 32

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._words, self._warning, self._short = "Hint", False, False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Coach")
        look.changed.connect(self.adjustSize)

    def say(self, words: str, *, warning: bool) -> None:
        """Say this."""
        if (words, warning) != (self._words, self._warning):
            self._words, self._warning = words, warning
            self.setAccessibleName(f"Coach: {words}")
            self.adjustSize()
            self.update()

    @property
    def words(self) -> str:
        """What stands in it."""
        return ("Warning" if self._warning else "Hint") if self._short else self._words

    def fit(self, room: int) -> None:
        """Take the size that the words need; where that is more than there is room, say only that there are some."""
        self._short = False
        self._short = self.sizeHint().width() > room
        self.adjustSize()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        wide = min(metrics.horizontalAdvance(self.words), self._look.px(280))
        return QSize(wide + self._look.px(52), self._look.px(self.HEIGHT_PX))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, px = self._look, self._look.px
        edge = "error" if self._warning else "accent"
        painter.setPen(look.color(edge))
        painter.setBrush(look.color("active"))
        ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(ground, ground.height() / 2, ground.height() / 2)
        place = QRectF(px(13), (self.height() - px(16)) / 2, px(16), px(16))
        paint_icon(painter, "triangle-alert" if self._warning else "lightbulb", place, look.color(edge))
        painter.setPen(look.color("text"))
        painter.setFont(self._font())
        words = self.rect().adjusted(px(36), 0, -px(12), 0)
        shown = painter.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, words.width() + 2)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)

    def _font(self) -> QFont:
        return self._look.font(10, QFont.Weight.Medium)
