"""How the lines of a phase card are written in the room that there is: smaller, then over several rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from math import ceil, floor

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from lossstudio.picture.phases.text import Face, Line, TextRun
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.playback.card_lines import joined, rows_of

SMALLEST_SHARE, SMALLEST_LARGE = 0.76, 0.6
"""How small a line may become at 10 points, and one that is written large."""
LEAST_SHARE = 0.66
"""The same where everything is written so large that it can be read still."""
WRAPPED_SHARES = (0.9, 0.82, 0.74)
"""How large a line is that is written in two rows, the largest first that is enough."""
MOST_ROWS = 3
MOST_KNOWN = 64
"""So many lines are measured once, and not whenever they are painted."""
_FACES: dict[Face, tuple[QFont.Weight, bool]] = {
    "formula": (QFont.Weight.Normal, True),
    "plain": (QFont.Weight.Normal, False),
    "result": (QFont.Weight.Bold, False),
}


@dataclass(frozen=True, slots=True)
class CardSizes:
    """How large the lines of a card are.

    Attributes
    ----------
    points
        Of each face, for an interface of 10 points.
    rows_px
        Where each line begins, and how high the last one is: at 10 points, from the top.
    """

    points: Mapping[Face, float]
    rows_px: tuple[float, ...]


ORDINARY = CardSizes({"formula": 11, "plain": 9.5, "result": 12}, (32, 54.5, 77, 99.5))
LARGE = CardSizes({"formula": 16, "plain": 13, "result": 15.5}, (33, 64, 90, 115))
BRIEF = CardSizes({"formula": 11.5, "plain": 11, "result": 18}, (36, 66, 104))
"""Of a large phase, and of the others beside it, which say their formula and what it comes to."""


class CardWriting:
    """The lines of one card.

    Attributes
    ----------
    sizes
        How large they are.
    """

    def __init__(self, appearance: Appearance) -> None:
        self._appearance = appearance
        self.sizes = ORDINARY
        self._known: dict[tuple[object, ...], tuple[float, list[Line]]] = {}

    @property
    def smallest(self) -> float:
        """How small a line may become, as a share of its size."""
        if self.sizes is not ORDINARY:
            return SMALLEST_LARGE
        return max(LEAST_SHARE, min(SMALLEST_SHARE / self._appearance.scale, SMALLEST_SHARE))

    def needed(self, lines: Sequence[Line]) -> int:
        """Return how wide the lines are at their whole size."""
        return ceil(max(self._width(line, 1.0) for line in lines)) + 1

    def paint(self, painter: QPainter, lines: Sequence[Line], left: float, room: float) -> None:
        """Paint the lines from their left edge on, over so many pixels."""
        top = float(self._appearance.px(self.sizes.rows_px[0]))
        for line, height in zip(lines, self._heights(lines, room), strict=False):
            self._paint_line(painter, line, QRectF(left, top, room, height))
            top += height

    def written(self, line: Line, room: float) -> tuple[float, list[Line]]:
        """Return at which share of its size a line is written, and its rows.

        A line that is too long is a little smaller; then it has several rows; and what is longer than that has an
        ellipsis, but results stay whole.
        """
        key = (line, room, self.sizes.rows_px, self._appearance.scale)
        if key not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[key] = self._measured(line, room)
        return self._known[key]

    def _measured(self, line: Line, room: float) -> tuple[float, list[Line]]:
        smallest = self.smallest
        # By whole percents: lines with other numbers at each step would else need a font of another size at each step.
        percents = floor(100 * min(1.0, room / max(self._width(line, 1.0), 1.0)))
        share = max(smallest, percents / 100)
        while share > smallest and self._width(line, share) > room:  # widths don't shrink evenly: glyphs are hinted
            percents -= 1
            share = max(smallest, percents / 100)
        if self._width(line, share) <= room:
            return share, [line]
        for share in (*(each for each in WRAPPED_SHARES if each > smallest), smallest):
            rows = rows_of(line, room, partial(self._width, share=share))
            if len(rows) <= 2:
                break
        kept, rest = rows[: MOST_ROWS - 1], rows[MOST_ROWS - 1 :]
        last = [joined(rest)] if rest else []
        return share, [self._shortened(row, share, room) for row in (*kept, *last)]

    def _shortened(self, row: Line, share: float, room: float) -> Line:
        """Return a row with an ellipsis in what is too long."""
        spare = room - self._width(row, share)
        runs = []
        for run in row:
            metrics = QFontMetricsF(self._face(run, share))
            own = metrics.horizontalAdvance(run.text)
            given = own if run.face == "result" else max(metrics.horizontalAdvance("…"), own + min(spare, 0.0))
            mode = Qt.TextElideMode.ElideRight if run.face == "formula" else Qt.TextElideMode.ElideMiddle
            runs.append(TextRun(metrics.elidedText(run.text, mode, given + 1), run.face))
            spare += own - given
        return tuple(runs)

    def height_beyond(self, lines: Sequence[Line], room: float) -> int:
        """Return how many pixels more than lines of one row its lines need where they are so wide."""
        return ceil(
            sum(self._heights(lines, room)) - self._appearance.px(self.sizes.rows_px[-1] - self.sizes.rows_px[0])
        )

    def _heights(self, lines: Sequence[Line], room: float) -> list[float]:
        """Return how high each line is, with all its rows."""
        slots = self._slots()
        for at, line in enumerate(lines):
            share, rows = self.written(line, room)
            if len(rows) > 1:
                slots[at] = max(slots[at], len(rows) * self._row_height(line, share))
        return slots

    def _slots(self) -> list[float]:
        """Return how high lines of one row are."""
        tops = [float(self._appearance.px(top)) for top in self.sizes.rows_px]
        return [bottom - top for top, bottom in pairwise(tops)]

    def _row_height(self, line: Line, share: float) -> float:
        return max(QFontMetricsF(self._face(run, share)).height() for run in line)

    def _width(self, line: Line, share: float) -> float:
        return sum(QFontMetricsF(self._face(run, share)).horizontalAdvance(run.text) for run in line)

    def _face(self, run: TextRun, share: float) -> QFont:
        weight, italic = _FACES[run.face]
        return self._appearance.font(self.sizes.points[run.face] * share, weight, italic=italic)

    def _paint_line(self, painter: QPainter, line: Line, place: QRectF) -> None:
        share, rows = self.written(line, place.width())
        high = place.height() if len(rows) == 1 else self._row_height(line, share)
        top = place.center().y() - len(rows) * high / 2
        secondary = all(run.face == "formula" for run in line)
        for at, row in enumerate(rows):
            left = place.left()
            for run in row:
                font = self._face(run, share)
                painter.setFont(font)
                painter.setPen(self._appearance.color("secondary" if secondary else "text"))
                room = QRectF(left, top + at * high, place.right() - left + 4, high)
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, run.text)
                left += QFontMetricsF(font).horizontalAdvance(run.text)
