"""Several inputs: the prediction against the truth; a good model's points lie on the diagonal."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt

from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.clipping import near
from lossstudio.picture.charts.fit.cut_line import CutLine
from lossstudio.picture.charts.fit.fit import TargetFit
from lossstudio.picture.charts.fit.fit_input import extent
from lossstudio.picture.charts.fit.layer import Layer, Ranges
from lossstudio.picture.charts.fit.residuals import Residuals
from lossstudio.picture.charts.points import Points


class TargetLayer(Layer[TargetFit]):
    """Draws a TargetFit."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._points = Points(chart, 10)
        self._residuals = Residuals(chart, 8)
        self.cut = CutLine(chart, 5)
        self._diagonal = chart.add(pg.InfiniteLine(angle=45), 5)
        self._diagonal.hide()

    def draw(self, fit: TargetFit, phase: int) -> None:
        """Draw the diagonal and the predictions with their distance from it."""
        chart = self.chart
        chart.set_names(*fit.axes, fit.others)
        self._diagonal.setPen(chart.pen(chart.theme.secondary, 1.2, style=Qt.PenStyle.DashLine))
        self._diagonal.show()
        self.cut.show(fit.cut)
        y = near(fit.y, *self.ranges(fit)[1])
        color = chart.color(chart.theme.runner(fit.runner), 0.85)
        self._points.show(fit.rows, np.column_stack([fit.x, y]), near(fit.test, *self.ranges(fit)[1]), [color])
        self._points.mark(fit.marked, bold=phase == 1)
        self._residuals.show(fit.x, y, fit.x, fit.marked, bold=phase == 2)

    def ranges(self, fit: TargetFit) -> Ranges:
        """Return the same range for truth and prediction: that of the truth."""
        both = extent(np.concatenate([fit.x, fit.test[:, 0]]))
        return both, both

    def sample_at(self, place: QPointF) -> int | None:
        """Return the training row under the mouse."""
        return self._points.nearest(place)

    def clear(self) -> None:
        """Show nothing."""
        self._points.clear()
        self._residuals.clear()
        self.cut.show(None)
        self._diagonal.hide()
