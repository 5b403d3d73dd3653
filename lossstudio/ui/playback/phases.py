"""The phase strip: the four phases of the step on show, each a card with its formula and its numbers."""

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from lossstudio.picture.phases.text import (
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
from lossstudio.ui.controls.button import ENTER
from lossstudio.ui.controls.card import PADDING_PX, paint_ground
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.controls.word_card import watch_words
from lossstudio.ui.playback.card_widths import Kept, card_widths
from lossstudio.ui.playback.card_writing import BRIEF, LARGE, ORDINARY, CardSizes, CardWriting
from lossstudio.ui.playback.step_on_show import StepWords

HEIGHT_PX, LARGE_HEIGHT_PX = 108.0, 122.0
STEADY_PX = 24.0
"""Cards that need more than their share grow by so much at once, so that their edges rest while numbers change."""
ARROW_PX, TITLE_LEFT_PX = 16.0, 40.0
WIDER = 3
"""How many times as wide as the others the card of the phase on show is where it is large."""


class PhaseStrip(QWidget):
    """Four cards in a row."""

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__()
        self._studio, self._appearance = studio, appearance
        self._large = False
        self._phase: int = studio.playback.phase
        self._of: object = None
        self._needs = [Kept() for _ in TITLES]
        self._extra = Kept()
        self._needs_of: object = None
        self.cards = [PhaseCard(appearance, number, title) for number, title in enumerate(TITLES, start=1)]
        self._line = QHBoxLayout(self)
        for card in self.cards:
            if card.number > 1:
                self._line.addWidget(_Arrow(appearance))
            self._line.addWidget(card, 1)
            card.chosen.connect(self._go)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._texts = Throttle(self._show_texts, self)
        self.of_step = StepWords(studio, self.setAccessibleDescription, self._write_note, self)
        studio.explanation_changed.connect(self._refresh)
        studio.selection_changed.connect(self._texts.now)
        studio.timeline_replaced.connect(self._texts.now)
        studio.cursor_moved.connect(self._follow_phase)
        appearance.changed.connect(self._space)
        self._space()
        self._show_texts()
        self._show_phase()

    def set_large(self, large: bool) -> None:
        """Write the phase on show large, and of the others only what each comes to; or all of them alike."""
        self._large = large
        self._space()
        self._show_phase()

    def _write_note(self, note: str) -> None:
        """Write a few quiet words in the first card whose title leaves room for them."""
        holder = next((card for card in self.cards if card.has_room_for(note)), self.cards[0])
        for card in self.cards:
            card.set_note(note if card is holder else "")

    def _refresh(self) -> None:
        if self._studio.playback.playing and not self._studio.playback.phase:
            self._texts.ask()
        else:
            self._texts.now()

    def _show_texts(self) -> None:
        studio = self._studio
        told = studio.analysis.told
        if told is None:
            return
        texts = phase_texts(
            told.compiled, told.explanation, sample=told.sample, parameter=told.parameter, digits=told.digits
        )
        for card, text in zip(self.cards, texts, strict=True):
            card.show_text(text)
        self._of = told.compiled.problem
        self._share_room()
        self.of_step.be_of(told)

    def _follow_phase(self) -> None:
        """Show another phase; while steps go by there is none, and measuring the same lines anew would take long."""
        if self._studio.playback.phase != self._phase:
            self._show_phase()

    def _show_phase(self) -> None:
        self._phase = self._studio.playback.phase
        for card in self.cards:
            active = card.number == self._phase
            card.set_active(active)
            card.set_sizes((LARGE if active else BRIEF) if self._large else ORDINARY)
        self._share_room()

    def _share_room(self) -> None:
        """Make all cards as wide as the others, the large one wider; but each as wide as its lines need, if need be.

        What a card has needed it keeps for a while, so that edges don't move with every number.
        """
        step, shown = self._appearance.px(STEADY_PX), self._shown
        if shown != self._needs_of:
            self._needs, self._needs_of = [Kept() for _ in TITLES], shown
        now = [-(-card.needed() // step) * step for card in self.cards]
        needs = [kept.with_need(need) for kept, need in zip(self._needs, now, strict=True)]
        edges = 2 * self._appearance.px(PADDING_PX)
        room = self.width() - self._appearance.px(ARROW_PX) * (len(self.cards) - 1) - edges * len(self.cards)
        active = next((at for at, card in enumerate(self.cards) if card.active), None)
        weights = [WIDER if at == active and self._large else 1 for at in range(len(self.cards))]
        widths = [room * weight / sum(weights) for weight in weights]
        if any(need > width for need, width in zip(needs, widths, strict=True)):
            widths = card_widths(needs, room, min(card.writing.smallest for card in self.cards), active)
        for card, width in zip(self.cards, widths, strict=True):
            self._line.setStretchFactor(card, max(round(width) + edges, 1))
        self._grow(max(card.beyond(width) for card, width in zip(self.cards, widths, strict=True)))

    def _grow(self, extra: int) -> None:
        """Be so much higher than lines of one row need, and stay so for a while."""
        if self._extra.of != (shown := (self._shown, self.width())):
            self._extra = Kept(shown)
        self._extra.with_need(extra)
        self._space()

    @property
    def _shown(self) -> object:
        """What the cards say, but for the numbers."""
        phase = self._studio.playback.phase if self._large else 0
        return self._of, self._large, phase, self._appearance.scale

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

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
        self._line.setSpacing(0)
        height = self._appearance.px(LARGE_HEIGHT_PX if self._large else HEIGHT_PX)
        self.setFixedHeight(height + self._extra.pixels)


class PhaseCard(QAbstractButton):
    """One phase.

    Attributes
    ----------
    told
        What it says.
    writing
        How its lines are written.

    Signals
    -------
    chosen(int)
        It was pressed; its number.
    """

    chosen = Signal(int)

    def __init__(self, appearance: Appearance, number: int, title: str) -> None:
        super().__init__()
        self._appearance = appearance
        self.number = number
        self.told = PhaseText(title=title, formula="", lines=(), result="")
        self.writing = CardWriting(appearance)
        self._active, self._note = False, ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        watch_words(appearance, self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"Phase {number}: {title}")
        self.clicked.connect(lambda: self.chosen.emit(self.number))
        appearance.changed.connect(self.update)

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
        if text != self.told:
            self.told = text
            self.setAccessibleName(f"Phase {self.number}: {text.spoken()}")
            lines = [text.formula, *("".join(run.text for run in line) for line in text.lines)]
            words = explained(f"{text.title} {text.formula}")
            self.setToolTip("\n".join([*lines, words] if words else lines))
            self.update()

    def has_room_for(self, note: str) -> bool:
        """Say whether a few quiet words would stand clear beside the title."""
        title = QFontMetricsF(self._title_font()).horizontalAdvance(f"{self.told.title}  ")
        words = QFontMetricsF(self._appearance.font(9)).horizontalAdvance(note)
        return title + words <= self.width() - self._appearance.px(TITLE_LEFT_PX + PADDING_PX)

    def set_note(self, note: str) -> None:
        """Write a few quiet words beside the title."""
        if note != self._note:
            self._note = note
            self.update()

    def set_active(self, active: bool) -> None:
        """Light the card up, or not."""
        if active != self._active:
            self._active = active
            self.update()

    def set_sizes(self, sizes: CardSizes) -> None:
        """Write the lines in these sizes."""
        if sizes is not self.writing.sizes:
            self.writing.sizes = sizes
            self.update()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines below the title that there is room for."""
        formula = (TextRun(self.told.formula, "formula"),)
        if self.writing.sizes is BRIEF:
            return formula, (TextRun(self.told.result, "result"),)
        return (formula, *self.told.lines)[: len(self.writing.sizes.rows_px) - 1]

    @property
    def shown_lines(self) -> list[str]:
        """The lines as they stand on the card, shortened where they have to be."""
        rows = (self.writing.written(line, self._room)[1] for line in self.lines)
        return [" ".join("".join(run.text for run in row) for row in each) for each in rows]

    def needed(self) -> int:
        """Return how wide the lines are at their whole size."""
        return self.writing.needed(self.lines)

    def beyond(self, room: float) -> int:
        """Return how many pixels higher than usual the card has to be where its lines are so wide."""
        return self.writing.height_beyond(self.lines, room)

    @property
    def _room(self) -> float:
        return self.width() - 2 * self._appearance.px(PADDING_PX)

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(120), self._appearance.px(HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        title = QFontMetricsF(self._title_font()).horizontalAdvance(self.told.title)
        wide = self._appearance.px(TITLE_LEFT_PX + PADDING_PX) + ceil(title)
        return QSize(wide, self._appearance.px(HEIGHT_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.click()  # at once: it lights up
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ground, edge = ("active", "accent") if self._active else ("card", "border")
        paint_ground(self, self._appearance, ground, edge)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = self._appearance.px
        if self.hasFocus():
            painter.setPen(self._appearance.color("accent"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5), px(6), px(6))
        self._paint_title(painter)
        self.writing.paint(painter, self.lines, px(PADDING_PX), self._room)

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
        painter.setFont(self._title_font())
        title = QRectF(px(TITLE_LEFT_PX), px(9), self.width() - px(TITLE_LEFT_PX + PADDING_PX), px(20))
        painter.drawText(title, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.told.title)
        if self._note:
            painter.setPen(self._appearance.color("secondary"))
            painter.setFont(self._appearance.font(9))
            painter.drawText(title, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._note)

    def _title_font(self) -> QFont:
        return self._appearance.font(10, QFont.Weight.DemiBold)


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
        self.setFixedWidth(self._appearance.px(ARROW_PX))
