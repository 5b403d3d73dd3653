"""A field for a formula: a few lines that grow with the text, and a wave under the place that is wrong."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit

from lossstudio.ui.appearance.theme import Look

FEWEST_LINES, MOST_LINES = 1, 5


class FormulaField(QPlainTextEdit):
    """A formula while it is being typed. Enter accepts and gives the keys back to the window, Escape takes it back.

    Signals
    -------
    typed
        A person changed the text.
    accepted
        Enter was pressed, or the field was left.
    given_up
        Escape was pressed.
    """

    typed = Signal()
    accepted = Signal()
    given_up = Signal()

    def __init__(self, look: Look, *, name: str) -> None:
        super().__init__()
        self._look = look
        self._showing = False
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFrameShape(self.Shape.NoFrame)
        self.textChanged.connect(self._follow)
        self.document().documentLayout().documentSizeChanged.connect(self._measure)
        look.changed.connect(self._dress)
        self._dress()

    @property
    def text(self) -> str:
        """The formula; lines are one."""
        return " ".join(self.toPlainText().splitlines()).strip()

    def show_text(self, text: str) -> None:
        """Show a formula; nothing is emitted."""
        if text != self.text:
            self._showing = True
            self.setPlainText(text)
            self._showing = False

    def mark(self, position: int) -> None:
        """Underline the character at a position that is counted from 1; 0 marks nothing."""
        length = len(self.toPlainText())
        if not position or not length:
            self.setExtraSelections([])
            return
        mark = QTextEdit.ExtraSelection()
        cursor = self.textCursor()
        at = min(position - 1, length - 1)
        cursor.setPosition(at)
        cursor.setPosition(at + 1, QTextCursor.MoveMode.KeepAnchor)
        wave = QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wave.setUnderlineColor(QColor(self._look.theme.error))
        wave.setBackground(self._look.color("error", 0.25))
        mark.cursor, mark.format = cursor, wave
        self.setExtraSelections([mark])

    def sizeHint(self) -> QSize:
        line = QFontMetrics(self.font()).lineSpacing()
        lines = min(max(int(self.document().size().height()), FEWEST_LINES), MOST_LINES)
        return QSize(self._look.px(120), lines * line + self._look.px(14))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(80), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accepted.emit()
            self.clearFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.accepted.emit()

    def _follow(self) -> None:
        if not self._showing:
            self.typed.emit()

    def _measure(self, _size: QRectF | None = None) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def _dress(self) -> None:
        self.setFont(self._look.font())
        self._measure()
