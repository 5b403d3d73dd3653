"""Technical words are explained where they stand: on hover and on focus, a sentence and a drawing on a small card."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from shiboken6 import isValid

from lossstudio.ui.appearance.drawings import DRAWINGS
from lossstudio.ui.appearance.drawings.sketch import SIZE_PX, Sketch
from lossstudio.ui.appearance.glossary import GLOSSARY, MOST, terms_in
from lossstudio.ui.appearance.theme import Appearance

WORDS_PX, GAP_PX, EDGE_PX = 220.0, 10.0, 10.0
BELOW_PX = 6.0
"""How far below what it explains the card stands."""
BESIDE_MOUSE_PX = 14
"""How far below the mouse's tip it begins at least, so that the pointer doesn't hide it."""
WAITS_MS = 800
"""How long something has had the keyboard's focus before its words are explained."""
STAYS_MS = 20_000
FLAGS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_ENDS = (
    QEvent.Type.Leave,
    QEvent.Type.FocusOut,
    QEvent.Type.Hide,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.KeyPress,
    QEvent.Type.Wheel,
    QEvent.Type.WindowDeactivate,
)


@dataclass(frozen=True, slots=True)
class WordExplanation:
    """What a card says: a few words of its own, and sentences with the drawing of the word that each is about."""

    words: str
    terms: tuple[str, ...]


def explanation_of(widget: QWidget) -> WordExplanation | None:
    """Return what there is to say about the technical words of a widget; None where it has none.

    They are those that its tooltip explains, or the first in its name and tooltip; a button's words say what it does.
    """
    lines = widget.toolTip().splitlines()
    told = tuple(term for term in GLOSSARY if GLOSSARY[term] in lines)
    told = tuple({GLOSSARY[term]: term for term in told}.values())[:MOST]
    if not told and not isinstance(widget, QAbstractButton):
        told = terms_in(f"{widget.accessibleName()}\n{widget.toolTip()}")[:1]
    own = [line for line in lines if line not in [GLOSSARY[term] for term in told]]
    return WordExplanation("\n".join(own), told) if told else None


class WordCard(QWidget):
    """The card, in a window of its own beside what it explains.

    Parameters
    ----------
    home
        The window of what it explains, which it goes with.
    """

    def __init__(self, appearance: Appearance, home: QWidget) -> None:
        super().__init__(home, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self._appearance = appearance
        self._shown = WordExplanation("", ())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._ends = QTimer(self)
        self._ends.setSingleShot(True)
        self._ends.setInterval(STAYS_MS)
        self._ends.timeout.connect(self.hide)

    @property
    def shown(self) -> WordExplanation:
        """What it says."""
        return self._shown

    def explain(self, explanation: WordExplanation, beside: QRect, screen: QRect) -> None:
        """Show this below a place, or above it where there is no room; both in pixels of the screen."""
        self._shown = explanation
        self.setAccessibleName("\n".join([explanation.words, *(GLOSSARY[term] for term in explanation.terms)]).strip())
        px = self._appearance.px
        self.resize(2 * px(EDGE_PX) + px(SIZE_PX[0] + GAP_PX + WORDS_PX), self._height())
        left = min(max(beside.left(), screen.left()), screen.right() - self.width())
        low = beside.bottom() + px(BELOW_PX)
        high = beside.top() - px(BELOW_PX) - self.height()
        self.move(left, low if low + self.height() <= screen.bottom() or high < screen.top() else high)
        self.show()
        self.update()
        self._ends.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px = QPainter(self), self._appearance.px
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.setPen(self._appearance.color("control_border"))
        painter.setBrush(self._appearance.color("card"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        edge, top = px(EDGE_PX), px(EDGE_PX)
        painter.setFont(self._appearance.font())
        if self._shown.words:
            high = self._words_height()
            painter.setPen(self._appearance.color("text"))
            painter.drawText(QRectF(edge, top, self.width() - 2 * edge, high), FLAGS, self._shown.words)
            top += high + px(GAP_PX) // 2
        for term in self._shown.terms:
            self._paint_term(painter, term, edge, top)
            top += px(SIZE_PX[1])

    def _paint_term(self, painter: QPainter, term: str, left: int, top: int) -> None:
        px = self._appearance.px
        painter.save()
        painter.translate(left, top)
        DRAWINGS[term](Sketch(painter, self._appearance))
        painter.restore()
        painter.setPen(self._appearance.color("text"))
        painter.setFont(self._appearance.font())
        place = QRectF(left + px(SIZE_PX[0] + GAP_PX), top, px(WORDS_PX), px(SIZE_PX[1]))
        painter.drawText(place, FLAGS, GLOSSARY[term])

    def _height(self) -> int:
        px = self._appearance.px
        words = self._words_height() + px(GAP_PX) // 2 if self._shown.words else 0
        return 2 * px(EDGE_PX) + words + len(self._shown.terms) * px(SIZE_PX[1])

    def _words_height(self) -> int:
        room = QRect(0, 0, self._appearance.px(SIZE_PX[0] + GAP_PX + WORDS_PX), 10_000)
        return QFontMetrics(self._appearance.font()).boundingRect(room, FLAGS, self._shown.words).height()


class WordCards(QObject):
    """Shows the one card when the mouse rests on a widget that is watched, or the keyboard's focus comes to it."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self._appearance = appearance
        self._card: WordCard | None = None
        self._focused: QWidget | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAITS_MS)
        self._wait.timeout.connect(self._explain_focused)

    @property
    def card(self) -> WordCard | None:
        """The card, once it was needed, for as long as its window is there."""
        return self._card if self._card is not None and isValid(self._card) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and isinstance(watched, QWidget):
            return self._explain(watched, QRect(event.globalPos(), event.globalPos() + QPoint(0, BESIDE_MOUSE_PX)))
        if kind == QEvent.Type.FocusIn and isinstance(event, QFocusEvent) and isinstance(watched, QWidget):
            if event.reason() in _BY_KEYS:
                self._focused = watched
                self._wait.start()
        elif kind in _ENDS:
            self._put_away()
        return False

    def _explain_focused(self) -> None:
        widget = self._focused
        if widget is not None and isValid(widget) and widget.hasFocus() and widget.isVisible():
            self._explain(widget, QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size()))

    def _explain(self, widget: QWidget, beside: QRect) -> bool:
        """Show what there is to say of a widget; False where an ordinary tooltip says it all."""
        explanation = explanation_of(widget)
        if explanation is None:
            return False
        if self.card is None or self.card.parentWidget() is not widget.window():
            self._card = WordCard(self._appearance, widget.window())
        assert self._card is not None
        self._card.explain(explanation, beside, widget.screen().availableGeometry())
        return True

    def _put_away(self) -> None:
        self._wait.stop()
        if self.card is not None:
            self.card.hide()


def watch_words(appearance: Appearance, widget: QWidget) -> None:
    """Let the technical words of a widget be explained, with a drawing, on hover and on focus."""
    cards = appearance.findChild(WordCards) or WordCards(appearance)
    widget.installEventFilter(cards)
