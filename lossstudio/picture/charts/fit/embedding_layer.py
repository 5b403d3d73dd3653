"""Pairs: the points where the model places them, and in rose what pulls and pushes them."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt

from lossstudio.core.array import Floats
from lossstudio.picture.charts.arrows import Arrows
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.clipping import near
from lossstudio.picture.charts.fit.class_colors import class_colors
from lossstudio.picture.charts.fit.fit import EmbeddingFit
from lossstudio.picture.charts.fit.layer import Layer, Ranges
from lossstudio.picture.charts.legend import Entry, Legend
from lossstudio.picture.charts.points import Points

NOTHING: Floats = np.zeros(0)
CIRCLE: Floats = np.linspace(0.0, 2.0 * np.pi, 97)
FAINT = 0.05
"""Pulls and pushes weaker than this share of the strongest aren't drawn."""
MOST_NAMED = 4


class EmbeddingLayer(Layer[EmbeddingFit]):
    """Draws an EmbeddingFit; both axes have the same unit, since distances are what counts."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._points = Points(chart, 10)
        self._pulls = chart.add(pg.PlotCurveItem(connect="pairs", antialias=True), 5)
        self._pushes = chart.add(pg.PlotCurveItem(connect="pairs", antialias=True), 5)
        self._circle = chart.add(pg.PlotCurveItem(antialias=True), 4)
        self._steps, self._own = Arrows(chart, 8), Arrows(chart, 19)
        self._legend = Legend(chart)

    def draw(self, fit: EmbeddingFit, phase: int) -> None:
        """Draw the points and where each would go; phase 2 shows the followed one's parts more boldly, 3 its arrow."""
        chart, theme = self.chart, self.chart.theme
        chart.set_names(*fit.axes)
        colors = class_colors(theme)
        self._points.show(fit.rows, fit.places, fit.test, [chart.color(colors.sample(int(at))) for at in fit.labels])
        self._points.mark(fit.marked, bold=phase == 1)
        self._steps.show(fit.places, fit.places + fit.steps, chart.pen(theme.error, 1.2, 0.7), head_px=4.0)
        self._draw_followed(fit, phase)
        self._name_classes(fit)

    def ranges(self, fit: EmbeddingFit) -> Ranges:
        """Return what is shown, widened so that a circle is round."""
        left, right, low, high = fit.extent
        area = self.chart.area.rect()
        shape = area.width() / area.height() if area.height() > 1.0 and area.width() > 1.0 else 1.0
        width = max(right - left, shape * (high - low))
        height = width / shape
        return _wide(left, right, width), _wide(low, high, height)

    def sample_at(self, place: QPointF) -> int | None:
        """Return the training row under the mouse."""
        return self._points.nearest(place)

    def clear(self) -> None:
        """Show nothing."""
        self._points.clear()
        for curve in (self._pulls, self._pushes, self._circle):
            curve.setData(NOTHING, NOTHING)
        self._steps.clear()
        self._own.clear()
        self._legend.clear()

    def _draw_followed(self, fit: EmbeddingFit, phase: int) -> None:
        """Draw the followed point's margin, whom it is drawn to, who pushes it away, and where that sends it."""
        chart, theme, marked = self.chart, self.chart.theme, fit.marked
        at = np.flatnonzero(fit.rows == marked.row) if marked is not None else np.zeros(0, np.intp)
        if marked is None or not len(at):
            for curve in (self._pulls, self._pushes, self._circle):
                curve.setData(NOTHING, NOTHING)
            self._own.clear()
            return
        here = np.array([marked.x, marked.y])
        bold = 1.6 if phase == 2 else 1.0
        self._pulls.setPen(chart.pen(theme.error, bold, 0.5))
        self._pulls.setData(*_threads(here, fit.places[fit.pulls > FAINT]))
        self._pushes.setPen(chart.pen(theme.error, bold, 0.8, Qt.PenStyle.DotLine))
        self._pushes.setData(*_threads(here, fit.places[fit.pushes > FAINT]))
        self._draw_reach(fit, here)
        step = fit.steps[at]
        self._own.show(here + 0.0 * step, here + step, chart.pen(theme.error, 3.6 if phase == 3 else 2.6), head_px=9.0)

    def _draw_reach(self, fit: EmbeddingFit, here: Floats) -> None:
        if fit.reach is None:
            self._circle.setData(NOTHING, NOTHING)
            return
        across, up = self.ranges(fit)
        circle = here + fit.reach * np.column_stack([np.cos(CIRCLE), np.sin(CIRCLE)])
        self._circle.setPen(self.chart.pen(self.chart.theme.secondary, 1.1, 0.8, Qt.PenStyle.DashLine))
        self._circle.setData(near(circle[:, 0], *across), near(circle[:, 1], *up))

    def _name_classes(self, fit: EmbeddingFit) -> None:
        colors, named = class_colors(self.chart.theme), fit.classes if len(fit.classes) <= MOST_NAMED else ()
        entries = tuple(Entry(name, colors.sample(number)) for number, name in enumerate(named))
        self._legend.show(entries, fit.places[:, 0], fit.places[np.newaxis, :, 1])


def _wide(low: float, high: float, width: float) -> tuple[float, float]:
    """Return a range of this width with the same middle."""
    middle = 0.5 * (low + high)
    return middle - 0.5 * width, middle + 0.5 * width


def _threads(here: Floats, others: Floats) -> tuple[Floats, Floats]:
    """Return lines from here to each of the others ``(n, 2)``, as x and y of pairs."""
    ends = np.stack([np.broadcast_to(here, others.shape), others], axis=1).reshape(-1, 2)
    return ends[:, 0], ends[:, 1]
