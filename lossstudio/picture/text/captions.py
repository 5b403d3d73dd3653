"""The band under the surface: title and read-outs, or the four phases of a step with this step's own numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from lossstudio.picture.colors import Theme
from lossstudio.picture.page.band import TITLE_ROW
from lossstudio.picture.page.layout import MARGIN, Layout
from lossstudio.picture.phases.text import Face, PhaseText
from lossstudio.picture.text.fonts import font
from lossstudio.picture.text.mathematics import Faces, MathRun, formula_width, paint_formula, set_formula
from lossstudio.picture.text.read_out_rows import GAP, ReadOut, ReadOutRows, paint_read_outs

TITLE = 27.0
SMALLEST_TITLE = 20.0
SHRINKS = 0.9
LEAST_SHARE = 0.5
"""A title that is too long for two lines is written smaller and smaller, down to this share, before it is cut."""
SUBTITLE = 17.0
TITLE_PAD, STACKED_PAD = 0.12, 0.05
"""How much of their room stays free above and below the title and the rest of it: less where read-outs stand below."""
BESIDE = 14.0
"""So far beside read-outs an arrow to them points."""
PHASE = 23.0
FORMULA = 32.0
CARD, CARD_LATER, CARD_LEADING = 54.0, 30.0, 1.25
SHARES = (1.0, 0.85, 0.7, 0.6, 0.5, 0.42)
"""How large a phase is written, as shares of FORMULA, the largest first."""
Words: TypeAlias = list[tuple[str, Face]]
"""Words in a row, each in its face."""


@dataclass(frozen=True, slots=True)
class PhaseBand:
    """The four phases of a step, one of which (1 to 4) is active; 0 is none.

    `ink` says how much (0..1) of the active one's words is there.
    """

    texts: tuple[PhaseText, ...]
    active: int = 0
    ink: float = 1.0


@dataclass(frozen=True, slots=True)
class Remark:
    """What stands under a title in quiet writing.

    Attributes
    ----------
    ink
        How much (0..1) of it is there.
    held
        Whether there is room for one even where none is said, so that the title stands still.
    """

    text: str = ""
    ink: float = 1.0
    held: bool = False


NO_REMARK = Remark()


class CaptionPainter:
    """Paints the band of one layout in one theme."""

    def __init__(self, layout: Layout, theme: Theme) -> None:
        self._layout, self._theme = layout, theme

    def paint_caption(
        self, painter: QPainter, title: str, read_outs: Sequence[ReadOut], rows: ReadOutRows, remark: Remark
    ) -> None:
        """Paint the title and the read-outs, which stand at the right, or below the title."""
        band, unit = self._layout.band, self._layout.unit
        margin = MARGIN * unit
        room = band.adjusted(margin, 0, -margin, 0)
        numbers = self._numbers(rows)
        if self._layout.stacked:
            above = QRectF(room.left(), room.top(), room.width(), numbers.top() - room.top())
            self._paint_titles(painter, title, remark, above, STACKED_PAD)
        else:
            self._paint_titles(painter, title, remark, room.adjusted(0, 0, -numbers.width() - GAP * unit, 0))
        paint_read_outs(painter, read_outs, rows, numbers.topLeft(), unit, self._theme)

    def toward_numbers(self, rows: ReadOutRows, read_outs: Sequence[ReadOut], phases: PhaseBand | None) -> QPointF:
        """Return where an arrow to the read-outs points: above them, or where the title stands there beside them."""
        band, unit = self._layout.band, self._layout.unit
        if phases is None:
            place = self._numbers(rows)
            above = QPointF(place.center().x(), place.top())
            return QPointF(place.right() + BESIDE * unit, place.center().y()) if self._layout.stacked else above
        wide = self._inline_share(phases, read_outs) * self._inline_width(read_outs)
        if self._layout.stacked:
            return QPointF(band.left() + (MARGIN + BESIDE) * unit + wide, band.bottom() - band.height() / 6)
        return QPointF(band.right() - MARGIN * unit - wide / 2, band.top() + GAP / 2 * unit)

    def _numbers(self, rows: ReadOutRows) -> QRectF:
        """Return where the read-outs are: at the right, or below the title."""
        band, unit = self._layout.band, self._layout.unit
        tall, wide, margin = rows.height(unit), rows.width(unit), MARGIN * unit
        if self._layout.stacked:
            return QRectF(band.left() + margin, band.top() + min(TITLE_ROW * unit, band.height() - tall), wide, tall)
        return QRectF(band.right() - margin - wide, band.center().y() - tall / 2, wide, tall)

    def paint_phases(
        self,
        painter: QPainter,
        band: PhaseBand,
        read_outs: Sequence[ReadOut],
        title: str = "",
        remark: Remark = NO_REMARK,
    ) -> None:
        """Paint the names of the phases, below them the active one's formula and result, or the title if none is."""
        unit, place = self._layout.unit, self._layout.band
        margin, row = MARGIN * unit, place.height() / (3 if self._layout.stacked else 2)
        room = QRectF(place.left() + margin, place.top(), place.width() - 2 * margin, row)
        share = self._inline_share(band, read_outs)
        if self._layout.stacked:
            self._paint_inline(painter, read_outs, room.translated(0, 2 * row), share)
        else:
            left = room.width() - share * self._inline_width(read_outs)
            self._paint_inline(painter, read_outs, room.adjusted(left, 0, 0, 0), share)
        self._paint_names(painter, band, room, share)
        below = room.translated(0, row - 6 * unit)
        painter.setOpacity(band.ink)
        if 1 <= band.active <= len(band.texts):
            self._paint_formula(painter, band.texts[band.active - 1], below)
        else:
            self._paint_titles(painter, title, remark, below)
        painter.setOpacity(1.0)

    def paint_sentence(self, painter: QPainter, text: str, ink: float = 1.0) -> None:
        """Paint a sentence in its row, as large as it fits, in two lines where it is long; `ink` (0..1) of it."""
        margin = MARGIN * self._layout.unit
        painter.setOpacity(ink)
        self._paint_title(painter, text, self._layout.sentence.adjusted(margin, 0, -margin, 0))
        painter.setOpacity(1.0)

    def paint_card(self, painter: QPainter, text: str, place: QRectF, later: float = 1.0) -> None:
        """Paint lines in the middle of the whole picture, the first one the largest; `later` (0..1) of the others."""
        lines = [line.strip() for line in text.strip().splitlines()]
        sizes = [CARD, *(CARD_LATER for _ in lines[1:])]
        room = 0.86 * place.width()
        faces = [self._fitting(line, size, room) for line, size in zip(lines, sizes, strict=True)]
        tall = [CARD_LEADING * QFontMetricsF(face).height() for face in faces]
        top = place.center().y() - sum(tall) / 2
        for number, (line, face, height) in enumerate(zip(lines, faces, tall, strict=True)):
            metrics = QFontMetricsF(face)
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)
            left = place.center().x() - metrics.horizontalAdvance(shown) / 2
            color = self._theme.text if number == 0 else self._theme.secondary
            painter.setOpacity(1.0 if number == 0 else later)
            self._say(painter, face, color, QRectF(left, top, room, height), shown)
            top += height
        painter.setOpacity(1.0)

    def _fitting(self, text: str, size: float, room: float) -> QFont:
        """Return a face in which a line fits, down to half its size."""
        weight = QFont.Weight.DemiBold if size == CARD else QFont.Weight.Normal
        wide = QFontMetricsF(self._font(size, weight)).horizontalAdvance(text)
        return self._font(size * max(0.5, min(1.0, room / max(wide, 1.0))), weight)

    def _paint_titles(
        self, painter: QPainter, title: str, remark: Remark, room: QRectF, pad_share: float = TITLE_PAD
    ) -> None:
        """Paint the title, and below it in quiet writing the rest; `pad_share` of the room's height stays free."""
        if not (remark.text or remark.held) or room.width() <= 0:
            self._paint_title(painter, title, room)
            return
        face = self._font(SUBTITLE)
        metrics = QFontMetricsF(face)
        text = metrics.elidedText(remark.text, Qt.TextElideMode.ElideRight, room.width())
        tall = metrics.height() if title else room.height()
        pad = pad_share * room.height() if title else 0.0
        below = QRectF(room.left(), room.bottom() - pad - tall, room.width(), tall)
        there = painter.opacity()
        painter.setOpacity(there * remark.ink)
        self._say(painter, face, self._theme.secondary, below, text)
        painter.setOpacity(there)
        self._paint_title(painter, title, room.adjusted(0, pad, 0, -pad - tall))

    def _paint_title(self, painter: QPainter, title: str, room: QRectF) -> None:
        """Paint the title as large as it fits: smaller, then in two lines, and cut short at last."""
        if not title or room.width() <= 0:
            return
        for size in (TITLE, (TITLE + SMALLEST_TITLE) / 2, SMALLEST_TITLE):
            face = self._font(size, QFont.Weight.DemiBold)
            if QFontMetricsF(face).horizontalAdvance(title) <= room.width():
                self._say(painter, face, self._theme.text, room, title)
                return
        share = SHRINKS
        while len(lines := _broken(title, QFontMetricsF(face), room.width())) > 2 and share > LEAST_SHARE:
            face = self._font(SMALLEST_TITLE * share, QFont.Weight.DemiBold)
            share *= SHRINKS
        self._paint_lines(painter, face, _cut_short(lines, QFontMetricsF(face), room.width()), room)

    def _paint_lines(self, painter: QPainter, face: QFont, lines: list[str], room: QRectF) -> None:
        tall = QFontMetricsF(face).height()
        top = room.center().y() - tall * len(lines) / 2
        for index, text in enumerate(lines):
            self._say(
                painter, face, self._theme.text, QRectF(room.left(), top + index * tall, room.width(), tall), text
            )

    def _inline_share(self, band: PhaseBand, read_outs: Sequence[ReadOut]) -> float:
        """Return the share of their size to which the names of phases and the read-outs shrink to have room."""
        unit, names, numbers = self._layout.unit, self._names_width(band), self._inline_width(read_outs)
        wide = max(names, numbers) if self._layout.stacked else names + GAP * unit + numbers
        return min(1.0, (self._layout.band.width() - 2 * MARGIN * unit) / max(wide, 1.0))

    def _inline_widths(self, read_outs: Sequence[ReadOut], share: float = 1.0) -> list[float]:
        metrics = QFontMetricsF(self._font(PHASE * share, QFont.Weight.DemiBold))
        gap = GAP * 0.7 * self._layout.unit * share
        texts = ((f"{each.label} {each.value}", f"{each.label} {each.widest}") for each in read_outs)
        return [max(map(metrics.horizontalAdvance, pair)) + gap for pair in texts]

    def _inline_width(self, read_outs: Sequence[ReadOut]) -> float:
        return sum(self._inline_widths(read_outs))

    def _paint_inline(self, painter: QPainter, read_outs: Sequence[ReadOut], room: QRectF, share: float) -> None:
        """Paint "step 4   loss 0.54" from the left on."""
        face, left = self._font(PHASE * share, QFont.Weight.DemiBold), room.left()
        for each, width in zip(read_outs, self._inline_widths(read_outs, share), strict=True):
            place = QRectF(left, room.top(), width, room.height())
            self._say(painter, face, self._theme.text, place, f"{each.label} {each.value}")
            left += width

    def _names_width(self, band: PhaseBand) -> float:
        """Return how wide the names are, whichever phase is active."""
        metrics = QFontMetricsF(self._font(PHASE, QFont.Weight.DemiBold))
        names = (f"{number} {text.title}" for number, text in enumerate(band.texts, start=1))
        return sum(metrics.horizontalAdvance(name) + GAP * 1.3 * self._layout.unit for name in names)

    def _paint_names(self, painter: QPainter, band: PhaseBand, room: QRectF, share: float) -> None:
        unit, left = self._layout.unit, room.left()
        for number, text in enumerate(band.texts, start=1):
            active = number == band.active
            face = self._font(PHASE * share, QFont.Weight.DemiBold if active else QFont.Weight.Normal)
            name = f"{number} {text.title}"
            # As wide as it is when active, so that no name moves.
            width = QFontMetricsF(self._font(PHASE * share, QFont.Weight.DemiBold)).horizontalAdvance(name)
            place = QRectF(left, room.top(), width, room.height())
            self._say(painter, face, self._theme.text if active else self._theme.secondary, place, name)
            if active:
                painter.setOpacity(band.ink)
                painter.fillRect(
                    QRectF(left, room.center().y() + 19 * unit, width, 3 * unit), QColor(self._theme.accent)
                )
                painter.setOpacity(1.0)
            left += width + GAP * 1.3 * unit * share

    def _paint_formula(self, painter: QPainter, text: PhaseText, room: QRectF) -> None:
        """Paint a phase's formula and this step's numbers in one line, smaller where it is long.

        Where even the smallest writing has no room for all, the formula and what it comes to must do.
        """
        joint = " = " if "=" in text.formula or "←" in text.formula else "  "
        short: Words = [(text.formula, "formula"), (joint, "plain"), (text.result, "result")]
        sizes = [(words, share) for words in (_words(text), short) for share in SHARES]
        words, share = next((each for each in sizes if self._fits(*each, room)), sizes[-1])
        lit = self._theme.error if text.title in ("Loss", "Gradient") else self._theme.runner(0)
        metrics = QFontMetricsF(self._phase_face(share))
        place = QPointF(room.left(), room.center().y() + (metrics.ascent() - metrics.descent()) / 2)
        for word in words:
            painter.setPen(QColor(lit if word[1] == "result" else self._theme.secondary))
            paint_formula(painter, *self._set(word, share), place)
            place.setX(place.x() + formula_width(*self._set(word, share)))

    def _fits(self, words: Words, share: float, room: QRectF) -> bool:
        return sum(formula_width(*self._set(word, share)) for word in words) <= room.width()

    def _set(self, word: tuple[str, Face], share: float) -> tuple[tuple[MathRun, ...], Faces]:
        """Return the runs of a word, of which there are several in a formula alone, and its faces."""
        text, face = word
        runs = set_formula(text) if face == "formula" else (MathRun(text),)
        return runs, lambda italic: self._phase_face(share, strong=face == "result", italic=italic)

    def _phase_face(self, share: float, *, strong: bool = False, italic: bool = False) -> QFont:
        return self._font(FORMULA * share, QFont.Weight.Bold if strong else QFont.Weight.Normal, italic=italic)

    def _font(self, size: float, weight: QFont.Weight = QFont.Weight.Normal, *, italic: bool = False) -> QFont:
        made = font(10, weight, italic=italic)
        made.setPixelSize(max(1, round(size * self._layout.unit)))
        return made

    @staticmethod
    def _say(painter: QPainter, face: QFont, color: str, room: QRectF, text: str) -> None:
        metrics = QFontMetricsF(face)
        base = room.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.setFont(face)
        painter.setPen(QColor(color))
        painter.drawText(QPointF(room.left(), base), text)


def _words(text: PhaseText) -> Words:
    """Return a phase in one line, as the window has it in several, and which of its words are lit."""
    words: Words = [(text.formula, "formula")]
    for line in text.lines:
        words += [(" " if line[0].text.startswith("=") else "   ", "plain")]
        words += [(run.text, run.face) for run in line]
    return words


def _broken(title: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """Return a title in lines that fit; only a word that is too wide for a line is cut short."""
    lines: list[str] = []
    for word in title.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(metrics.elidedText(word, Qt.TextElideMode.ElideRight, width))
    return lines


def _cut_short(lines: list[str], metrics: QFontMetricsF, width: float) -> list[str]:
    """Return no more than two lines, the second with what is left, as much of it as fits."""
    rest = " ".join(lines[1:])
    return [lines[0], metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)] if rest else lines
