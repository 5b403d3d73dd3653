"""No data: a cut through the terrain along the coming step, with the slope and the landing."""

import numpy as np
import pyqtgraph as pg

from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.fit import SlopeFit
from lossstudio.picture.charts.layer import Layer, Ranges

NOTHING = np.zeros(0)


class SlopeLayer(Layer[SlopeFit]):
    """Draws a SlopeFit."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._cut = chart.add(pg.PlotCurveItem(antialias=True, connect="finite"), 4)
        self._tangent = chart.add(pg.PlotCurveItem(antialias=True), 6)
        self._landing = chart.add(pg.ScatterPlotItem(pxMode=True, antialias=True), 7)
        self._here = chart.add(pg.ScatterPlotItem(pxMode=True, antialias=True), 8)

    def draw(self, fit: SlopeFit, phase: int) -> None:
        """Draw the cut in grey, the slope in rose, here and the landing in the runner's colour."""
        chart, color = self.chart, self.chart.theme.runner(fit.runner)
        chart.set_names(*fit.axes)
        self._cut.setPen(chart.pen(chart.theme.secondary, 1.8))
        self._cut.setData(fit.distance, fit.height)
        reach = 0.16 * (fit.distance[-1] - fit.distance[0])
        along = np.array([-reach, reach])
        self._tangent.setPen(chart.pen(chart.theme.error, 3.2 if phase == 3 else 2.0))
        self._tangent.setData(along, fit.here + fit.slope * along)
        edge = chart.pen(chart.theme.casing, 1.2)
        self._here.setData(pos=[(0.0, fit.here)], size=12 * chart.scale, pen=edge, brush=color)
        landing = np.zeros((0, 2)) if fit.landing is None else np.array([fit.landing])
        self._landing.setData(pos=landing, size=10 * chart.scale, pen=chart.pen(color, 2.0), brush=chart.theme.card)

    def ranges(self, fit: SlopeFit) -> Ranges:
        """Return the cut's range, cut off far above the present height."""
        heights = fit.height[np.isfinite(fit.height)]
        low = min(float(heights.min(initial=fit.here)), fit.here)
        high = max(fit.here, float(np.quantile(heights, 0.9)) if len(heights) else fit.here)
        margin = 0.12 * (high - low) or 0.5
        return (float(fit.distance[0]), float(fit.distance[-1])), (low - margin, high + margin)

    def clear(self) -> None:
        """Show nothing."""
        for curve in (self._cut, self._tangent):
            curve.setData(NOTHING, NOTHING)
        for dots in (self._landing, self._here):
            dots.setData(pos=np.zeros((0, 2)))
