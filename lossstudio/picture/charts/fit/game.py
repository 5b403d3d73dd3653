"""A game in the fit chart: real data in grey, generated ones in colour, the discriminators' scores above them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from lossstudio.core.array import Floats
from lossstudio.core.numbers import readout
from lossstudio.core.objective.game.game import summed
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.picture.charts.axis import around, near, rounded_up
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.chart_legend import LegendEntry
from lossstudio.picture.charts.curve_names import UP, CurveName, CurveNames
from lossstudio.picture.charts.cut_ends import cut_ends
from lossstudio.picture.charts.fit.fit import Booleans, GameFit
from lossstudio.picture.charts.fit.layer import FitLayer, Ranges
from lossstudio.picture.charts.fit.runner_names import RunnerNames
from lossstudio.picture.charts.marks import Arrows, Dot
from lossstudio.picture.colors import Theme
from lossstudio.run.training.compiled_recipe import CompiledRecipe

POINTS = 240
WIDE = 3.5
"""How many deviations of the data are shown to each side."""
ALONE = 1.5
"""How far is shown to each side where all real data are in one place."""
MOST_WIDTHS = 3.0
LINES = "dashed: score", "dotted: 0, real above"
"""What the lines are that aren't data."""


def players_of(compiled: CompiledRecipe, game: GameObjective, thetas: Floats, runner: int) -> GameFit:
    """Return both players where the runners stand ``(R, P)``."""
    arena = game.arena
    with np.errstate(all="ignore"):
        x = np.linspace(*_range(game, np.concatenate([compiled.starts, thetas])), POINTS)
        made = game.generated(thetas) @ arena.noise_weights
        here, psi = made[runner : runner + 1], thetas[runner, game.players[1].place]
        return GameFit(
            x=x,
            scores=game.scores(thetas, x),
            real=None if arena.real_density is None else arena.real_density(x),
            generated=_generated(game, thetas, x),
            real_at=float(arena.real @ arena.real_weights),
            generated_at=made,
            slope=float(summed(psi, arena.feature_slopes(here))[0]),
            score=float(game.scores(thetas[runner], here)[0]),
            names=compiled.names,
            runner=runner,
        )


def _generated(game: GameObjective, thetas: Floats, x: Floats) -> Floats | None:
    density = game.arena.generated_density
    return None if density is None else density(thetas[:, game.players[0].place], x)


def _range(game: GameObjective, thetas: Floats) -> tuple[float, float]:
    """Return what of the line is shown: the real data, and those that were generated at first and are now."""
    arena = game.arena
    middle, deviation = (float(each) for each in _moments(arena.real, arena.real_weights))
    reach = WIDE * deviation if deviation > 0.0 else ALONE
    means, deviations = _moments(game.generated(thetas), arena.noise_weights)
    ends = np.concatenate([means - WIDE * deviations, means + WIDE * deviations])
    margin = 0.0 if deviation > 0.0 else 0.2 * ALONE
    return around((middle - reach, middle + reach), np.concatenate([ends - margin, ends + margin]), MOST_WIDTHS)


def _moments(data: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of data ``(..., K)`` with these weights."""
    mean = data @ weights
    return mean, np.sqrt(np.maximum(0.0, ((data - mean[..., None]) ** 2) @ weights))


NOTHING: Floats = np.zeros(0)
SCORE = "score"
SHARE = 0.36
"""How much of the height the data take, at the bottom."""
TANGENT = 0.14
"""How long the slope under the generator is drawn, as a share of the width."""
STEEP = 2.0
"""How much of the chart's diagonal a slope has when it is drawn at full length: one over this."""
LEAST = 0.5
"""Scores nearer to 0 than this are shown as small as they are."""
MOST = 2.5
"""How many times as high as the real data generated ones may be drawn."""
LEFT, RIGHT = "←", "→"
SEEN = 0.1
"""Scores count for the range where there are at least so many data, as a share of the most."""


class GameLayer(FitLayer[GameFit]):
    """Draws a GameFit."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._zero = chart.add(pg.PlotCurveItem(), 3)
        self._real = chart.add(pg.PlotCurveItem(antialias=True), 4)
        self._real_at = Dot(chart, 12)
        self._generated: list[pg.PlotCurveItem] = []
        self._scores: list[pg.PlotCurveItem] = []
        self._made_at: list[Dot] = []
        self._slope = Arrows(chart, 16)
        self._legend = RunnerNames(chart, rows=4)
        self._names = CurveNames(chart)

    def draw(self, fit: GameFit, phase: int) -> None:
        """Draw the data, the scores, and in rose where the discriminator's slope sends the generator."""
        chart, theme = self.chart, self.chart.theme
        chart.set_names(*fit.axes)
        across, (low, high) = self.seen(fit)
        if len(self._scores) != len(fit.scores):
            self._make(len(fit.scores))
        self._zero.setPen(chart.pen(theme.secondary, 0.9, 0.7, Qt.PenStyle.DotLine))
        self._zero.setData(np.array(across), np.zeros(2))
        real = _Data(fit.real, fit.real_at, theme.data, 1.8)
        real.draw(self, fit, self._real, self._real_at)
        for runner, (item, dot) in enumerate(zip(self._generated, self._made_at, strict=True)):
            density = None if fit.generated is None else fit.generated[runner]
            width = 3.0 if phase == 1 and runner == fit.runner else 2.2
            made = _Data(density, float(fit.generated_at[runner]), theme.runner(runner), width)
            made.draw(self, fit, item, dot)
        for runner, item in enumerate(self._scores):
            width = 2.2 if runner == fit.runner else 1.6
            item.setPen(chart.pen(theme.runner(runner), width, style=Qt.PenStyle.DashLine))
            item.setData(fit.x, near(fit.scores[runner], low, high))
        self._draw_slope(fit, bold=phase == 3)
        cuts = [(at, cut) for at, score in enumerate(fit.scores) for cut in cut_ends(fit.x, score, low, high)]
        names = [cut.name(theme.runner(at), low, high, SCORE) for at, cut in cuts]
        self._names.show((*names, *_beside(fit, theme, across, high)))
        self._say(fit)

    def ranges(self, fit: GameFit) -> Ranges:
        """Return heights that show the score where there are data, zero in the middle."""
        reach = rounded_up(1.15 * max(1e-3, float(np.nan_to_num(np.abs(fit.scores[:, _seen(fit)])).max(initial=0.0))))
        reach = max(reach, LEAST)
        return (float(fit.x[0]), float(fit.x[-1])), (-reach, reach)

    def clear(self) -> None:
        """Show nothing."""
        for curve in (self._zero, self._real):
            curve.setData(NOTHING, NOTHING)
        self._real_at.hide()
        self._slope.clear()
        self._make(0)
        self._legend.clear()
        self._names.show(())

    def _make(self, count: int) -> None:
        for item in (*self._generated, *self._scores, *self._made_at):
            self.chart.remove(item)
        curves = [
            [self.chart.add(pg.PlotCurveItem(connect="finite", antialias=True), z) for _ in range(count)]
            for z in (9, 6)
        ]
        self._generated, self._scores = curves
        self._made_at = [Dot(self.chart, 14) for _ in range(count)]

    def _draw_slope(self, fit: GameFit, *, bold: bool) -> None:
        """Draw the score's slope under the generator, uphill; the flatter, the shorter."""
        chart, width = self.chart, float(fit.x[-1] - fit.x[0])
        if not np.isfinite([fit.slope, fit.score]).all():
            self._slope.clear()
            return
        _, (low, high) = self.seen(fit)
        steep = min(1.0, STEEP * abs(fit.slope) * width / (high - low))
        tail = np.array([[fit.generated_at[fit.runner], fit.score]])
        reach = float(np.sign(fit.slope)) * TANGENT * steep * width
        pen = chart.pen(chart.theme.error, 3.2 if bold else 2.2)
        self._slope.show(tail, tail + np.array([reach, reach * fit.slope]), pen, head_px=8.0)

    def _say(self, fit: GameFit) -> None:
        theme, race = self.chart.theme, len(fit.scores) > 1
        runners = enumerate(fit.names if race else ("generated",))
        entries = [LegendEntry("real", theme.secondary)]
        entries += [LegendEntry(name, theme.runner(at), _too_high(fit, at), spare=race) for at, name in runners]
        entries += [LegendEntry(words, theme.secondary) for words in LINES]
        self._legend.tell(tuple(entries), fit.x, fit.scores, stays=self.held is not None)


@dataclass(frozen=True, slots=True)
class _Data:
    """Data along the bottom: a density, or all of them in one place."""

    density: Floats | None
    place: float
    color: str
    width: float

    def draw(self, layer: GameLayer, fit: GameFit, item: pg.PlotCurveItem, dot: Dot) -> None:
        """Draw them as a hill, or as a stem with a head."""
        chart = layer.chart
        (left, right), (low, high) = layer.seen(fit)
        tall = SHARE * (high - low)
        item.setPen(chart.pen(self.color, self.width))
        if self.density is None and not left <= self.place <= right:
            item.setData(NOTHING, NOTHING)
            dot.hide()
            return
        if self.density is None:
            item.setData(np.full(2, self.place), np.array([low, low + tall]), fillLevel=None)
            dot.dress(11, chart.pen(chart.theme.casing, 1.2), chart.color(self.color))
            dot.put(self.place, low + tall)
            return
        dot.hide()
        heights = low + tall * self.density / _tallest(fit)
        item.setData(fit.x, near(heights, low, high), fillLevel=low, brush=pg.mkBrush(chart.color(self.color, 0.18)))


def _too_high(fit: GameFit, runner: int) -> str:
    """Say how high a generator's data are where they are cut, in heights of the real ones; the axis is the score's."""
    if fit.real is None or fit.generated is None:
        return ""
    share = float(np.nan_to_num(fit.generated[runner]).max()) / float(fit.real.max())
    return f"{UP} {readout(share)} × real" if share > MOST / SHARE else ""


def _beside(fit: GameFit, theme: Theme, across: tuple[float, float], top: float) -> Iterator[CurveName]:
    """Yield an arrow and the number for data in one place that is beside the chart; below its top nothing stands."""
    if fit.generated is not None:
        return
    left, right = across
    for runner, place in enumerate(fit.generated_at.tolist()):
        if np.isfinite(place) and not left <= place <= right:
            arrow, edge = (LEFT, left) if place < left else (RIGHT, right)
            yield CurveName("", theme.runner(runner), edge, top, below=True, number=f"{arrow} {readout(place)}")


def _tallest(fit: GameFit) -> float:
    """Return how high the highest density is; a generator's that is far narrower than the data is cut."""
    real = 0.0 if fit.real is None else float(fit.real.max())
    made = 0.0 if fit.generated is None else float(np.nan_to_num(fit.generated).max())
    return min(max(real, made), MOST * real) or 1.0


def _seen(fit: GameFit) -> Booleans:
    """Say at which places there are data ``(G,)``."""
    if fit.real is None or fit.generated is None:
        return np.full(fit.x.shape, fill_value=True)
    there = np.concatenate([fit.real[np.newaxis], fit.generated])
    peaks = np.maximum(there.max(axis=1, keepdims=True), 1e-300)
    return np.asarray((there > SEEN * peaks).any(axis=0))
