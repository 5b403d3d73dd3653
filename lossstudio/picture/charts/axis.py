"""An axis of a chart: few ticks, well apart, with numbers that a person would write."""

import math
from collections.abc import Callable, Sequence
from html import escape
from itertools import pairwise
from typing import Any, Literal, TypeAlias

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QImage, QPaintEngine, QPainter, QPen, QTextOption, QTransform
from PySide6.QtWidgets import QGraphicsSceneResizeEvent, QGraphicsSceneWheelEvent, QStyleOptionGraphicsItem, QWidget

from lossstudio.core.array import Floats
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.numbers import axis, rounded
from lossstudio.picture.text.fonts import pixel_face
from lossstudio.picture.text.letters import write
from lossstudio.picture.text.ticks import linear_ticks, log_ticks


class CachedLayer:
    """An image of something that seldom changes; whoever has it says when that is.

    It is kept by this program and not by Qt, whose cache of graphics items goes stale when an item moves.
    """

    def __init__(self) -> None:
        self._image: QImage | None = None
        self._place = QRect()
        self._way = QTransform()

    def forget(self) -> None:
        """Draw it anew the next time."""
        self._image = None

    def paint(self, painter: QPainter, area: QRectF, draw: Callable[[QPainter], None]) -> None:
        """Paint what `draw` draws within an area, in the painter's coordinates; only on pixels it is copied."""
        if painter.paintEngine().type() != QPaintEngine.Type.Raster:
            draw(painter)
            return
        way = painter.deviceTransform()
        place = way.mapRect(area).toAlignedRect()
        image = self._image
        if image is None or place != self._place or way != self._way:
            image = _drawn(painter, way, place, draw)
            self._image, self._place, self._way = image, place, way
        painter.save()
        painter.setViewTransformEnabled(False)
        painter.setWorldTransform(QTransform())
        to_pixels, _ = painter.deviceTransform().inverted()  # what the device itself does: its scale, and where it is
        painter.setWorldTransform(to_pixels)
        painter.drawImage(place.topLeft(), image)
        painter.restore()


def _drawn(painter: QPainter, way: QTransform, place: QRect, draw: Callable[[QPainter], None]) -> QImage:
    image = QImage(place.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    over = QPainter(image)
    try:
        over.setRenderHints(painter.renderHints())
        over.setFont(painter.font())
        over.setLayoutDirection(painter.layoutDirection())
        over.setTransform(way * QTransform.fromTranslate(-place.left(), -place.top()))
        draw(over)
    finally:
        over.end()
    return image


FARTHEST = 1e300
"""What is farther from zero is drawn here: beyond, not even the extent of a range is a number any more."""
LEAST_SHARE = 1e-12
"""A range spans at least this share of its ends: the places in a narrower one can't be distinguished."""


def near(values: Floats, low: float, high: float) -> Floats:
    """Return the values ``(...)``, those far outside of low..high moved to one extent beyond; NaN stays."""
    low, high = drawable(low, high)
    span = high - low
    return np.clip(values, low - span, high + span)


def drawn(places: Floats) -> Floats:
    """Return finite places ``(...)``, those farther out than anything is drawn moved to `FARTHEST`."""
    return np.clip(places, -FARTHEST, FARTHEST)


def drawable(low: float, high: float) -> tuple[float, float]:
    """Return a range that can be drawn: its ends are finite and far enough apart, and the given ones where possible."""
    if math.isnan(low) or math.isnan(high):
        return 0.0, 1.0
    low, high = min(max(low, -FARTHEST), FARTHEST), min(max(high, -FARTHEST), FARTHEST)
    least = LEAST_SHARE * max(abs(low), abs(high)) or LEAST_SHARE
    if high - low >= least:
        return low, high
    return low - least, low + least


Other: TypeAlias = tuple[float, float] | None
"""(offset, scale): a place on the axis times scale, plus offset, was measured; None where it is that already."""


def as_measured(places: Floats, other: Other) -> Floats:
    """Return places of an axis ``(...)`` as they were measured."""
    if other is None:
        return places
    offset, scale = other
    return offset + scale * places


STANDARDISED = "(standardised)"


def input_axis(data: Prepared, column: int) -> tuple[str, Other]:
    """Return the name of an input's axis, and how its places are measured."""
    names = data.input_names[column], data.samples.input_names[column]
    return _axis(*names, data.input_offset, data.input_scale, column)


def target_axis(data: Prepared, column: int = 0) -> tuple[str, Other]:
    """Return the name of a target's axis, and how its places are measured."""
    names = data.target_names[column], data.samples.target_names[column]
    return _axis(*names, data.target_offset, data.target_scale, column)


def _axis(seen: str, measured: str, offset: Floats, scale: Floats, column: int) -> tuple[str, Other]:
    if not seen.endswith(STANDARDISED):
        return seen, None
    return measured, (float(offset[column]), float(scale[column]))


_ROUND_TOPS = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)


def rounded_up(value: float) -> float:
    """Return the next number of 1, 1.5, 2, 3, 5, 7, 10, ... that isn't below a positive one."""
    if not (math.isfinite(value) and value > 0.0):
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next((nice * power for nice in _ROUND_TOPS if nice * power >= value * (1.0 - 1e-9)), 10.0 * power)


def around(home: tuple[float, float], values: Floats, most: float) -> tuple[float, float]:
    """Return a range that holds `home`, and values too as far as that makes it at most `most` times as wide.

    The values may have any shape ``(...)``; those that aren't finite don't count. Beyond home the range grows in steps
    of a quarter of home's width.
    """
    low, high = home
    width = (high - low) or 1.0
    known = values[np.isfinite(values)]
    grain, room = 0.25 * width, 0.5 * (most - 1.0) * width
    below = max(0.0, low - float(known.min(initial=low)))
    above = max(0.0, float(known.max(initial=high)) - high)
    return low - min(room, grain * math.ceil(below / grain)), high + min(room, grain * math.ceil(above / grain))


Side = Literal["left", "bottom"]

_LEAST, _MOST = -323.0, 308.25
"""Ten to the power of less is zero, and to the power of more infinite."""


MARGIN_PX = 6.0
"""What the name keeps free around itself."""
THINNER = 0.75
"""By how much fewer ticks are tried where numbers touch."""
APART_EM = 0.35
"""How far apart two numbers beside each other are, at least, in heights of their writing."""


class TickAxis(pg.AxisItem):
    """An axis whose ticks keep `gap_px` from each other.

    Attributes
    ----------
    decades
        Whether the axis' numbers are exponents of ten, written as the powers.
    whole
        Whether only whole numbers get a tick (steps).
    gap_px
        The least distance between two ticks.
    end_px
        How far beyond the right end of a lower axis its numbers may reach.
    clear_px
        How far below the upper end the first tick stands, at least, as where another axis ends just above.
    other
        (offset, scale) of what was measured, whose round numbers the ticks are; None where the axis' own are.
    number_font
        In which its numbers are written.
    name_lines
        On how many lines it is named.
    held
        Ticks that somebody else has chosen, of which those within the range are drawn; None: its own.
    glides
        Whether it is drawn at parts of a pixel, as where its range changes from frame to frame.
    chart_rect
        Where the whole chart is, in the coordinates that the axis stands in; empty before it has a size.
    """

    other: Other = None
    held: tuple[float, ...] | None = None
    chart_rect = QRectF()

    def __init__(self, side: Side) -> None:
        super().__init__(side)
        # pyqtgraph would else write "(x0.001)" into the axis' name and divide the numbers by it.
        pg.AxisItem.enableAutoSIPrefix(self, False)
        self.decades = False
        self.whole = False
        self.gap_px, self.clear_px, self.end_px = 28.0, 0.0, 0.0
        self.number_font = QFont()
        self.name_lines = 0
        self.glides = False
        self._drawn: tuple[list[tuple[QPen, QPointF, QPointF]], list[tuple[QRectF, str]]] = [], []
        self.label.document().setDocumentMargin(MARGIN_PX)
        self.label.document().setDefaultTextOption(QTextOption(Qt.AlignmentFlag.AlignHCenter))
        self._once = CachedLayer()
        self._copied: object = None

    def set_name(self, lines: Sequence[str], color: str) -> None:
        """Write the axis' name on lines; without any it has none."""
        self.name_lines = len(lines)
        pg.AxisItem.setLabel(self, "<br>".join(escape(line) for line in lines) or None, color=color)
        pg.AxisItem.showLabel(self, bool(lines))
        self.label.setTextWidth(-1)
        self.label.setTextWidth(self.label.document().idealWidth())

    def place_name(self) -> None:
        """Put the name beside the middle of the axis, or so near to it that the chart holds it whole."""
        drawn = self.picture
        pg.AxisItem.resizeEvent(self)
        self.picture = drawn  # which pyqtgraph has dropped, though it hasn't the name in it
        if self.chart_rect.isEmpty():
            return
        place, end = self.label.pos(), self.chart_rect
        long = self.label.boundingRect().width() - 2 * MARGIN_PX
        if self.orientation == "left":
            low = end.bottom() - self.pos().y() + MARGIN_PX
            place.setY(min(max(place.y(), end.top() - self.pos().y() + long + MARGIN_PX), low))
        else:
            first, last = end.left() - self.pos().x(), end.right() - self.pos().x()
            place.setX(max(min(place.x(), last - long - MARGIN_PX), first - MARGIN_PX))
        self.label.setPos(place)

    def resizeEvent(self, _event: QGraphicsSceneResizeEvent | None = None) -> None:
        """Keep the name in its place, and draw the axis at its new size."""
        self.place_name()
        self.draw_anew()

    def boundingRect(self) -> QRectF:
        """Leave room for the numbers at the ends."""
        room = self.gap_px
        return QRectF(pg.AxisItem.boundingRect(self)).adjusted(-room, -room, room, room)

    def generateDrawSpecs(self, painter: QPainter) -> Any:
        """Move a number that would be cut off at the right end of a lower axis to where it is whole."""
        specs = pg.AxisItem.generateDrawSpecs(self, painter)
        if specs is None or self.orientation != "bottom":
            return specs
        line, ticks, texts = specs
        end = self.size().width() + self.end_px
        return line, ticks, [(rect.translated(min(0.0, end - rect.right()), 0.0), *rest) for rect, *rest in texts]

    def drawPicture(self, painter: QPainter, line: Any, ticks: Any, texts: Any) -> None:
        """Draw its line, its grid and its numbers; what glides is drawn when it is painted."""
        if self.glides:
            self._drawn = [line, *ticks], [(rect, text) for rect, _, text in texts]
        else:
            pg.AxisItem.drawPicture(self, painter, line, ticks, texts)

    def _draw(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None) -> None:
        pg.AxisItem.paint(self, painter, option, widget)
        if not self.glides:
            return
        letters, color = pixel_face(QFontInfo(self.number_font).pixelSize()), self.textPen().color()
        metrics = letters.metrics
        lines, numbers = self._drawn
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for pen, start, end in lines:
            painter.setPen(pen)
            painter.drawLine(start, end)
        for rect, text in numbers:
            wide = metrics.horizontalAdvance(text)
            if self.orientation == "left":
                place = QPointF(rect.right() - wide, rect.center().y() + (metrics.ascent() - metrics.descent()) / 2)
            else:
                left = min(rect.center().x() - wide / 2, rect.right() - wide)  # a last one ends at the right edge
                place = QPointF(left, rect.top() + metrics.ascent())
            write(painter, letters, color, place, text)

    def wheelEvent(self, event: QGraphicsSceneWheelEvent) -> None:
        """Leave the wheel to what scrolls around the chart."""
        event.ignore()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Copy what was drawn before, unless it has changed; writing a dozen numbers takes longer than all curves."""
        if self.picture is not self._copied:
            self._once.forget()
        self._once.paint(painter, self.boundingRect(), lambda over: self._draw(over, option, widget))
        self._copied = self.picture

    def draw_anew(self) -> None:
        """Draw it anew, as when the plot area, over which its grid reaches, has another size."""
        self.picture = None
        self.update()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Return one level of ticks."""
        highest = high - (high - low) * self.clear_px / max(size, 1.0)
        return [(1.0, [tick for tick in self._ticks(low, high, size) if tick <= highest or not self.clear_px])]

    def _ticks(self, low: float, high: float, size: float) -> tuple[float, ...]:
        """Return as many ticks as there is room for, fewer where their numbers would touch each other."""
        if self.held is not None:
            return tuple(tick for tick in self.held if low <= tick <= high)
        room = max(2.0, size / self.gap_px)
        found = self._some_ticks(low, high, room)
        while room > 1.0 and self._touch(found, low, high, size):
            room *= THINNER
            found = self._some_ticks(low, high, room)
        if len(found) < 2:  # a single number is no scale: two that stand closer are, where there is room for them
            closer = self._some_ticks(low, high, 2.0 * size / self.gap_px)
            found = found if self._touch(closer, low, high, size) else max(found, closer, key=len)
        return found

    def _some_ticks(self, low: float, high: float, most: float) -> tuple[float, ...]:
        """Return about as many ticks as `most` says."""
        if self.decades:
            return tuple(math.log10(tick) for tick in log_ticks(_ten_to(low), _ten_to(high), 1.2 * most))
        offset, stretch = self.other or (0.0, 1.0)
        found = linear_ticks(offset + stretch * low, offset + stretch * high, most, whole=self.whole)
        return found if self.other is None else tuple((tick - offset) / stretch for tick in found)

    def _touch(self, ticks: tuple[float, ...], low: float, high: float, size: float) -> bool:
        """Say whether numbers touch each other."""
        if len(ticks) < 2:
            return False
        metrics = QFontMetricsF(self.number_font)
        if self.orientation == "left":
            return bool(np.diff(ticks).min() * size / ((high - low) or 1.0) < metrics.height())
        wide = np.array([metrics.horizontalAdvance(text) for text in self.tickStrings(ticks, 1.0, 1.0)])
        middles = (np.array(ticks) - low) * (size / ((high - low) or 1.0))
        middles = np.minimum(middles, size + self.end_px - wide / 2)
        return bool((np.diff(middles) - (wide[1:] + wide[:-1]) / 2 < APART_EM * metrics.height()).any())

    def tickStrings(self, values: Sequence[float], scale: float, _spacing: float) -> list[str]:
        """Return the text of each tick; one that the picture's edge would cut is empty."""
        if self.decades:
            return axis(_without_noise([_ten_to(value) for value in values]), logarithmic=True)
        offset, stretch = (0.0, scale) if self.other is None else self.other
        return axis(_without_noise([offset + stretch * value for value in values]))


def _ten_to(exponent: float) -> float:
    """Return a power of ten; what is beyond all numbers is the last one."""
    return float(10.0 ** min(max(exponent, _LEAST), _MOST))


_SURE_DIGITS, _ALL_DIGITS = 12, 17
"""So many digits are free of the noise that offsets and logarithms leave; and so many tell all numbers apart."""


def _without_noise(values: list[float]) -> list[float]:
    """Return the numbers of ticks in rising order, with as many digits as tell each from its neighbours."""
    gaps = [math.inf, *(b - a for a, b in pairwise(values)), math.inf]
    return [rounded(value, _digits(value, min(gaps[at], gaps[at + 1]))) for at, value in enumerate(values)]


def _digits(value: float, gap: float) -> int:
    if not (value and 0.0 < gap < math.inf):
        return _SURE_DIGITS
    wanted = math.floor(math.log10(abs(value))) - math.floor(math.log10(gap)) + 3
    return min(max(wanted, _SURE_DIGITS), _ALL_DIGITS)
