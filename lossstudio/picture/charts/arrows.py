"""Thin arrows between points of a chart, with heads that have a size in pixels; many in one item."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QPen

from lossstudio.core.array import Floats
from lossstudio.picture.charts.chart import Chart

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
