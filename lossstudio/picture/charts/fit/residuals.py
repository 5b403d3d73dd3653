"""Drop lines from samples to what the model predicts for them, in rose."""

import numpy as np
import pyqtgraph as pg

from lossstudio.core.array import Floats
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.clipping import near
from lossstudio.picture.charts.fit.fit import Marked

NOTHING: Floats = np.zeros(0)


class Residuals:
    """One thin line for each sample, and a bold one for the followed sample."""

    def __init__(self, chart: Chart, z: float) -> None:
        self._chart = chart
        self._lines = chart.add(pg.PlotCurveItem(connect="pairs", antialias=False), z)
        self._marked = chart.add(pg.PlotCurveItem(connect="pairs", antialias=True), z + 9)

    def show(self, x: Floats, y: Floats, fitted: Floats, marked: Marked | None, bold: bool = False) -> None:
        """Join each target `y` with the prediction `fitted`, both ``(n,)``."""
        chart = self._chart
        alpha = float(np.clip(1.0 - 0.24 * np.log10(max(len(x), 1)), 0.18, 0.8))
        self._lines.setPen(chart.pen(chart.theme.error, 1.0, alpha))
        self._lines.setData(np.repeat(x, 2), np.column_stack([y, fitted]).ravel())
        self._marked.setPen(chart.pen(chart.theme.error, 3.6 if bold else 2.0))
        if marked is None or marked.fitted is None:
            self._marked.setData(NOTHING, NOTHING)
        else:
            ends = np.array([marked.y, marked.fitted])
            known = np.concatenate([y[np.isfinite(y)], fitted[np.isfinite(fitted)]])
            drawn = near(ends, float(known.min()), float(known.max())) if len(known) else ends
            self._marked.setData(np.array([marked.x, marked.x]), drawn)

    def clear(self) -> None:
        """Show nothing."""
        self._lines.setData(NOTHING, NOTHING)
        self._marked.setData(NOTHING, NOTHING)
