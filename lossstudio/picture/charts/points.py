"""Samples as points of a chart: the training ones filled, the held-back ones hollow, one of them ringed."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from lossstudio.core.array import Floats, Integers
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.clipping import drawn
from lossstudio.picture.charts.dot import Dot
from lossstudio.picture.charts.fit.fit import Marked

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
        self.hollow = chart.add(pg.ScatterPlotItem(pxMode=True, antialias=True), z)
        self.filled = chart.add(pg.ScatterPlotItem(pxMode=True, antialias=True), z + 1)
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
        brushes = [pg.mkBrush(color) for color in colors]
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

    @staticmethod
    def _size(count: int) -> float:
        return 6.5 if count <= 60 else 5.0 if count <= 400 else 4.0
