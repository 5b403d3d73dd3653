"""Predictions of values: over one input, against the truth, or as an aim among the throws."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt

from lossstudio.core.array import Floats
from lossstudio.core.numbers import readout
from lossstudio.picture.charts.axis import near
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.curve_names import DOWN, UP, Curve, CurveName, CurveNames
from lossstudio.picture.charts.cut_ends import cut_ends
from lossstudio.picture.charts.fit.fit import AimFit, LineFit, Marked, TargetFit
from lossstudio.picture.charts.fit.fit_input import extent
from lossstudio.picture.charts.fit.layer import FitLayer, Ranges
from lossstudio.picture.charts.fit.residual_areas import ResidualAreas
from lossstudio.picture.charts.fit.runner_names import RunnerNames
from lossstudio.picture.charts.marks import Dot, Points
from lossstudio.picture.runners_drawn import drawn

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


MOST_APART = 100
"""Names keep away from so many samples; among more of them there is no place without one."""
THRESHOLD = "threshold"


class CutLine:
    """The line, and nothing where no question of yes or no is asked."""

    def __init__(self, chart: Chart, z: float) -> None:
        self._chart = chart
        self.line = chart.add(pg.InfiniteLine(angle=0), z)
        self.line.hide()

    def show(self, height: float | None) -> None:
        """Draw it at a height."""
        chart = self._chart
        self.line.setPen(chart.pen(chart.theme.secondary, 1.4, style=Qt.PenStyle.DotLine))
        self.line.setVisible(height is not None)
        if height is not None:
            self.line.setPos(height)

    def name(self, left: float, height: float | None) -> list[CurveName]:
        """Return what it is called, at its left end."""
        return [] if height is None else [CurveName(THRESHOLD, self._chart.theme.secondary, left, height)]


def _bars(x: Floats, y: Floats, fitted: Floats) -> Curve:
    """Return samples joined with their predictions, all ``(n,)``, as a curve with gaps."""
    return np.repeat(x, 3), np.column_stack([y, fitted, np.full(len(x), np.nan)]).ravel()


class LineLayer(FitLayer[LineFit]):
    """Draws a LineFit."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._points = Points(chart, 10)
        self._residuals = Residuals(chart, 8)
        self._areas = ResidualAreas(chart, 6)
        self.cut = CutLine(chart, 5)
        self._lines: list[pg.PlotCurveItem] = []
        self._names, self._runners = CurveNames(chart), RunnerNames(chart)

    def draw(self, fit: LineFit, phase: int) -> None:
        """Draw the samples, the lines, and the drop lines between them."""
        chart = self.chart
        chart.set_names(*fit.axes, fit.others)
        self._points.show(fit.rows, np.column_stack([fit.x, fit.y]), fit.test, [chart.color(chart.theme.data, 0.62)])
        self._points.mark(fit.marked, bold=phase == 1)
        self._residuals.show(fit.x, fit.y, near(fit.fitted, *self.seen(fit)[1]), fit.marked, bold=phase == 2)
        self._areas.show(fit.figure, fit.x, fit.y, fit.fitted, fit.marked)
        self.cut.show(fit.cut)
        self._draw_lines(fit)

    def ranges(self, fit: LineFit) -> Ranges:
        """Return what of the plane is shown: the data, not where lines run away to."""
        across = float(fit.grid[0]), float(fit.grid[-1])
        return across, (-0.08, 1.08) if fit.classes else extent(np.concatenate([fit.y, fit.test[:, 1]]))

    def sample_at(self, place: QPointF) -> int | None:
        """Return the training row under the mouse."""
        return self._points.nearest(place)

    def place_of(self, row: int) -> tuple[float, float] | None:
        """Return where a training row is drawn."""
        return self._points.place_of(row)

    def clear(self) -> None:
        """Show nothing."""
        self._points.clear()
        self._residuals.clear()
        self._areas.clear()
        self.cut.show(None)
        self._names.show(())
        self._runners.clear()
        self._make_lines(0)

    def _draw_lines(self, fit: LineFit) -> None:
        few = drawn(len(fit.lines), fit.runner).tolist()
        if len(self._lines) != len(few):
            self._make_lines(len(few))
        chart = self.chart
        for runner, item in zip(few, self._lines, strict=True):
            item.setPen(chart.pen(chart.theme.runner(runner), 2.6 if runner == fit.runner else 2.0))
            item.setZValue(17 if runner == fit.runner else 16)
            item.setData(fit.grid, near(fit.lines[runner], *self.seen(fit)[1]))
        said = (*self._cut_ends(fit), *self.cut.name(float(fit.grid[0]), fit.cut))
        self._names.show(said, self._drawn(fit) if said else ())
        names = fit.names[: len(fit.lines)]
        samples, lines = (fit.x, fit.y), (fit.grid, fit.lines)
        self._runners.show(names, fit.runner, samples, lines, fit.marked, stays=self.held is not None)

    def _drawn(self, fit: LineFit) -> tuple[Curve, ...]:
        """Return what names keep away from: the selected line, the followed sample, all of them if they are few."""
        low, high = self.seen(fit)[1]
        line, ring = (fit.grid, near(fit.lines[fit.runner], low, high)), self._points.ring
        if len(fit.x) > MOST_APART:
            return line, ring
        return line, ring, _bars(fit.x, fit.y, near(fit.fitted, low, high))

    def _make_lines(self, count: int) -> None:
        for item in self._lines:
            self.chart.remove(item)
        self._lines = [self.chart.add(pg.PlotCurveItem(connect="finite", antialias=True), 16) for _ in range(count)]

    def _cut_ends(self, fit: LineFit) -> list[CurveName]:
        """Return the selected runner's numbers where its line leaves the chart: those of all would cover the data."""
        low, high = self.seen(fit)[1]
        line, color = fit.lines[fit.runner], self.chart.theme.runner(fit.runner)
        return [cut.name(color, low, high) for cut in cut_ends(fit.grid, line, low, high, fit.measured(line))]


EXACT = "dashed: exact"
"""What the diagonal is called: at the lower right, where a model that learns anything predicts nothing."""


class TargetLayer(FitLayer[TargetFit]):
    """Draws a TargetFit."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._points = Points(chart, 10)
        self._residuals = Residuals(chart, 8)
        self._areas = ResidualAreas(chart, 6)
        self.cut = CutLine(chart, 5)
        self._diagonal = chart.add(pg.InfiniteLine(angle=45), 5)
        self._diagonal.hide()
        self._names = CurveNames(chart)

    def draw(self, fit: TargetFit, phase: int) -> None:
        """Draw the diagonal and the predictions with their distance from it."""
        chart = self.chart
        chart.set_names(*fit.axes, fit.others)
        self._diagonal.setPen(chart.pen(chart.theme.secondary, 1.2, style=Qt.PenStyle.DashLine))
        self._diagonal.show()
        self.cut.show(fit.cut)
        y = near(fit.y, *self.seen(fit)[1])
        color = chart.color(chart.theme.runner(fit.runner), 0.85)
        self._points.show(fit.rows, np.column_stack([fit.x, y]), near(fit.test, *self.seen(fit)[1]), [color])
        self._points.mark(fit.marked, bold=phase == 1)
        self._residuals.show(fit.x, y, fit.x, fit.marked, bold=phase == 2)
        self._areas.show(fit.figure, fit.x, y, fit.x, fit.marked)
        self._names.show(self._said(fit), self._drawn(fit, y))

    def _drawn(self, fit: TargetFit, y: Floats) -> tuple[Curve, ...]:
        """Return what names keep away from: the diagonal, the followed sample, all of them if they are few."""
        ends, ring = np.array(self.seen(fit)[1]), self._points.ring
        if len(fit.x) > MOST_APART:
            return (ends, ends), ring
        return (ends, ends), ring, _bars(fit.x, y, fit.x)

    def _said(self, fit: TargetFit) -> tuple[CurveName, ...]:
        """Name the diagonal and the threshold, and say how many predictions are beyond the chart, and how far."""
        (low, high), (color, secondary) = (
            self.seen(fit)[1],
            (self.chart.theme.runner(fit.runner), self.chart.theme.secondary),
        )
        names = [CurveName(EXACT, secondary, high, low)]
        measured = fit.measured(fit.y)
        for words, beyond, edge, farthest in ((UP, fit.y > high, high, np.max), (DOWN, fit.y < low, low, np.min)):
            count = int(beyond.sum())
            if count:
                text = f"{count} beyond  {words} {readout(float(farthest(measured[beyond])))}"
                names.append(CurveName(text, color, 0.5 * (low + high), edge, below=words == UP))
        return (*names, *self.cut.name(low, fit.cut))

    def ranges(self, fit: TargetFit) -> Ranges:
        """Return the same range for truth and prediction: that of the truth."""
        both = extent(np.concatenate([fit.x, fit.test[:, 0]]))
        return both, both

    def sample_at(self, place: QPointF) -> int | None:
        """Return the training row under the mouse."""
        return self._points.nearest(place)

    def place_of(self, row: int) -> tuple[float, float] | None:
        """Return where a training row is drawn."""
        return self._points.place_of(row)

    def clear(self) -> None:
        """Show nothing."""
        self._points.clear()
        self._residuals.clear()
        self._areas.clear()
        self.cut.show(None)
        self._diagonal.hide()
        self._names.show(())


NO_MISSES = np.zeros(0)


class AimLayer(FitLayer[AimFit]):
    """Draws an AimFit."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._points = Points(chart, 10)
        self._misses = chart.add(pg.PlotCurveItem(connect="pairs", antialias=True), 8)
        self._aims: list[Dot] = []
        self._runners = RunnerNames(chart)

    def draw(self, fit: AimFit, phase: int) -> None:
        """Draw the throws, the aims, and how far the selected one is from each throw."""
        chart, theme = self.chart, self.chart.theme
        chart.set_names(*fit.axes)
        self._points.show(fit.rows, np.column_stack([fit.x, fit.y]), fit.test, [chart.color(theme.data, 0.62)])
        self._points.mark(fit.marked, bold=phase == 1)
        across, up = self.seen(fit)
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

    def place_of(self, row: int) -> tuple[float, float] | None:
        """Return where a training row is drawn."""
        return self._points.place_of(row)

    def clear(self) -> None:
        """Show nothing."""
        self._points.clear()
        self._misses.setData(NO_MISSES, NO_MISSES)
        self._runners.clear()
        self._make_aims(0)

    def _draw_aims(self, fit: AimFit, aims: np.ndarray) -> None:
        if len(self._aims) != len(aims):
            self._make_aims(len(aims))
        theme, chart = self.chart.theme, self.chart
        for runner, (dot, aim) in enumerate(zip(self._aims, aims, strict=True)):
            dot.dress(12, chart.pen(theme.casing, 1.2), chart.color(theme.runner(runner)))
            dot.put(float(aim[0]), float(aim[1]))
        stays = self.held is not None
        self._runners.show(fit.names, fit.runner, (fit.x, fit.y), marked=fit.marked, stays=stays)

    def _make_aims(self, count: int) -> None:
        for dot in self._aims:
            self.chart.remove(dot)
        self._aims = [Dot(self.chart, 20) for _ in range(count)]
