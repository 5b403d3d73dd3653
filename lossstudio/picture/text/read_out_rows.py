"""Read-outs in rows: they wrap, shrink, shorten names, give up digits, and at last say how many more there are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from lossstudio.picture.colors import Theme
from lossstudio.picture.text.fonts import font

LABEL, VALUE = 17.0, 29.0
"""Heights of the letters at full size, in units of the layout."""
VALUE_LEADING = 0.92
GAP, ROW_GAP = 34.0, 8.0
SHARES = (1.0, 0.85, 0.72, 0.62)
"""The sizes that are tried, as shares of the full one."""
LONGEST_NAME, SHORT_NAME = 280.0, 120.0
"""A name is no wider than this, in units; a longer one is cut short. The second is for where there is little room."""


@dataclass(frozen=True, slots=True)
class ReadOut:
    """A number and what it is.

    Attributes
    ----------
    label, value
        Such as "loss" and "0.536".
    widest
        The widest value that will come, so that nothing moves while numbers change.
    color
        A runner's, for the label of its number; None for the quiet colour of writing.
    brief, widest_brief
        The value with fewer digits, for where there is little room, and the widest of them.
    """

    label: str
    value: str
    widest: str = ""
    color: str | None = None
    brief: str = ""
    widest_brief: str = ""

    def shortened(self) -> "ReadOut":
        """Return it with fewer digits, where it can give up some."""
        return replace(self, value=self.brief or self.value, widest=self.widest_brief or self.widest)


@dataclass(frozen=True, slots=True)
class ReadOutRows:
    """How read-outs stand.

    Attributes
    ----------
    share
        Their size, as a share of the full one.
    rows
        How many rows there are.
    widths
        Of the columns, in pixels.
    brief
        Whether the values have given up digits.
    shown
        How many of the read-outs are shown.
    longest
        How wide a name is at most, in units.
    """

    share: float
    rows: int
    widths: tuple[float, ...]
    brief: bool
    shown: int
    longest: float = LONGEST_NAME

    def width(self, unit: float) -> float:
        """Return how wide all columns are together, in pixels."""
        return sum(self.widths) + GAP * self.share * unit * max(0, len(self.widths) - 1)

    def height(self, unit: float) -> float:
        """Return how tall all rows are together, in pixels."""
        return self.rows * row_height(self.share * unit) + ROW_GAP * self.share * unit * (self.rows - 1)

    def told(self, read_outs: Sequence[ReadOut]) -> list[ReadOut]:
        """Return the read-outs that are shown, the last one saying how many more there are."""
        kept = [each.shortened() if self.brief else each for each in read_outs[: self.shown]]
        left = len(read_outs) - self.shown
        return [*kept, ReadOut(f"+ {left} more", "")] if left else kept


def arranged(read_outs: Sequence[ReadOut], width: float, height: float, unit: float) -> ReadOutRows:
    """Return the rows in which read-outs fit best into a room in pixels: as large as possible, with all their digits.

    Names give way before numbers do; where not even the smallest fit, the last ones are left out.
    """
    for brief, longest in ((False, LONGEST_NAME), (False, SHORT_NAME), (True, SHORT_NAME)):
        whole = ReadOutRows(1.0, 1, (), brief, len(read_outs), longest)
        for share in SHARES:
            if (fit := _fitting(read_outs, replace(whole, share=share), width, height, unit)) is not None:
                return fit
    for shown in range(len(read_outs) - 1, 0, -1):
        fewer = ReadOutRows(SHARES[-1], 1, (), True, shown, SHORT_NAME)
        if (fit := _fitting(read_outs, fewer, width, height, unit)) is not None:
            return fit
    alone = ReadOutRows(SHARES[-1], 1, (), True, 1, SHORT_NAME)
    return replace(alone, widths=tuple(min(each, width) for each in _widths(read_outs[:1], 1, alone, unit)))


def _fitting(
    read_outs: Sequence[ReadOut], wanted: ReadOutRows, width: float, height: float, unit: float
) -> ReadOutRows | None:
    """Return the fewest rows in which they fit."""
    told = wanted.told(read_outs)
    tries = (_in_rows(told, wanted, rows, unit) for rows in range(1, max(1, len(told)) + 1))
    low_enough = takewhile(lambda each: each.rows == 1 or each.height(unit) <= height, tries)
    return next((each for each in low_enough if each.width(unit) <= width), None)


def _in_rows(told: Sequence[ReadOut], wanted: ReadOutRows, rows: int, unit: float) -> ReadOutRows:
    columns = max(1, ceil(len(told) / rows))
    return replace(wanted, rows=rows, widths=_widths(told, columns, wanted, unit))


def _widths(told: Sequence[ReadOut], columns: int, wanted: ReadOutRows, unit: float) -> tuple[float, ...]:
    """Return how wide each column is, by the widest values that will come."""
    labels, values = (QFontMetricsF(face) for face in faces(wanted.share * unit))
    cells = [
        max(
            min(labels.horizontalAdvance(each.label), wanted.longest * unit),
            values.horizontalAdvance(each.value),
            values.horizontalAdvance(each.widest),
        )
        for each in told
    ]
    return tuple(max(cells[column::columns]) for column in range(min(columns, len(cells))))


def faces(unit: float) -> tuple[QFont, QFont]:
    """Return the faces of labels and of values where a unit is so many pixels."""
    made = font(10), font(10, QFont.Weight.Bold)
    for face, size in zip(made, (LABEL, VALUE), strict=True):
        face.setPixelSize(max(1, round(size * unit)))
    return made


def row_height(unit: float) -> float:
    """Return how tall a label and its value are, in pixels."""
    labels, values = (QFontMetricsF(face) for face in faces(unit))
    return labels.height() + values.height() * VALUE_LEADING


def paint_read_outs(
    painter: QPainter, read_outs: Sequence[ReadOut], rows: ReadOutRows, corner: QPointF, unit: float, theme: Theme
) -> None:
    """Paint each label above its value, from the upper left `corner` on."""
    label_face, value_face = faces(rows.share * unit)
    labels, values = QFontMetricsF(label_face), QFontMetricsF(value_face)
    tall = row_height(rows.share * unit)
    for read_out, place in zip(rows.told(read_outs), _places(rows, corner, tall, unit), strict=False):
        label = labels.elidedText(read_out.label, Qt.TextElideMode.ElideMiddle, place.width() + 1.0)
        middle = read_out.value == ""
        top = place.center().y() - labels.height() / 2 if middle else place.top()
        _say(
            painter, label_face, read_out.color or theme.secondary, QPointF(place.left(), top + labels.ascent()), label
        )
        base = place.bottom() - values.descent()
        _say(painter, value_face, theme.text, QPointF(place.left(), base), read_out.value)


def _places(rows: ReadOutRows, corner: QPointF, tall: float, unit: float) -> Iterator[QRectF]:
    for row in range(rows.rows):
        left = corner.x()
        for width in rows.widths:
            yield QRectF(left, corner.y() + row * (tall + ROW_GAP * rows.share * unit), width, tall)
            left += width + GAP * rows.share * unit


def _say(painter: QPainter, face: QFont, color: str, base: QPointF, text: str) -> None:
    painter.setFont(face)
    painter.setPen(QColor(color))
    painter.drawText(base, text)
