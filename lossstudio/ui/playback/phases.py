"""The phase strip: the four phases of the step on show, each a card with its formula and its numbers."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lossstudio.picture.phases.text import (
    Face,
    Line,
    PhaseText,
    TextRun,
)
from lossstudio.picture.phases.texts import TITLES, phase_texts
from lossstudio.studio.commands.playback import pause, phase_forward, show_step
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.glossary import explained
from lossstudio.ui.appearance.icons import paint_icon
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.card import CardBackground
from lossstudio.ui.controls.throttle import Throttle

HEIGHT_PX = 108.0
SMALLEST_SHARE, SMALLEST_RESULTS = 0.88, 0.75
"""How small a line may become, and one of several results, which are written larger."""
_SIZES: dict[Face, tuple[float, QFont.Weight, bool]] = {
    "formula": (11, QFont.Weight.Normal, True),
    "plain": (9.5, QFont.Weight.Normal, False),
    "result": (12, QFont.Weight.Bold, False),
}


class PhaseStrip(QWidget):
    """Four cards in a row."""

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__()
        self._studio, self._appearance = studio, appearance
        self.cards = [PhaseCard(appearance, number, title) for number, title in enumerate(TITLES, start=1)]
        self._line = QHBoxLayout(self)
        for card in self.cards:
            if card.number > 1:
                self._line.addWidget(_Arrow(appearance))
            self._line.addWidget(card, 1)
            card.chosen.connect(self._go)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._texts = Throttle(self._show_texts, self)
        studio.explanation_changed.connect(self._refresh)
        studio.selection_changed.connect(self._texts.now)
        studio.timeline_replaced.connect(self._texts.now)
        studio.cursor_moved.connect(self._show_phase)
        appearance.changed.connect(self._space)
        self._space()
        self._show_texts()
        self._show_phase()

    def _refresh(self) -> None:
        if self._studio.playback.playing and not self._studio.playback.phase:
            self._texts.ask()
        else:
            self._texts.now()

    def _show_texts(self) -> None:
        studio = self._studio
        told = studio.analysis.explanation
        if told is None:
            return
        texts = phase_texts(
            studio.analysis.explained_recipe, told, sample=studio.analysis.sample, parameter=studio.analysis.parameter
        )
        for card, text in zip(self.cards, texts, strict=True):
            card.show_text(text)
        self._say_step()

    def _say_step(self) -> None:
        """Say of which step the numbers are, where that isn't the one on show, as while steps fly by."""
        studio = self._studio
        told = studio.analysis.explanation
        elsewhere = told is not None and told.step != studio.playback.step
        self.cards[0].set_note(f"of step {told.step}" if told is not None and elsewhere else "")

    def _show_phase(self) -> None:
        for card in self.cards:
            card.set_active(card.number == self._studio.playback.phase)
        if not self._studio.playback.playing:
            self._say_step()

    def _go(self, number: int) -> None:
        """Show a phase of this step; a second click on it shows none."""
        studio = self._studio
        studio.apply(pause)
        if studio.playback.phase == number:
            studio.apply(show_step(studio.playback.step))
            return
        if studio.playback.phase > number:
            studio.apply(show_step(studio.playback.step))
        while studio.playback.phase < number:
            studio.apply(phase_forward)

    def _space(self) -> None:
        self.setFixedHeight(self._appearance.px(HEIGHT_PX))
        self._line.setSpacing(0)


class PhaseCard(CardBackground):
    """One phase.

    Signals
    -------
    chosen(int)
        It was clicked; its number.
    """

    chosen = Signal(int)

    def __init__(self, appearance: Appearance, number: int, title: str) -> None:
        super().__init__(appearance)
        self.number = number
        self.text = PhaseText(title=title, formula="", lines=(), result="")
        self._active, self._note = False, ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"Phase {number}: {title}")

    @property
    def active(self) -> bool:
        """Whether this phase is on show."""
        return self._active

    @property
    def note(self) -> str:
        """The quiet words beside the title."""
        return self._note

    def show_text(self, text: PhaseText) -> None:
        """Show a phase's numbers."""
        if text != self.text:
            self.text = text
            self.setAccessibleName(f"Phase {self.number}: {text.spoken()}")
            lines = [text.formula, *("".join(run.text for run in line) for line in text.lines)]
            words = explained(f"{text.title} {text.formula}")
            self.setToolTip("\n".join([*lines, words] if words else lines))
            self.update()

    def set_note(self, note: str) -> None:
        """Write a few quiet words beside the title."""
        if note != self._note:
            self._note = note
            self.update()

    def set_active(self, active: bool) -> None:
        """Light the card up, or not."""
        if active != self._active:
            self._active = active
            self.set_ground("active" if active else "card", "accent" if active else "border")
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(180), self._appearance.px(HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(120), self._appearance.px(HEIGHT_PX))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self.number)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen.emit(self.number)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = self._appearance.px
        if self.hasFocus():
            painter.setPen(self._appearance.color("accent"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5), px(6), px(6))
        self._paint_title(painter)
        room = self.width() - 2 * px(12)
        lines: list[Line] = [(TextRun(self.text.formula, "formula"),), *self.text.lines]
        for row, line in enumerate(lines[:3]):
            self._paint_line(painter, line, QRectF(px(12), px(32) + row * px(22.5), room, px(22)))

    def _paint_title(self, painter: QPainter) -> None:
        px = self._appearance.px
        disc = QRectF(px(12), px(9), px(20), px(20))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._appearance.color("accent" if self._active else "raised_2"))
        painter.drawEllipse(disc)
        painter.setPen(self._appearance.color("on_accent" if self._active else "secondary"))
        painter.setFont(self._appearance.font(9, QFont.Weight.DemiBold))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self.number))
        painter.setPen(self._appearance.color("text"))
        painter.setFont(self._appearance.font(10, QFont.Weight.DemiBold))
        title = QRectF(px(40), px(9), self.width() - px(52), px(20))
        painter.drawText(title, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text.title)
        if self._note:
            painter.setPen(self._appearance.color("secondary"))
            painter.setFont(self._appearance.font(9))
            painter.drawText(title, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._note)

    def _paint_line(self, painter: QPainter, line: Line, place: QRectF) -> None:
        share, words = self.fitted(line, place.width())
        left = place.left()
        for run, shown in zip(line, words, strict=True):
            font = self._face(run, share)
            painter.setFont(font)
            painter.setPen(self._appearance.color("secondary" if run.face == "formula" and len(line) == 1 else "text"))
            room = QRectF(left, place.top(), place.right() - left + 4, place.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
            left += QFontMetricsF(font).horizontalAdvance(shown)

    def fitted(self, line: Line, room: float) -> tuple[float, list[str]]:
        """Return at which share of its size a line is written, and the words of each run.

        A line that is too long is a little smaller, and then has an ellipsis; results stay whole.
        """
        several = sum(run.face == "result" for run in line) > 1
        smallest = SMALLEST_RESULTS if several else SMALLEST_SHARE
        share = min(1.0, max(smallest, room / max(self._width(line, 1.0), 1.0)))
        while share > smallest and self._width(line, share) > room:  # widths don't shrink evenly: glyphs are hinted
            share = max(smallest, share - 0.01)
        spare = room - self._width(line, share)
        words = []
        for run in line:
            metrics = QFontMetricsF(self._face(run, share))
            own = metrics.horizontalAdvance(run.text)
            given = own if run.face == "result" else max(metrics.horizontalAdvance("…"), own + min(spare, 0.0))
            mode = Qt.TextElideMode.ElideRight if run.face == "formula" else Qt.TextElideMode.ElideMiddle
            words.append(metrics.elidedText(run.text, mode, given + 1))
            spare += own - given
        return share, words

    def _width(self, line: Line, share: float) -> float:
        return sum(QFontMetricsF(self._face(run, share)).horizontalAdvance(run.text) for run in line)

    def _face(self, run: TextRun, share: float) -> QFont:
        points, weight, italic = _SIZES[run.face]
        return self._appearance.font(points * share, weight, italic=italic)


class _Arrow(QWidget):
    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        appearance.changed.connect(self._space)
        self._space()

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = self._appearance.px(12)
        place = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_icon(QPainter(self), "chevron-right", place, self._appearance.color("secondary"))

    def _space(self) -> None:
        self.setFixedWidth(self._appearance.px(16))
