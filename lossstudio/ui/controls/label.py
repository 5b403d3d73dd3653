"""Writing on a card: labels that shorten with an ellipsis, words that wrap, and quiet notes beside a sign."""

from typing import Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from lossstudio.ui.appearance.icons import paint_icon
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.fitted_text import fitted_clauses, fitted_text
from lossstudio.ui.controls.plain_tip import plain_tip
from lossstudio.ui.controls.word_card import watch_words

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

    def __init__(self, appearance: Appearance, text: str = "", *, points: float = 9, most_lines: int = 12) -> None:
        super().__init__()
        self._appearance, self._points, self._most_lines = appearance, points, most_lines
        self._text = text
        self._laid_out = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._dress)
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
        return QSize(self._appearance.px(EXPECTED_PX), self._wanted())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(40), self._wanted())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._laid_out = True
        if event.oldSize().width() != event.size().width():
            self._measure()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self._appearance.color("secondary"))
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
        room = QRect(0, 0, self.width() if self._laid_out else self._appearance.px(EXPECTED_PX), 10_000)
        return QFontMetrics(self.font()).boundingRect(room, FLAGS, text).height()

    def _most(self) -> int:
        return self._most_lines * QFontMetrics(self.font()).lineSpacing()

    def _wanted(self) -> int:
        return min(self._height_of(self._text), self._most()) if self._text else 0

    def _measure(self) -> None:
        self.setFixedHeight(self._wanted())
        self.updateGeometry()

    def _dress(self) -> None:
        self._appearance.give_font(self, self._points)
        self._measure()


Kind = Literal["warning", "good", "plain"]
_SIGNS = {"warning": ("triangle-alert", "error"), "good": ("check", "secondary"), "plain": ("info", "secondary")}
SIGN_PX = 13.0


class Note(QWidget):
    """Words that wrap; it goes away when there is nothing to say."""

    def __init__(self, appearance: Appearance, kind: Kind = "plain") -> None:
        super().__init__()
        self._appearance = appearance
        self._sign = _Sign(appearance, kind)
        self._words = Paragraph(appearance)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(self._words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._space)
        self._space()
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, text: str, kind: Kind | None = None, *, tip: str = "") -> None:
        """Say something, or nothing; `tip` is the whole of it where the text is short."""
        if kind is not None:
            self._sign.show_kind(kind)
        self._words.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(plain_tip(tip))
        self.setVisible(bool(text))

    def _space(self) -> None:
        self._line.setSpacing(self._appearance.px(6))


class _Sign(QWidget):
    def __init__(self, appearance: Appearance, kind: Kind) -> None:
        super().__init__()
        self._appearance, self._kind = appearance, kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_kind(self, kind: Kind) -> None:
        if kind != self._kind:
            self._kind = kind
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(SIGN_PX), self._appearance.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        icon, color = _SIGNS[self._kind]
        side = self._appearance.px(SIGN_PX)
        place = QRectF(0, (self.height() - side) / 2, side, side)
        paint_icon(QPainter(self), icon, place, self._appearance.color(color))


class Label(QLabel):
    """A line or a paragraph in the interface's typeface, that follows the look.

    Parameters
    ----------
    points
        Its size for an interface of 10 points.
    quiet
        Secondary colour.
    """

    def __init__(
        self,
        appearance: Appearance,
        text: str = "",
        *,
        points: float = 10,
        weight: QFont.Weight = QFont.Weight.Normal,
        quiet: bool = False,
        italic: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._appearance = appearance
        self._face = (points, weight, italic)
        self.setTextFormat(Qt.TextFormat.PlainText)
        watch_words(appearance, self)
        self.setProperty("quiet", quiet)
        appearance.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        points, weight, italic = self._face
        self._appearance.give_font(self, points, weight, italic=italic)


class ElidedLabel(Label):
    """One line that gives way: smaller where it doesn't fit, then shortened, and the tooltip has it all.

    Parameters
    ----------
    by_clauses
        What doesn't fit loses its last clauses, or all of them, instead of ending with an ellipsis.
    """

    def __init__(
        self,
        appearance: Appearance,
        text: str = "",
        *,
        align_right: bool = False,
        points: float = 10,
        weight: QFont.Weight = QFont.Weight.Normal,
        quiet: bool = False,
        italic: bool = False,
        by_clauses: bool = False,
    ) -> None:
        super().__init__(appearance, text, points=points, weight=weight, quiet=quiet, italic=italic)
        self._tip, self._fit = "", fitted_clauses if by_clauses else fitted_text
        self._shorter: tuple[str, ...] = ()
        side = Qt.AlignmentFlag.AlignRight if align_right else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def shown_text(self) -> str:
        """Return what fits."""
        return self._fitted()[1]

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        if text != self.text():
            super().setText(text)
            self._explain()

    def say(self, text: str, *shorter: str) -> None:
        """Show a text, or the first of the shorter ones that fits where it doesn't."""
        self._shorter = shorter
        self.setText(text)
        self._explain()
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.text()) + 2, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        role = self.foregroundRole()
        color = self._appearance.color("secondary") if self.property("quiet") else self.palette().color(role)
        if not self.isEnabled():
            color = self.palette().color(QPalette.ColorGroup.Disabled, role)
        painter.setPen(color)
        font, words = self._fitted()
        painter.setFont(font)
        painter.drawText(self.contentsRect(), self.alignment(), words)

    def explain(self, tip: str) -> None:
        """Say something more in the tooltip, with the whole text where that doesn't fit."""
        self._tip = tip
        self._explain()

    def _fitted(self) -> tuple[QFont, str]:
        room = self.contentsRect().width()
        for text in (self.text(), *self._shorter):
            font, words = self._fit(text, self.font(), room)
            if words == text:
                break
        return font, words

    def _explain(self) -> None:
        whole = self.text() if self.shown_text() != self.text() else ""
        self.setToolTip(plain_tip("\n".join(part for part in (whole, self._tip) if part)))
