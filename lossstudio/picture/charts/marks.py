"""Marks at points of a chart, with sizes in pixels: dots, arrows, samples; none is painted far outside of it."""

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsEllipseItem, QStyleOptionGraphicsItem, QWidget

from lossstudio.core.array import Floats, Integers
from lossstudio.picture.charts.axis import drawn
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.fit.fit import Marked

FARTHEST = 1e30
"""Farther off, Qt's coordinates overflow."""


class Dot(QGraphicsEllipseItem):
    """One mark; hidden until it is put somewhere. It belongs to the chart's own area unless another is given."""

    def __init__(self, chart: Chart, z: float, area: pg.ViewBox | None = None) -> None:
        super().__init__()
        self._chart = chart
        self.setFlag(QGraphicsEllipseItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(z)
        self.hide()
        (area or chart.area).addItem(self, ignoreBounds=True)

    def dress(self, size: float, pen: QPen, ground: QColor) -> None:
        """Draw it `size` pixels wide at scale 1, with this edge and ground."""
        side = size * self._chart.scale
        self.setRect(QRectF(-side / 2, -side / 2, side, side))
        self.setPen(pen)
        self.setBrush(ground)

    def put(self, x: float, y: float) -> None:
        """Show it at a point of the chart; nowhere when that isn't a point, or too far off to be placed."""
        known = abs(x) < FARTHEST and abs(y) < FARTHEST
        if known:
            self.setPos(x, y)
        self.setVisible(known)

    @property
    def place(self) -> tuple[float, float] | None:
        """Where it is in the chart's own coordinates; None where it is hidden."""
        return (self.x(), self.y()) if self.isVisible() else None

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw it smoothly, whatever was drawn before it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        super().paint(painter, option, widget)


class Scatter(pg.ScatterPlotItem):
    """Points with sizes in pixels; hidden while there are none, for pyqtgraph takes as long to paint none as a few."""

    def __init__(self) -> None:
        pg.ScatterPlotItem.__init__(self, pxMode=True, antialias=True)

    def setData(self, *args: Any, **kargs: Any) -> None:  # noqa: N802 - pyqtgraph's name
        """Show other points."""
        # WORKAROUND pyqtgraph 0.14 tells pens and brushes apart by identity, and keeps a small picture of a point for
        # every one that it was ever given, up to a thousand: none of them is used again.
        self.fragmentAtlas.clear()
        pg.ScatterPlotItem.setData(self, *args, **kargs)
        places, _ = pg.ScatterPlotItem.getData(self)
        self.setVisible(len(places) > 0)


HEAD_PX = 5.0
SHORTEST_PX = 1.5
"""Arrows shorter than this aren't drawn."""
_TURN = np.array([[np.cos(2.6), -np.sin(2.6)], [np.sin(2.6), np.cos(2.6)]])
FARTHEST_PX = 1e5
NOTHING: Floats = np.zeros(0)


class Arrows:
    """Arrows of one pen."""

    def __init__(self, chart: Chart, z: float) -> None:
        self._chart = chart
        self._item = chart.add(pg.PlotCurveItem(connect="pairs", antialias=True), z)

    def show(self, tails: Floats, tips: Floats, pen: QPen, head_px: float = HEAD_PX) -> None:
        """Draw an arrow from each of the tails to its tip, both ``(n, 2)``."""
        unit = self._pixel()
        with np.errstate(all="ignore"):
            away = (tips - tails) / unit
            length = np.hypot(away[:, 0], away[:, 1])
        seen = (length > SHORTEST_PX * self._chart.scale) & (length < FARTHEST_PX) & self._inside(tails)
        tails, tips, heading = tails[seen], tips[seen], away[seen] / length[seen, np.newaxis]
        size = np.minimum(head_px * self._chart.scale, 0.6 * length[seen])[:, np.newaxis]
        barbs = [tips + size * (heading @ turn) * unit for turn in (_TURN, _TURN.T)]
        lines = np.stack([tails, tips, tips, barbs[0], tips, barbs[1]], axis=1).reshape(-1, 2)
        self._item.setPen(pen)
        self._item.setData(lines[:, 0], lines[:, 1])

    def clear(self) -> None:
        """Show none."""
        self._item.setData(NOTHING, NOTHING)

    def _inside(self, places: Floats) -> NDArray[np.bool_]:
        """Say which places are on show, or near it; a painter can't be asked to draw at 1e200."""
        ranges = np.array(self._chart.area.viewRange())
        room = ranges[:, 1] - ranges[:, 0]
        near = (places > ranges[:, 0] - room) & (places < ranges[:, 1] + room)
        return np.asarray(near.all(axis=1))

    def _pixel(self) -> Floats:
        """Return how much of the chart's units a pixel is, across and up."""
        (left, right), (low, high) = self._chart.area.viewRange()
        area = self._chart.area.rect()
        return np.array([(right - left) / max(area.width(), 1.0), (high - low) / max(area.height(), 1.0)])


RING_POINTS = 24
PICK_PX = 12.0
"""How near a point the mouse must be."""
NO_POINTS = np.zeros((0, 2))


class Points:
    """The samples of a chart.

    Attributes
    ----------
    filled, hollow
        The scatter items of training and test samples.
    """

    def __init__(self, chart: Chart, z: float) -> None:
        self._chart = chart
        self.hollow = chart.add(Scatter(), z)
        self.filled = chart.add(Scatter(), z + 1)
        self._ring = Dot(chart, z + 8)
        self._rows: Integers = np.zeros(0, np.intp)
        self._places: Floats = NO_POINTS
        self._shown: tuple[object, ...] = ()

    def show(self, rows: Integers, places: Floats, test: Floats, colors: list[QColor]) -> None:
        """Draw training samples ``(n, 2)`` in one colour for all or one for each, and test samples hollow."""
        known = np.flatnonzero(np.isfinite(places).all(axis=1))
        colors = colors if len(colors) == 1 else [colors[at] for at in known]
        rows, places, test = rows[known], drawn(places[known]), drawn(test[np.isfinite(test).all(axis=1)])
        self._rows, self._places = rows, places
        state = (places.tobytes(), test.tobytes(), tuple(color.rgba() for color in colors), self._chart.scale)
        if state == self._shown:
            return
        self._shown = state
        size = self._size(len(places)) * self._chart.scale
        made = {color.rgba(): pg.mkBrush(color) for color in colors}  # pyqtgraph draws a point anew for each brush
        brushes = [made[color.rgba()] for color in colors]
        self.filled.setData(pos=places, size=size, pen=None, brush=brushes[0] if len(brushes) == 1 else brushes)
        edge = self._chart.pen(self._chart.theme.data, 1.0, 0.4)
        self.hollow.setData(pos=test, size=0.85 * size, pen=edge, brush=None)

    def mark(self, marked: Marked | None, bold: bool = False) -> None:
        """Ring one sample, more boldly while it is being explained."""
        if marked is None:
            self._ring.hide()
            return
        theme = self._chart.theme
        edge = self._chart.pen(theme.text, 2.4 if bold else 2.0)
        self._ring.dress(13 if bold else 10, edge, self._chart.color(theme.card))
        self._ring.put(marked.x, marked.y)

    @property
    def ring(self) -> tuple[Floats, Floats]:
        """The ring about one sample, as a closed curve, ``(n,)`` across and ``(n,)`` up; empty where there is none."""
        place = self._ring.place
        if place is None:
            return NOTHING, NOTHING
        ranges, area = np.array(self._chart.area.viewRange()), self._chart.area.rect()
        unit = (ranges[:, 1] - ranges[:, 0]) / np.maximum([area.width(), area.height()], 1.0)
        turn = np.linspace(0.0, 2 * np.pi, RING_POINTS)
        half = self._ring.rect().width() / 2
        return place[0] + half * unit[0] * np.cos(turn), place[1] + half * unit[1] * np.sin(turn)

    def clear(self) -> None:
        """Show nothing."""
        self._shown = ()
        self._rows, self._places = np.zeros(0, np.intp), NO_POINTS
        self._ring.hide()
        for item in (self.hollow, self.filled):
            item.setData(pos=NO_POINTS)

    def nearest(self, scene_position: QPointF) -> int | None:
        """Return the training row under the mouse, if there is one."""
        if not len(self._places):
            return None
        (left, right), (low, high) = self._chart.area.viewRange()
        area = self._chart.area.rect()
        here = np.array(self._chart.at(scene_position))
        pixels = (self._places - here) * [area.width() / (right - left), area.height() / (high - low)]
        distance = np.hypot(pixels[:, 0], pixels[:, 1])
        best = int(distance.argmin())
        return int(self._rows[best]) if distance[best] <= PICK_PX * self._chart.scale else None

    def place_of(self, row: int) -> tuple[float, float] | None:
        """Return where a training row is drawn, the first of its places; None where it isn't."""
        found = np.flatnonzero(self._rows == row)
        return (float(self._places[found[0], 0]), float(self._places[found[0], 1])) if len(found) else None

    @staticmethod
    def _size(count: int) -> float:
        return 6.5 if count <= 60 else 5.0 if count <= 400 else 4.0
