"""Words in a chart in the room that there is: smaller first, then cut in their middle, for names may begin alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Protocol, cast

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontInfo, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QGraphicsTextItem, QStyleOptionGraphicsItem, QWidget

from lossstudio.picture.charts.chart import TEXT_PX, Chart
from lossstudio.picture.text.beside import beside, read_alike
from lossstudio.picture.text.fonts import pixel_face
from lossstudio.picture.text.letters import write


class _Letters(QGraphicsTextItem):
    """A line of text that stands on an image just where it is, so that it glides."""

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, /, widget: QWidget | None = None) -> None:
        """Paint it; on a screen as Qt does, upon whole pixels."""
        if not isinstance(painter.device(), QImage):
            QGraphicsTextItem.paint(self, painter, option, cast("QWidget", widget))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        margin, letters = self.document().documentMargin(), pixel_face(QFontInfo(self.font()).pixelSize())
        place = QPointF(margin, margin + QFontMetricsF(self.font()).ascent())
        write(painter, letters, self.defaultTextColor(), place, self.toPlainText())


class TextBox(pg.TextItem):
    """A line of text upon a ground of its own, also where an unseen view paints it.

    WORKAROUND pyqtgraph 0.14 places the ground by the view's transformation when a window paints it first, which a
    film's painter never does; it can go when TextItem paints its fill in its own coordinates.
    """

    def __init__(self, text: str, **said: Any) -> None:
        pg.TextItem.__init__(self, **said)
        self.textItem.hide()
        self.textItem = _Letters(text, self)
        self.textItem.setDefaultTextColor(self.color)

    def paint(self, painter: QPainter, *_how: object) -> None:
        """Paint the ground; the text lies upon it as an item of its own."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.fill)
        painter.drawPolygon(self.textItem.mapToParent(self.textItem.boundingRect()))


FEW, MOST_OF_HEIGHT = 7, 0.85
"""More names than these that would take more of the chart's height are left out: there would be nothing but names."""
USUAL, MOST_COVERED, USUAL_COVERED = 3, 0.3, 0.4
"""So are more names than these that would cover more of the chart, and no more of them in a chart so small that they
would cover even more of it."""
SIZES, NAME = (1.0, 0.86, 0.74), 0.92
"""In which shares of their usual size words are written, which is a share of the chart's."""
SHORTER = (0.9, 0.6, 0.4)
"""How much of a chart's width the smallest words may take that are cut, the longest first."""
LEAST_KEPT = 14
"""Of words that are cut about so many letters are left at least, of Chinese ones half as many."""
MARGIN_PX = 1.0
"""What a TextBox is larger than its letters, on each side."""


class NamedNumber(Protocol):
    """Something that is told in words and in a number after them."""

    @property
    def text(self) -> str:
        """The words; without any it is told by its number alone."""

    @property
    def number(self) -> str:
        """The number, which is never cut; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Written:
    """Words as they are written: at a share of their usual size, how wide each is, in pixels, and which are cut."""

    size: float
    texts: tuple[str, ...]
    widths: tuple[float, ...]
    cut: tuple[bool, ...]


def written(chart: Chart, words: Sequence[NamedNumber], wide: float) -> Iterator[Written]:
    """Yield words as they may be written in a chart so many pixels wide: whole, then smaller, then cut."""
    laid_out = wide > TEXT_PX * chart.scale  # at first it has no size
    ways = [(size, inf) for size in SIZES]
    ways += [(SIZES[-1], share * wide - 2 * MARGIN_PX) for share in SHORTER if laid_out]
    narrow = True
    last: Written | None = None
    for size, room in ways:
        metrics = QFontMetricsF(chart.font(NAME * size))
        texts = tuple(_cut(each, metrics, room, wide - 2 * MARGIN_PX) for each in words)
        widths = tuple(metrics.horizontalAdvance(text) + 2 * MARGIN_PX if text else 0.0 for text in texts)
        cut = tuple(text != whole(each) for each, text in zip(words, texts, strict=True))
        if last is not None and (size, texts) == (last.size, last.texts):
            continue
        last = Written(size, texts, widths, cut)
        if max(widths, default=0.0) <= wide or not laid_out:
            yield last
            narrow = False
    if narrow and last is not None:
        yield last


def whole(words: NamedNumber) -> str:
    """Return all that is told."""
    return beside(words.text, words.number, "  ")


def _cut(words: NamedNumber, metrics: QFontMetricsF, room: float, most: float) -> str:
    if metrics.horizontalAdvance(whole(words)) <= room:
        return whole(words)
    number = metrics.horizontalAdvance(f"  {words.number}") if words.number else 0.0
    left = max(room - number, min(LEAST_KEPT * metrics.averageCharWidth(), most - number))
    [text] = read_alike([metrics.elidedText(words.text, Qt.TextElideMode.ElideMiddle, left)])
    return beside(text, words.number, "  ")


def has_room(widths: Sequence[float], line: float, wide: float, tall: float) -> bool:
    """Say whether a chart has room for names, all in pixels, and for its curves beside them."""
    fits = len(widths) <= FEW or len(widths) * line <= MOST_OF_HEIGHT * tall
    if len(widths) <= USUAL and wide < line:
        return fits  # it has no size yet
    most = USUAL_COVERED if len(widths) <= USUAL else MOST_COVERED
    return fits and sum(widths) * line <= most * wide * tall
