"""Names beside curves, pushed apart so that none covers another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF

from lossstudio.core.array import Floats
from lossstudio.picture.charts.chart import TEXT_PX, Chart
from lossstudio.picture.charts.free_places import CELL_PX, FreePlaces, Rect
from lossstudio.picture.charts.words_in_room import MARGIN_PX, NAME, TextBox, Written, has_room, written

Curve = tuple[Floats, Floats]
BESIDE_PX = 8.0
UP, DOWN = "↑", "↓"
"""Where a curve is cut its number begins so."""
CLOSEST = 0.68
"""How much of a line names in a low chart keep at least from each other, which their letters need."""
AWAY = 0.72
"""How far a name's middle is from its point, in lines."""


@dataclass(frozen=True, slots=True)
class CurveName:
    """A name, its colour, and the point of the chart that it belongs to; `below` where the curve comes from above.

    The `number` after it is never cut; where it is that of a curve beyond the chart, `beyond` is its value. A `spare`
    name is left out where it would lie upon curves: it is told beside the chart too.
    """

    text: str
    color: str
    x: float
    y: float
    below: bool = False
    number: str = ""
    spare: bool = False
    beyond: float | None = None


class CurveNames:
    """The names of a chart's curves, each above or below its point.

    They end there; they begin there where there is no room, or where a curve leaves the chart at the top. Where a name
    would lie upon a curve it moves to the nearest place where nothing is drawn; where there is none for all, one number
    tells how far the curves go that are cut at the same edge.
    """

    def __init__(self, chart: Chart, area: pg.ViewBox | None = None) -> None:
        self._chart, self._area = chart, area or chart.area
        self._items: list[pg.TextItem] = []
        self._names: tuple[CurveName, ...] = ()
        self._curves: tuple[Curve, ...] = ()
        self._style: tuple[object, ...] = ()
        self._written: Written | None = None
        self._area.sigRangeChanged.connect(self.place)
        self._area.sigResized.connect(self.place)

    @property
    def words(self) -> tuple[str, ...]:
        """What is written."""
        return tuple(name.text for name in self._names)

    def show(self, names: tuple[CurveName, ...], curves: tuple[Curve, ...] = ()) -> None:
        """Show these names and no others, clear of these curves: x and y ``(n,)`` of each."""
        style = (self._chart.theme, self._chart.scale)
        same = len(curves) == len(self._curves) and all(
            one is other for pair in zip(curves, self._curves, strict=True) for one, other in zip(*pair, strict=True)
        )
        if names == self._names and style == self._style and same:
            return
        self._curves = curves
        said = [(name.text, name.number, name.color) for name in self._names]
        self._names = names
        if [(name.text, name.number, name.color) for name in names] != said or style != self._style:
            self._style = style
            self.restyle()
        self.place()

    def restyle(self) -> None:
        """Make the items anew in the chart's colours and font."""
        for item in self._items:
            self._area.removeItem(item)
        self._items = [self._make(name) for name in self._names]
        self._written = None
        self.place()

    def place(self, *_changed: object) -> None:
        """Put each name beside its point, apart from the others."""
        if not self._items:
            return
        (left, right), (top, bottom) = (sorted(each) for each in _ends_in_scene(self._area))  # heights grow down
        room = (left, top, right, bottom)
        names, words, places = self._chosen(room)
        self._write(names, words, seen=self._has_room(words, room))
        for number, (start, above, end, below) in places.items():
            item = self._items[number]
            at = QPointF(end if item.anchor[0] == 1.0 else start, (above + below) / 2)
            item.setPos(self._area.mapSceneToView(at))

    def _chosen(self, room: Rect) -> tuple[tuple[CurveName, ...], Written, dict[int, Rect]]:
        """Return what is told of the names, how that is written, and where."""
        wide, free = room[2] - room[0], self._free(room)
        fewer = tuple(replace(name, text="") if name.spare else name for name in self._names)
        fewest = self._farthest_alone(fewer)
        for names in dict.fromkeys((self._names, fewer, fewest)):  # where nothing can be left out they are the same
            for words in (words for words in written(self._chart, names, wide) if self._has_room(words, room)):
                places = self._clear_of_curves(self._wanted(words, room), free)
                if places is not None:
                    return names, words, places
        least = list(written(self._chart, fewest, wide))  # whatever is left out, curves would be covered
        words = next((each for each in least if self._has_room(each, room)), least[-1])
        return fewest, words, self._wanted(words, room)

    def _has_room(self, words: Written, room: Rect) -> bool:
        widths = [wide for wide, text in zip(words.widths, words.texts, strict=True) if text]
        return has_room(widths, self._line(words.size), room[2] - room[0], room[3] - room[1])

    def _farthest_alone(self, names: tuple[CurveName, ...]) -> tuple[CurveName, ...]:
        """Return names of which, where several curves are cut at an edge, only the farthest number is left."""
        told = list(names)
        for arrow, farthest in ((UP, max), (DOWN, min)):
            cut = [(name.beyond, at) for at, name in enumerate(names) if name.number[:1] == arrow]
            known = [(beyond, at) for beyond, at in cut if beyond is not None]
            if len(known) < 2:
                continue
            _, last = farthest(known)
            for _, at in known:
                told[at] = replace(told[at], text="", number="")
            number = f"{arrow} to{names[last].number[1:]}"
            told[last] = replace(told[last], number=number, color=self._chart.theme.secondary)
        return tuple(told)

    def _write(self, names: Sequence[CurveName], words: Written, *, seen: bool) -> None:
        for item, text in zip(self._items, words.texts, strict=True):
            item.setVisible(seen and bool(text))
        if words != self._written:
            font = self._chart.font(NAME * words.size)
            for item, name, text in zip(self._items, names, words.texts, strict=True):
                item.setFont(font)
                item.setText(text, name.color)
            self._written = words

    def _line(self, size: float) -> float:
        """Return how tall a line of names of a size is, in pixels."""
        return TEXT_PX * self._chart.scale * 1.5 * size

    def _wanted(self, words: Written, room: Rect) -> dict[int, Rect]:
        """Return where names would stand if there were no curves, each beside its point."""
        chart, area, (left, top, right, bottom) = self._chart, self._area, room
        line, widths = self._line(words.size), words.widths
        points = [area.mapViewToScene(QPointF(name.x, name.y)) for name in self._names]
        spans = []
        for item, point, width in zip(self._items, points, widths, strict=True):
            wide = width + BESIDE_PX * chart.scale
            leaves = point.y() - line < top and point.x() + wide <= right
            ends = point.x() - wide >= left and not leaves
            item.setAnchor((1.0 if ends else 0.0, 0.5))
            first = max(min(point.x() - (wide if ends else 0.0), right - wide), left)
            spans.append((first, first + wide))
        wanted: dict[int, Rect] = {}
        for group in side_by_side(spans):
            seen = [number for number in group if words.texts[number]]
            heights = self._heights([points[number] for number in seen], seen, line, (top, bottom))
            for number, height in zip(seen, heights, strict=True):
                item, point = self._items[number], points[number]
                aside = BESIDE_PX * chart.scale * (-1 if item.anchor[0] == 1.0 else 1)
                wide, tall = widths[number], line / 1.1
                start = point.x() + aside - (wide if item.anchor[0] == 1.0 else 0.0)
                start = max(min(start, right - wide), left)  # a long name may have room on neither side of its point
                wanted[number] = (start, height - tall / 2, start + wide, height + tall / 2)
        return wanted

    def _free(self, room: Rect) -> FreePlaces | None:
        """Return where nothing is drawn; None where there are no curves to be heeded."""
        if not self._curves:
            return None
        return FreePlaces(room, [self._in_scene(*curve) for curve in self._curves], CELL_PX * self._chart.scale)

    @staticmethod
    def _clear_of_curves(wanted: dict[int, Rect], free: FreePlaces | None) -> dict[int, Rect] | None:
        """Return the places of names, moved off the curves, of which free ones stay; None where there is no room."""
        if free is None:
            return wanted
        order = sorted(wanted, key=lambda number: wanted[number][1])
        places = free.in_order([wanted[number] for number in order])
        return None if places is None else dict(zip(order, places, strict=True))

    def _in_scene(self, x: Floats, y: Floats) -> Floats:
        """Return points of the chart ``(n, 2)`` in the scene."""
        (left, right), (low, high) = self._area.viewRange()
        one, other = self._area.mapViewToScene(QPointF(left, low)), self._area.mapViewToScene(QPointF(right, high))
        across = one.x() + (x - left) / (right - left) * (other.x() - one.x())
        return np.stack([across, one.y() + (y - low) / (high - low) * (other.y() - one.y())], axis=-1)

    def _heights(self, points: list[QPointF], group: list[int], line: float, ends: tuple[float, float]) -> list[float]:
        """Return the heights in the scene at which names stand that may cover each other."""
        if not group:
            return []
        top, bottom = ends
        away = [AWAY * line * (1 if self._names[number].below else -1) for number in group]
        wanted = [point.y() + down for point, down in zip(points, away, strict=True)]
        lowest, highest = max(wanted), top + line / 2
        upward = lowest - highest >= (len(wanted) - 1) * line  # a tight bunch leaves its curves free
        order = sorted(range(len(points)), key=lambda number: points[number].y())  # as the curves end, from the top
        low = min(lowest, bottom - line / 2) if upward else bottom - line / 2
        gap = min(line, max((low - highest) / max(len(wanted) - 1, 1), CLOSEST * line))
        return spread(wanted, order, gap, highest, low)

    def _make(self, name: CurveName) -> pg.TextItem:
        chart = self._chart
        item = TextBox("", color=name.color, anchor=(1.0, 0.5), fill=chart.color(chart.theme.card, 0.92))
        item.textItem.document().setDocumentMargin(MARGIN_PX)
        item.setZValue(50)
        self._area.addItem(item, ignoreBounds=True)
        return item


def _ends_in_scene(area: pg.ViewBox) -> tuple[list[float], list[float]]:
    """Return where a plot area begins and ends in its scene, across and down."""
    (left, right), (low, high) = area.viewRange()
    one, other = area.mapViewToScene(QPointF(left, low)), area.mapViewToScene(QPointF(right, high))
    return [one.x(), other.x()], [one.y(), other.y()]


def side_by_side(spans: list[tuple[float, float]]) -> list[list[int]]:
    """Return the numbers of the spans in groups: no span of one group reaches into one of another."""
    groups: list[list[int]] = []
    reach = -np.inf
    for number in sorted(range(len(spans)), key=lambda number: spans[number]):
        first, last = spans[number]
        if not groups or first >= reach:
            groups.append([])
        groups[-1].append(number)
        reach = max(reach, last)
    return [sorted(group) for group in groups]


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
