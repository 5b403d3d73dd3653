"""No inputs and two targets: the throws, and where each runner aims."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF

from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.clipping import near
from lossstudio.picture.charts.curve_names import CurveNames, Name
from lossstudio.picture.charts.dot import Dot
from lossstudio.picture.charts.fit.fit import AimFit
from lossstudio.picture.charts.fit.fit_input import extent
from lossstudio.picture.charts.fit.layer import Layer, Ranges
from lossstudio.picture.charts.points import Points

NOTHING = np.zeros(0)


class AimLayer(Layer[AimFit]):
    """Draws an AimFit."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._points = Points(chart, 10)
        self._misses = chart.add(pg.PlotCurveItem(connect="pairs", antialias=True), 8)
        self._aims: list[Dot] = []
        self._names = CurveNames(chart)

    def draw(self, fit: AimFit, phase: int) -> None:
        """Draw the throws, the aims, and how far the selected one is from each throw."""
        chart, theme = self.chart, self.chart.theme
        chart.set_names(*fit.axes)
        self._points.show(fit.rows, np.column_stack([fit.x, fit.y]), fit.test, [chart.color(theme.data, 0.62)])
        self._points.mark(fit.marked, bold=phase == 1)
        across, up = self.ranges(fit)
        aims = np.column_stack([near(fit.aims[:, 0], *across), near(fit.aims[:, 1], *up)])
        x = np.column_stack([fit.x, np.full(len(fit.x), aims[fit.runner, 0])])
        y = np.column_stack([fit.y, np.full(len(fit.y), aims[fit.runner, 1])])
        self._misses.setPen(chart.pen(theme.error, 1.6 if phase == 2 else 1.0, 0.35))
        self._misses.setData(x.ravel(), y.ravel())
        self._draw_aims(fit, aims)

    def ranges(self, fit: AimFit) -> Ranges:
        """Return a range that holds the throws, and the aims that are near them."""
        return extent(np.concatenate([fit.x, fit.test[:, 0]])), extent(np.concatenate([fit.y, fit.test[:, 1]]))

    def sample_at(self, place: QPointF) -> int | None:
        """Return the training row under the mouse."""
        return self._points.nearest(place)

    def clear(self) -> None:
        """Show nothing."""
        self._points.clear()
        self._misses.setData(NOTHING, NOTHING)
        self._names.show(())
        self._make_aims(0)

    def _draw_aims(self, fit: AimFit, aims: np.ndarray) -> None:
        if len(self._aims) != len(aims):
            self._make_aims(len(aims))
        theme, chart = self.chart.theme, self.chart
        for runner, (dot, aim) in enumerate(zip(self._aims, aims, strict=True)):
            dot.dress(12, chart.pen(theme.casing, 1.2), chart.color(theme.runner(runner)))
            dot.put(float(aim[0]), float(aim[1]))
        places = enumerate(zip(fit.names, aims, strict=True))
        names = [Name(name, theme.runner(at), float(aim[0]), float(aim[1])) for at, (name, aim) in places]
        self._names.show(tuple(names) if len(names) > 1 else ())

    def _make_aims(self, count: int) -> None:
        for dot in self._aims:
            self.chart.remove(dot)
        self._aims = [Dot(self.chart, 20) for _ in range(count)]
