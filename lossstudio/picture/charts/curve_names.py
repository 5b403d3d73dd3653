"""Names beside curves, pushed apart so that none covers another."""

from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QPointF

from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.written import Written

BESIDE_PX = 8.0
AWAY = 0.72
"""How far a name's middle is from its point, in lines."""


@dataclass(frozen=True, slots=True)
class Name:
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
        self._names: tuple[Name, ...] = ()
        chart.area.sigRangeChanged.connect(self.place)
        chart.area.sigResized.connect(self.place)

    def show(self, names: tuple[Name, ...]) -> None:
        """Show these names and no others."""
        if names == self._names:
            return
        if [(name.text, name.color) for name in names] != [(name.text, name.color) for name in self._names]:
            self._names = names
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
        line = chart.text_px * chart.scale * 1.5
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

    def _make(self, name: Name) -> pg.TextItem:
        chart = self._chart
        item = Written(name.text, color=name.color, anchor=(1.0, 0.5), fill=chart.color(chart.theme.card, 0.8))
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
