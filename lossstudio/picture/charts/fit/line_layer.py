"""One input: the samples, each runner's line through them, and the selected one's residuals."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF

from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.clipping import near
from lossstudio.picture.charts.curve_names import CurveNames, Name
from lossstudio.picture.charts.fit.cut_line import CutLine
from lossstudio.picture.charts.fit.fit import LineFit
from lossstudio.picture.charts.fit.fit_input import extent
from lossstudio.picture.charts.fit.layer import Layer, Ranges
from lossstudio.picture.charts.fit.residuals import Residuals
from lossstudio.picture.charts.points import Points


class LineLayer(Layer[LineFit]):
    """Draws a LineFit."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._points = Points(chart, 10)
        self._residuals = Residuals(chart, 8)
        self.cut = CutLine(chart, 5)
        self._lines: list[pg.PlotCurveItem] = []
        self._names = CurveNames(chart)

    def draw(self, fit: LineFit, phase: int) -> None:
        """Draw the samples, the lines, and the drop lines between them."""
        chart = self.chart
        chart.set_names(*fit.axes, fit.others)
        self._points.show(fit.rows, np.column_stack([fit.x, fit.y]), fit.test, [chart.color(chart.theme.data, 0.62)])
        self._points.mark(fit.marked, bold=phase == 1)
        self._residuals.show(fit.x, fit.y, near(fit.fitted, *self.ranges(fit)[1]), fit.marked, bold=phase == 2)
        self.cut.show(fit.cut)
        self._draw_lines(fit)

    def ranges(self, fit: LineFit) -> Ranges:
        """Return what of the plane is shown: the data, not where lines run away to."""
        across = float(fit.grid[0]), float(fit.grid[-1])
        return across, (-0.08, 1.08) if fit.classes else extent(np.concatenate([fit.y, fit.test[:, 1]]))

    def sample_at(self, place: QPointF) -> int | None:
        """Return the training row under the mouse."""
        return self._points.nearest(place)

    def clear(self) -> None:
        """Show nothing."""
        self._points.clear()
        self._residuals.clear()
        self.cut.show(None)
        self._names.show(())
        self._make_lines(0)

    def _draw_lines(self, fit: LineFit) -> None:
        if len(self._lines) != len(fit.lines):
            self._make_lines(len(fit.lines))
        chart, race = self.chart, len(fit.lines) > 1
        for runner, (item, line) in enumerate(zip(self._lines, fit.lines, strict=True)):
            item.setPen(chart.pen(chart.theme.runner(runner), 2.6 if runner == fit.runner else 2.0))
            item.setZValue(17 if runner == fit.runner else 16)
            item.setData(fit.grid, near(line, *self.ranges(fit)[1]))
        self._names.show(tuple(self._name(fit, runner) for runner in range(len(fit.lines))) if race else ())

    def _make_lines(self, count: int) -> None:
        for item in self._lines:
            self.chart.remove(item)
        self._lines = [self.chart.add(pg.PlotCurveItem(connect="finite", antialias=True), 16) for _ in range(count)]

    def _name(self, fit: LineFit, runner: int) -> Name:
        """Name a line where it leaves the chart."""
        low, high = self.ranges(fit)[1]
        inside = np.flatnonzero((fit.lines[runner] >= low) & (fit.lines[runner] <= high))
        end = int(inside[-1]) if len(inside) else 0
        height = float(np.clip(np.nan_to_num(fit.lines[runner, end], nan=low), low, high))
        return Name(fit.names[runner], self.chart.theme.runner(runner), float(fit.grid[end]), height)
