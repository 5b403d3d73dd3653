"""Pairs in the fit chart: the points where the model places them, and in rose what pulls and pushes them."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt

from lossstudio.core.array import Floats
from lossstudio.core.objective.pairs.objective import PairsObjective
from lossstudio.picture.charts.axis import around, near
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.chart_legend import Legend, LegendEntry
from lossstudio.picture.charts.fit.fit import EmbeddingFit, Marked
from lossstudio.picture.charts.fit.fit_input import FitInput, extent, samples_drawn
from lossstudio.picture.charts.fit.layer import FitLayer, Ranges
from lossstudio.picture.charts.fit.map_layer import class_colors
from lossstudio.picture.charts.marks import Arrows, Points

USUAL, STRONG = 0.08, 0.9
"""How long, as a share of the picture, strong ones of the first forces are drawn; and how many are weaker."""
LONGEST = 0.16
"""No step is drawn longer than this share of the picture."""
MOST_WIDTHS = 6.0
STRIDE = 0.2
"""How far the picture moves at once after points that wander, as a share of its width."""


def embedding_of(fit_input: FitInput, objective: PairsObjective) -> EmbeddingFit:
    """Return the selected runner's embedding."""
    data, runner = fit_input.data, fit_input.runner
    theta, rows = fit_input.thetas[runner], samples_drawn(len(fit_input.data.train_inputs))
    places = objective.predict(theta)
    test = objective.predict(theta, data.test_inputs) if len(data.test_inputs) else np.zeros((0, 2))
    first = fit_input.compiled.starts[runner]
    shown = _extent(objective.predict(first), places)
    diagonal = float(np.hypot(shown[1] - shown[0], shown[3] - shown[2]))
    pulls, pushes = _strengths(objective, theta, fit_input.sample, places)
    return EmbeddingFit(
        rows=rows,
        labels=objective.classes[rows],
        places=places[rows],
        test=test,
        steps=_steps(objective, first, theta, diagonal)[rows],
        pulls=pulls[rows],
        pushes=pushes[rows],
        reach=_reach(objective, fit_input.sample),
        extent=shown,
        classes=data.classes,
        runner=runner,
        marked=_marked(places, fit_input.sample),
    )


def _extent(first: Floats, now: Floats) -> tuple[float, float, float, float]:
    """Return what is shown: as much as held the points at first, where they are now; both change in large steps."""
    sides: list[float] = []
    for axis in (0, 1):
        begun, here = first[np.isfinite(first[:, axis]), axis], now[np.isfinite(now[:, axis]), axis]
        start, middle = (float(each.mean()) if len(each) else 0.0 for each in (begun, here))
        low, high = around(extent(begun - start), here - middle, MOST_WIDTHS)
        stride = STRIDE * (high - low)
        moved = stride * round(middle / stride)
        sides += [moved + low - 0.5 * stride, moved + high + 0.5 * stride]  # as far as the middle may be off
    return sides[0], sides[1], sides[2], sides[3]


def _marked(places: Floats, sample: int | None) -> Marked | None:
    if sample is None or not 0 <= sample < len(places):
        return None
    return Marked(row=sample, x=float(places[sample, 0]), y=float(places[sample, 1]))


def _steps(objective: PairsObjective, first: Floats, theta: Floats, diagonal: float) -> Floats:
    """Return where each point would go ``(N, 2)``, to a scale that the first forces of the run decide."""
    steps = objective.forces(theta)
    length = np.linalg.norm(steps, axis=-1, keepdims=True)
    begun = np.linalg.norm(objective.forces(first), axis=-1)
    strong = float(np.quantile(np.nan_to_num(begun), STRONG))
    usual = USUAL * diagonal / strong if strong > 0.0 else 0.0
    scale: Floats = np.minimum(usual, LONGEST * diagonal / np.where(length > 0.0, length, 1.0))
    return scale * steps


def _strengths(objective: PairsObjective, theta: Floats, sample: int | None, places: Floats) -> tuple[Floats, Floats]:
    """Return how strongly each point pulls and pushes a followed one ``(N,)``, the strongest 1."""
    if sample is None or not 0 <= sample < objective.rows:
        return np.zeros(objective.rows), np.zeros(objective.rows)
    parts = objective.forces(theta, sample)
    strength = np.nan_to_num(np.linalg.norm(parts, axis=-1))
    strength /= float(strength.max(initial=0.0)) or 1.0
    towards = np.sum(parts * (places - places[sample]), axis=-1) > 0.0
    return np.where(towards, strength, 0.0), np.where(towards, 0.0, strength)


def _reach(objective: PairsObjective, sample: int | None) -> float | None:
    """Return within which distance the unlike push a followed point; in triplets others' distances decide too."""
    followed = sample is not None and 0 <= sample < objective.rows
    return float(objective.options["margin"]) if followed and objective.loss.terms == "pairs" else None


NOTHING: Floats = np.zeros(0)
CIRCLE: Floats = np.linspace(0.0, 2.0 * np.pi, 97)
FAINT = 0.05
"""Pulls and pushes weaker than this share of the strongest aren't drawn."""
MOST_NAMED = 4


class EmbeddingLayer(FitLayer[EmbeddingFit]):
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

    def place_of(self, row: int) -> tuple[float, float] | None:
        """Return where a training row is drawn."""
        return self._points.place_of(row)

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
        across, up = self.seen(fit)
        circle = here + fit.reach * np.column_stack([np.cos(CIRCLE), np.sin(CIRCLE)])
        self._circle.setPen(self.chart.pen(self.chart.theme.secondary, 1.1, 0.8, Qt.PenStyle.DashLine))
        self._circle.setData(near(circle[:, 0], *across), near(circle[:, 1], *up))

    def _name_classes(self, fit: EmbeddingFit) -> None:
        colors, named = class_colors(self.chart.theme), fit.classes if len(fit.classes) <= MOST_NAMED else ()
        entries = [LegendEntry(name, colors.sample(number)) for number, name in enumerate(named)]
        lines = (*entries, *self._strokes(fit))
        stays = self.held is not None
        self._legend.show(lines, fit.places[:, 0], fit.places[np.newaxis, :, 1], stays=stays)

    def _strokes(self, fit: EmbeddingFit) -> list[LegendEntry]:
        """Say what the lines around a followed point are."""
        theme = self.chart.theme
        if fit.marked is None or fit.marked.row not in fit.rows:
            return []
        threads = (("thin: pulls it", fit.pulls), ("dotted: pushes it", fit.pushes))
        said = [LegendEntry(words, theme.error) for words, strength in threads if (strength > FAINT).any()]
        return said if fit.reach is None else [*said, LegendEntry("dashed: its margin", theme.secondary)]


def _wide(low: float, high: float, width: float) -> tuple[float, float]:
    """Return a range of this width with the same middle."""
    middle = 0.5 * (low + high)
    return middle - 0.5 * width, middle + 0.5 * width


def _threads(here: Floats, others: Floats) -> tuple[Floats, Floats]:
    """Return lines from here to each of the others ``(n, 2)``, as x and y of pairs."""
    ends = np.stack([np.broadcast_to(here, others.shape), others], axis=1).reshape(-1, 2)
    return ends[:, 0], ends[:, 1]
