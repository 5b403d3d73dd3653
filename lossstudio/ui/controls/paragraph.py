"""Words that wrap, in a widget that is as high as they are.

It measures itself when its width changes, instead of having a height for each width as QLabel has: that would keep
everything around it in a scroll area from giving way.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossstudio.ui.appearance.theme import Look

FLAGS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
EXPECTED_PX = 240
"""How wide it is taken to be before it is laid out."""


class Paragraph(QWidget):
    """Quiet words over several lines.

    Parameters
    ----------
    points
        Their size for an interface of 10 points.
    most_lines
        What would take more lines is cut with an ellipsis.
    """

    def __init__(self, look: Look, text: str = "", *, points: float = 9, most_lines: int = 12) -> None:
        super().__init__()
        self._look, self._points, self._most_lines = look, points, most_lines
        self._text = text
        self._laid_out = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)
        self._dress()

    def text(self) -> str:
        """Return the words, all of them."""
        return self._text

    def setText(self, text: str) -> None:  # noqa: N802 - as Qt's labels have it
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self._measure()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(EXPECTED_PX), self._wanted())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(40), self._wanted())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._laid_out = True
        if event.oldSize().width() != event.size().width():
            self._measure()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self._look.color("secondary"))
        painter.drawText(self.rect(), FLAGS, self.shown_text())

    def shown_text(self) -> str:
        """Return what fits into the lines that it may have."""
        if self._height_of(self._text) <= self._most():
            return self._text
        low, high = 0, len(self._text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self._height_of(f"{self._text[:middle]}…") <= self._most()
            low, high = (middle, high) if fits else (low, middle - 1)
        return f"{self._text[:low].rstrip()}…"

    def _height_of(self, text: str) -> int:
        room = QRect(0, 0, self.width() if self._laid_out else self._look.px(EXPECTED_PX), 10_000)
        return QFontMetrics(self.font()).boundingRect(room, FLAGS, text).height()

    def _most(self) -> int:
        return self._most_lines * QFontMetrics(self.font()).lineSpacing()

    def _wanted(self) -> int:
        return min(self._height_of(self._text), self._most()) if self._text else 0

    def _measure(self) -> None:
        self.setFixedHeight(self._wanted())
        self.updateGeometry()

    def _dress(self) -> None:
        self.setFont(self._look.font(self._points))
        self._measure()
