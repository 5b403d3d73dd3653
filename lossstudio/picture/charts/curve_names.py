"""Names beside curves, pushed apart so that none covers another."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from lossstudio.core.array import Floats
from lossstudio.picture.charts.chart import TEXT_PX, Chart
from lossstudio.picture.charts.free_places import CELL_PX, FreePlaces, Rect


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


FEW, MOST_OF_HEIGHT = 7, 0.85
"""More names than these that would take more of the chart's height are left out: there would be nothing but names."""
USUAL, MOST_COVERED, USUAL_COVERED = 3, 0.3, 0.4
"""So are more names than these that would cover more of the chart, and no more of them in a chart so small that they
would cover even more of it."""
SIDE = 0.4
"""How much of the chart's width and height a legend is thought to take at most."""
KEPT = 0.01
"""It goes to another corner only where it covers less there by this share of all that is drawn."""
CROSSED = 0.1
"""What it costs that a curve goes through the names at all, against 1 for one that stays there."""
LEADING = 1.4
"""How far apart its lines are, in heights of the text."""


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
        self._right = self._high = True
        self._marked: tuple[float, float] | None = None
        self._over: tuple[Floats, Floats] = np.zeros(0), np.zeros((1, 0))
        chart.area.sigRangeChanged.connect(self._place)
        chart.area.sigResized.connect(self._place)

    @property
    def words(self) -> tuple[str, ...]:
        """What it says."""
        return tuple(entry.words for entry in self._entries)

    def show(
        self,
        entries: tuple[LegendEntry, ...],
        x: Floats,
        heights: Floats,
        *,
        marked: tuple[float, float] | None = None,
        stays: bool = False,
    ) -> None:
        """Show these lines, out of the way of curves ``(C, G)`` over rising places ``(G,)``, and of the marked place.

        `stays` leaves a legend that is shown already in its corner, whatever the curves do.
        """
        chart, self._marked = self._chart, marked
        if not (stays and self._entries):
            self._over = x, heights
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

    def _choose_corner(self) -> None:
        """Go to the corner where it covers least, the upper ones first."""
        x, heights = self._over
        (left, right), (low, high) = self._chart.area.viewRange()
        longest = max((item.boundingRect().width() for item in self._items), default=0.0)
        width = min(longest / max(self._chart.area.rect().width(), 1.0), SIDE) * (right - left)
        height = min(len(self._items) * self._line, SIDE * (high - low))
        drawn = np.where((heights >= low) & (heights <= high), heights, np.nan)  # what isn't seen can't be covered

        def covered(at_right: bool, on_top: bool) -> float:
            def inside(across: Floats, up: Floats) -> NDArray[np.bool_]:
                beside = across >= right - width if at_right else across <= left + width
                return np.asarray(beside & (up >= high - height if on_top else up <= low + height))

            hidden = inside(x, drawn)
            marked = self._marked is not None and bool(inside(*map(np.asarray, self._marked)))
            return float(hidden.sum() / max(hidden.size, 1) + CROSSED * np.mean(hidden.any(axis=-1))) + marked

        corners = {(side, top): covered(side, top) for top in (True, False) for side in (True, False)}
        best = min(corners, key=lambda corner: corners[corner])
        if corners[best] < corners[self._right, self._high] - KEPT:
            self._right, self._high = best

    @property
    def _line(self) -> float:
        """How high a line is, in the chart's own unit."""
        low, high = self._chart.area.viewRange()[1]
        return float(TEXT_PX * self._chart.scale * LEADING * (high - low) / max(self._chart.area.rect().height(), 1.0))

    def _make(self, count: int) -> None:
        chart = self._chart
        for item in self._items:
            chart.remove(item)
        self._items = [chart.add(TextBox("", fill=chart.color(chart.theme.card, 0.75)), 60) for _ in range(count)]
        for item in self._items:
            item.setFont(chart.font(0.92))
            item.textItem.document().setDocumentMargin(1)

    def _place(self, *_changed: object) -> None:
        self._choose_corner()
        (left, right), (low, high) = self._chart.area.viewRange()
        top = high if self._high else low + len(self._items) * self._line
        room, line = self._chart.area.rect(), TEXT_PX * self._chart.scale * LEADING
        widths = [item.boundingRect().width() for item in self._items]
        roomy = has_room(widths, line, room.width(), room.height())
        for row, item in enumerate(self._items):
            item.setVisible(roomy)
            item.setAnchor((1.0 if self._right else 0.0, 0.0))
            item.setPos(right if self._right else left, top - row * self._line)


Curve = tuple[Floats, Floats]
BESIDE_PX = 8.0
CLOSEST = 0.68
"""How much of a line names in a low chart keep at least from each other, which their letters need."""
SIZES, NAME = (1.0, 0.86, 0.74), 0.92
"""Where there are no free places names are written smaller, in these shares of their usual size, which is a share of
the chart's."""
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

    They end there; they begin there where there is no room, or where a curve leaves the chart at the top. Where a name
    would lie upon a curve it moves to the nearest place where nothing is drawn.
    """

    def __init__(self, chart: Chart, area: pg.ViewBox | None = None) -> None:
        self._chart, self._area = chart, area or chart.area
        self._items: list[pg.TextItem] = []
        self._names: tuple[CurveName, ...] = ()
        self._curves: tuple[Curve, ...] = ()
        self._style: tuple[object, ...] = ()
        self._size = 1.0
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
        said = [(name.text, name.color) for name in self._names]
        self._names = names
        if [(name.text, name.color) for name in names] != said or style != self._style:
            self._style = style
            self.restyle()
        self.place()

    def restyle(self) -> None:
        """Make the items anew in the chart's colours and font."""
        for item in self._items:
            self._area.removeItem(item)
        self._items = [self._make(name) for name in self._names]
        self._size = 1.0
        self.place()

    def place(self, *_changed: object) -> None:
        """Put each name beside its point, apart from the others."""
        if not self._items:
            return
        (left, right), (top, bottom) = (sorted(each) for each in _ends_in_scene(self._area))  # heights grow down
        room = (left, top, right, bottom)
        for size in SIZES:
            wanted = self._wanted(size, room)
            places = self._clear_of_curves(wanted, room)
            if places is not None and self._widest(size) <= right - left:
                break
        else:  # smaller names would cover curves all the same
            size = next((each for each in SIZES if self._widest(each) <= right - left), SIZES[-1])
            places, wanted = None, self._wanted(size, room)
        self._resize(size)
        for number, (start, above, end, below) in (places or wanted).items():
            item = self._items[number]
            at = QPointF(end if item.anchor[0] == 1.0 else start, (above + below) / 2)
            item.setPos(self._area.mapSceneToView(at))

    def _widest(self, size: float) -> float:
        return float(max(item.boundingRect().width() for item in self._items) * size / self._size)

    def _resize(self, size: float) -> None:
        if size != self._size:
            for item in self._items:
                item.setFont(self._chart.font(NAME * size))
            self._size = size

    def _wanted(self, size: float, room: Rect) -> dict[int, Rect]:
        """Return where names of this size would stand if there were no curves, each beside its point."""
        chart, area, (left, top, right, bottom) = self._chart, self._area, room
        line = TEXT_PX * chart.scale * 1.5 * size
        widths = [item.boundingRect().width() * size / self._size for item in self._items]
        points = [area.mapViewToScene(QPointF(name.x, name.y)) for name in self._names]
        roomy = has_room(widths, line, right - left, bottom - top)
        spans = []
        for item, point, width in zip(self._items, points, widths, strict=True):
            item.setVisible(roomy)
            wide = width + BESIDE_PX * chart.scale
            leaves = point.y() - line < top and point.x() + wide <= right
            ends = point.x() - wide >= left and not leaves
            item.setAnchor((1.0 if ends else 0.0, 0.5))
            first = max(min(point.x() - (wide if ends else 0.0), right - wide), left)
            spans.append((first, first + wide))
        wanted: dict[int, Rect] = {}
        for group in side_by_side(spans):
            heights = self._heights([points[number] for number in group], group, line, (top, bottom))
            for number, height in zip(group, heights, strict=True):
                item, point = self._items[number], points[number]
                aside = BESIDE_PX * chart.scale * (-1 if item.anchor[0] == 1.0 else 1)
                wide, tall = widths[number], line / 1.1
                start = point.x() + aside - (wide if item.anchor[0] == 1.0 else 0.0)
                start = max(min(start, right - wide), left)  # a long name may have room on neither side of its point
                wanted[number] = (start, height - tall / 2, start + wide, height + tall / 2)
        return wanted

    def _clear_of_curves(self, wanted: dict[int, Rect], room: Rect) -> dict[int, Rect] | None:
        """Return the places of names, moved off the curves, of which free ones stay; None where there is no room."""
        if not self._curves:
            return wanted
        free = FreePlaces(room, [self._in_scene(*curve) for curve in self._curves], CELL_PX * self._chart.scale)
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
        item = TextBox(name.text, color=name.color, anchor=(1.0, 0.5), fill=chart.color(chart.theme.card, 0.8))
        pg.TextItem.setFont(item, chart.font(NAME))
        item.textItem.document().setDocumentMargin(1)
        item.setZValue(50)
        self._area.addItem(item, ignoreBounds=True)
        return item


def has_room(widths: list[float], line: float, wide: float, tall: float) -> bool:
    """Say whether a chart has room for names, all in pixels, and for its curves beside them."""
    fits = len(widths) <= FEW or len(widths) * line <= MOST_OF_HEIGHT * tall
    if len(widths) <= USUAL and wide < line:
        return fits  # it has no size yet
    most = USUAL_COVERED if len(widths) <= USUAL else MOST_COVERED
    return fits and sum(widths) * line <= most * wide * tall


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
