"""Two inputs and classes: how sure the model is over the plane, its boundaries, and the samples."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF

from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.fit.class_colors import SHADES, class_colors, sureness_map
from lossstudio.picture.charts.fit.fit import MapFit
from lossstudio.picture.charts.fit.layer import Layer, Ranges
from lossstudio.picture.charts.fit.map_item import MapItem
from lossstudio.picture.charts.points import Points


class MapLayer(Layer[MapFit]):
    """Draws a MapFit; samples on the wrong side have a rose edge."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._points = Points(chart, 10)
        self._map = chart.add(MapItem(), 1)
        self._wrong = chart.add(pg.ScatterPlotItem(pxMode=True, antialias=True), 9)
        self._boundaries: list[pg.PlotCurveItem] = []
        self._map.hide()

    def draw(self, fit: MapFit, phase: int) -> None:
        """Draw the map, the boundaries and the samples."""
        chart, colors = self.chart, class_colors(self.chart.theme)
        chart.set_names(*fit.axes, fit.others)
        shades = sureness_map(chart.theme)
        sure = np.clip(np.nan_to_num(fit.sure) * (SHADES - 1), 0, SHADES - 1).astype(np.intp)
        self._map.show_colors(shades[fit.winner % len(shades), sure], fit.extent)
        self._map.show()
        each = [chart.color(colors.sample(int(label))) for label in fit.labels]
        places = np.column_stack([fit.x, fit.y])
        self._points.show(fit.rows, places, fit.test, each)
        self._points.mark(fit.marked, bold=phase in {1, 2})
        edge = chart.pen(chart.theme.error, 1.2)
        self._wrong.setData(pos=places[fit.wrong], size=7.5 * chart.scale, pen=edge, brush=chart.theme.casing)
        self._draw_boundaries(fit)

    def ranges(self, fit: MapFit) -> Ranges:
        """Return where the map lies."""
        return fit.extent[:2], fit.extent[2:]

    def sample_at(self, place: QPointF) -> int | None:
        """Return the training row under the mouse."""
        return self._points.nearest(place)

    def clear(self) -> None:
        """Show nothing."""
        self._points.clear()
        self._map.hide()
        self._wrong.setData(pos=np.zeros((0, 2)))
        self._make_boundaries(0)

    def _draw_boundaries(self, fit: MapFit) -> None:
        if len(self._boundaries) != len(fit.boundaries):
            self._make_boundaries(len(fit.boundaries))
        chart = self.chart
        for runner, (item, segments) in enumerate(zip(self._boundaries, fit.boundaries, strict=True)):
            item.setPen(chart.pen(chart.theme.runner(runner), 2.6 if runner == fit.runner else 1.8))
            item.setZValue(7 if runner == fit.runner else 6)
            item.setData(segments[:, :, 0].ravel(), segments[:, :, 1].ravel())

    def _make_boundaries(self, count: int) -> None:
        for item in self._boundaries:
            self.chart.remove(item)
        self._boundaries = [self.chart.add(pg.PlotCurveItem(connect="pairs", antialias=True), 6) for _ in range(count)]
