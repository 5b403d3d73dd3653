"""Names beside curves, pushed apart so that none covers another."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from lossstudio.core.array import Floats
from lossstudio.picture.charts.chart import TEXT_PX, Chart


class TextBox(pg.TextItem):
    """A text upon a ground of its own, also where an unseen view paints it.

    WORKAROUND pyqtgraph 0.14 places the ground by the view's transformation when a window paints it first, which a
    film's painter never does; it can go when TextItem paints its fill in its own coordinates.
    """

    def __init__(self, text: str, **said: Any) -> None:
        pg.TextItem.__init__(self, text, **said)

    def paint(self, painter: QPainter, *_how: object) -> None:
        """Paint the ground; the text lies upon it as an item of its own."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.fill)
        painter.drawPolygon(self.textItem.mapToParent(self.textItem.boundingRect()))


SIDE = 0.4
"""How much of the chart's width a legend is thought to take."""
KEPT = 0.15
"""It changes sides only where the other is lower by this share of the height."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A line of a legend: its words, and their colour."""

    words: str
    color: str


class Legend:
    """The lines of a legend, the first one at the top."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._items: list[pg.TextItem] = []
        self._entries: tuple[LegendEntry, ...] = ()
        self._style: tuple[object, ...] = ()
        self._right = True
        chart.area.sigRangeChanged.connect(self._place)
        chart.area.sigResized.connect(self._place)

    @property
    def words(self) -> tuple[str, ...]:
        """What it says."""
        return tuple(entry.words for entry in self._entries)

    def show(self, entries: tuple[LegendEntry, ...], x: Floats, heights: Floats) -> None:
        """Show these lines, out of the way of curves ``(C, G)`` over rising places ``(G,)``."""
        chart = self._chart
        self._choose_side(x, heights)
        style = (chart.theme, chart.scale)
        if len(entries) != len(self._items) or style != self._style:
            self._style, self._entries = style, ()
            self._make(len(entries))
        for number, (item, entry) in enumerate(zip(self._items, entries, strict=True)):
            if entry not in self._entries[number : number + 1]:
                item.setText(entry.words, entry.color)
        self._entries = entries
        self._place()

    def clear(self) -> None:
        """Show nothing."""
        self._make(0)
        self._entries = ()

    def _choose_side(self, x: Floats, heights: Floats) -> None:
        (left, right), (low, high) = self._chart.area.viewRange()
        width = SIDE * (right - left)
        known = np.clip(np.nan_to_num(heights, nan=low), low, high)
        at_left = float(known[:, x <= left + width].max(initial=low))
        at_right = float(known[:, x >= right - width].max(initial=low))
        here, there = (at_right, at_left) if self._right else (at_left, at_right)
        if there < here - KEPT * (high - low):
            self._right = not self._right

    def _make(self, count: int) -> None:
        chart = self._chart
        for item in self._items:
            chart.remove(item)
        self._items = [chart.add(TextBox("", fill=chart.color(chart.theme.card, 0.75)), 60) for _ in range(count)]
        for item in self._items:
            item.setFont(chart.font(0.92))
            item.textItem.document().setDocumentMargin(1)

    def _place(self, *_changed: object) -> None:
        chart = self._chart
        (left, right), (low, high) = chart.area.viewRange()
        line = TEXT_PX * chart.scale * 1.4 * (high - low) / max(chart.area.rect().height(), 1.0)
        for row, item in enumerate(self._items):
            item.setAnchor((1.0 if self._right else 0.0, 0.0))
            item.setPos(right if self._right else left, high - row * line)


BESIDE_PX = 8.0
AWAY = 0.72
"""How far a name's middle is from its point, in lines."""


@dataclass(frozen=True, slots=True)
class CurveName:
    """A name, its colour, and the point of the chart that it belongs to; `below` where the curve comes from above."""

    text: str
    color: str
    x: float
    y: float
    below: bool = False


class CurveNames:
    """The names of a chart's curves, each above or below its point.

    They end there; they begin there where there is no room, or where a curve leaves the chart at the top.
    """

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._items: list[pg.TextItem] = []
        self._names: tuple[CurveName, ...] = ()
        self._style: tuple[object, ...] = ()
        chart.area.sigRangeChanged.connect(self.place)
        chart.area.sigResized.connect(self.place)

    def show(self, names: tuple[CurveName, ...]) -> None:
        """Show these names and no others."""
        style = (self._chart.theme, self._chart.scale)
        if names == self._names and style == self._style:
            return
        if style != self._style or [(name.text, name.color) for name in names] != [
            (name.text, name.color) for name in self._names
        ]:
            self._names, self._style = names, style
            self.restyle()
        self._names = names
        self.place()

    def restyle(self) -> None:
        """Make the items anew in the chart's colours and font."""
        for item in self._items:
            self._chart.remove(item)
        self._items = [self._make(name) for name in self._names]
        self.place()

    def place(self, *_changed: object) -> None:
        """Put each name beside its point, apart from the others."""
        if not self._items:
            return
        chart = self._chart
        top = chart.in_scene(0, chart.area.viewRange()[1][1]).y()
        bottom = chart.in_scene(0, chart.area.viewRange()[1][0]).y()
        line = TEXT_PX * chart.scale * 1.5
        points = [chart.in_scene(name.x, name.y) for name in self._names]
        away = [AWAY * line * (1 if name.below else -1) for name in self._names]
        wanted = [point.y() + down for point, down in zip(points, away, strict=True)]
        lowest, highest = max(wanted), top + line / 2
        upward = lowest - highest >= (len(wanted) - 1) * line  # a tight bunch leaves its curves free
        order = sorted(range(len(points)), key=lambda number: points[number].y())  # as the curves end, from the top
        low = min(lowest, bottom - line / 2) if upward else bottom - line / 2
        heights = spread(wanted, order, line, highest, low)
        left, right = (chart.in_scene(x, 0).x() for x in chart.area.viewRange()[0])
        for item, point, height in zip(self._items, points, heights, strict=True):
            wide = item.boundingRect().width() + BESIDE_PX * chart.scale
            leaves = point.y() - line < top and point.x() + wide <= right
            ends = point.x() - wide >= left and not leaves
            item.setAnchor((1.0 if ends else 0.0, 0.5))
            aside = BESIDE_PX * chart.scale * (-1 if ends else 1)
            item.setPos(*chart.at(QPointF(point.x() + aside, height)))

    def _make(self, name: CurveName) -> pg.TextItem:
        chart = self._chart
        item = TextBox(name.text, color=name.color, anchor=(1.0, 0.5), fill=chart.color(chart.theme.card, 0.8))
        pg.TextItem.setFont(item, chart.font(0.92))
        item.textItem.document().setDocumentMargin(1)
        return chart.add(item, 50)


def spread(places: list[float], order: list[int], gap: float, low: float, high: float) -> list[float]:
    """Return the places moved apart to at least `gap`, in this order, within low..high where there is room."""
    moved = list(places)
    edge = low
    for rank in order:
        moved[rank] = max(moved[rank], edge)
        edge = moved[rank] + gap
    edge = high
    for rank in reversed(order):
        moved[rank] = min(moved[rank], edge)
        edge = moved[rank] - gap
    return moved
