"""A divergence in the fit chart: the target in grey, the runners' densities, and in rose what makes them unlike."""

import numpy as np
import pyqtgraph as pg

from lossstudio.core.array import Floats
from lossstudio.core.numbers import readout
from lossstudio.core.objective.divergence.divergence import Family
from lossstudio.core.objective.divergence.objective import DivergenceObjective
from lossstudio.picture.charts.axis import around, near, rounded_up
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.chart_legend import Legend, LegendEntry
from lossstudio.picture.charts.cut_ends import cut_ends
from lossstudio.picture.charts.fit.fit import DensityFit
from lossstudio.picture.charts.fit.layer import FitLayer, Ranges
from lossstudio.picture.charts.marks import Scatter
from lossstudio.run.kinds.drawing import DensitiesDrawing
from lossstudio.run.training.compiled_recipe import CompiledRecipe

POINTS = 280
"""Places over the whole width; between a member's own breaks there are more."""
BETWEEN: Floats = np.arange(4.0) / 4.0
FAINT = 0.1
"""Where a member is lower than this share of its peak, it may leave the picture."""
MOST_WIDTHS = 3.0
"""How many times as wide as the target's own the picture may become."""


def densities_of(compiled: CompiledRecipe, drawing: DensitiesDrawing, thetas: Floats, runner: int) -> DensityFit:
    """Return the densities where the runners stand ``(R, P)``."""
    objective = drawing.objective
    x = _places(objective, np.concatenate([compiled.starts, thetas]), thetas)
    target, families = (np.exp(each) for each in objective.log_densities(thetas, x))
    return DensityFit(
        x=x,
        target=target,
        families=families,
        surprise=objective.surprise(thetas[runner], x),
        values=drawing.values,
        divergence=(objective.divergence.label, float(objective.values(thetas[runner]))),
        names=compiled.names,
        runner=runner,
    )


def _places(objective: DivergenceObjective, reached: Floats, thetas: Floats) -> Floats:
    """Return places over the target and the members that were at first and are now; closer where one is narrow."""
    home = objective.target.span
    middle, half = 0.5 * (home[0] + home[1]), 0.5 * MOST_WIDTHS * (home[1] - home[0])
    wide = np.linspace(middle - half, middle + half, 2 * POINTS)
    members = objective.log_densities(reached, wide)[1]
    with np.errstate(invalid="ignore"):  # a member that is nowhere near has no density at all
        seen = (members - members.max(axis=-1, keepdims=True) > np.log(FAINT)).any(axis=0)
    low, high = around(home, wide[seen], MOST_WIDTHS)
    own = _fine(objective.family, thetas)
    inside = own[(own > low) & (own < high)]
    return np.unique(np.concatenate([np.linspace(low, high, POINTS), inside]))


def _fine(family: Family, thetas: Floats) -> Floats:
    with np.errstate(all="ignore"):
        breaks = np.sort(family.breaks(thetas), axis=-1)
        between: Floats = breaks[..., :-1, None] + np.diff(breaks, axis=-1)[..., None] * BETWEEN
    return between[np.isfinite(between)]


NOTHING: Floats = np.zeros(0)
MOST = 3.0
"""How many times as high as the target the picture may become."""
BELOW = 0.14
"""How much room there is below zero, as a share of the height, and how much at most."""
MOST_BELOW = 0.4
RUG = -0.05
"""Where the given values stand, as a share of the height."""


class DensityLayer(FitLayer[DensityFit]):
    """Draws a DensityFit."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._target = chart.add(pg.PlotCurveItem(antialias=True), 4)
        self._more = chart.add(pg.PlotCurveItem(antialias=True, connect="finite"), 6)
        self._less = chart.add(pg.PlotCurveItem(antialias=True, connect="finite"), 5)
        self._zero = chart.add(pg.PlotCurveItem(), 7)
        self._values = chart.add(Scatter(), 8)
        self._families: list[pg.PlotCurveItem] = []
        self._legend = Legend(chart)

    def draw(self, fit: DensityFit, phase: int) -> None:
        """Draw the densities; phase 1 makes the runner's bolder, 2 the surprise."""
        chart, theme = self.chart, self.chart.theme
        chart.set_names(*fit.axes)
        _, (low, high) = self.seen(fit)
        self._target.setData(
            fit.x, near(fit.target, low, high), fillLevel=0.0, brush=pg.mkBrush(chart.color(theme.data, 0.2))
        )
        self._target.setPen(chart.pen(theme.secondary, 1.6))
        self._zero.setPen(chart.pen(theme.secondary, 0.8, 0.6))
        self._zero.setData(fit.x[[0, -1]], np.zeros(2))
        surprise = near(fit.surprise, low, high)
        edge = chart.pen(theme.error, 2.2 if phase == 2 else 1.1)
        self._more.setData(
            fit.x, np.maximum(surprise, 0.0), fillLevel=0.0, brush=pg.mkBrush(chart.color(theme.error, 0.42)), pen=edge
        )
        self._less.setData(
            fit.x, np.minimum(surprise, 0.0), fillLevel=0.0, brush=pg.mkBrush(chart.color(theme.error, 0.2)), pen=edge
        )
        rug = np.column_stack([fit.values, np.full(len(fit.values), RUG * high)])
        self._values.setData(pos=rug, size=5.0 * chart.scale, pen=None, brush=pg.mkBrush(chart.color(theme.data, 0.7)))
        self._draw_families(fit, high, bold=phase == 1)
        self._say(fit, low, high)

    def ranges(self, fit: DensityFit) -> Ranges:
        """Return heights that show the target well, and as much of the rest as that allows."""
        peak = float(fit.target.max())
        wanted = max(float(np.nan_to_num(each, nan=0.0).max()) for each in (*fit.families, fit.surprise))
        high = rounded_up(1.1 * min(max(peak, wanted), MOST * peak))
        deepest = -float(np.nan_to_num(fit.surprise, nan=0.0).min())
        below = BELOW if deepest < BELOW * high else min(MOST_BELOW, rounded_up(1.1 * deepest / high))
        return (float(fit.x[0]), float(fit.x[-1])), (-below * high, high)

    def clear(self) -> None:
        """Show nothing."""
        for curve in (self._target, self._more, self._less, self._zero):
            curve.setData(NOTHING, NOTHING)
        self._values.setData(pos=np.zeros((0, 2)))
        self._make_families(0)
        self._legend.clear()

    def _draw_families(self, fit: DensityFit, high: float, *, bold: bool) -> None:
        if len(self._families) != len(fit.families):
            self._make_families(len(fit.families))
        chart = self.chart
        for runner, (item, density) in enumerate(zip(self._families, fit.families, strict=True)):
            selected = runner == fit.runner
            item.setPen(chart.pen(chart.theme.runner(runner), (3.2 if bold else 2.4) if selected else 1.8))
            item.setZValue(11 if selected else 10)
            item.setData(fit.x, near(density, 0.0, high))

    def _make_families(self, count: int) -> None:
        for item in self._families:
            self.chart.remove(item)
        self._families = [self.chart.add(pg.PlotCurveItem(connect="finite", antialias=True), 10) for _ in range(count)]

    def _say(self, fit: DensityFit, low: float, high: float) -> None:
        theme, race = self.chart.theme, len(fit.families) > 1
        entries = [
            LegendEntry(_words(fit), theme.error, _cuts(fit.x, fit.surprise, low, high)),
            LegendEntry("target p", theme.secondary),
        ]
        runners = zip(fit.names if race else ("q",), fit.families, strict=True)
        entries += [
            LegendEntry(name, theme.runner(at), _cuts(fit.x, density, low, high), spare=race)
            for at, (name, density) in enumerate(runners)
        ]
        curves = np.vstack([fit.target, fit.families, fit.surprise])
        self._legend.show(tuple(entries), fit.x, curves, stays=self.held is not None)


def _words(fit: DensityFit) -> str:
    """Say how much the divergence is."""
    name, value = fit.divergence
    return f"{name} {readout(value, fit.digits)}" if np.isfinite(value) else f"{name} beyond all numbers"


def _cuts(x: Floats, heights: Floats, low: float, high: float) -> str:
    """Say how far a curve goes where it is cut: of each edge the farthest number."""
    cuts = sorted(cut_ends(x, heights, low, high), key=lambda cut: -abs(cut.value))
    told = [next((cut.words for cut in cuts if cut.above is above), "") for above in (True, False)]
    return "   ".join(filter(None, told))
