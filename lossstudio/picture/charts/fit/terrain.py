"""A terrain in the fit chart: a cut through it along the coming step, with the slope and the landing."""

import numpy as np
import pyqtgraph as pg

from lossstudio.core.array import Floats
from lossstudio.core.objective.game.objective import surface_of
from lossstudio.core.objective.objective import Objective
from lossstudio.picture.charts.axis import near
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.curve_names import CurveName, CurveNames
from lossstudio.picture.charts.cut_ends import cut_ends
from lossstudio.picture.charts.fit.fit import NoFit, SlopeFit
from lossstudio.picture.charts.fit.layer import FitLayer, Ranges
from lossstudio.picture.charts.marks import Dot

POINTS = 160
FINEST = 1e-6
"""A cut reaches at least so far, as a share of how far the place is from zero: below that heights are rounding."""
TAME = 2.0
"""A cut that rises at most so many times as high as most of it is shown whole."""


def slope_of(objective: Objective, theta: Floats, runner: int, update: Floats | None) -> SlopeFit | NoFit:
    """Return the cut through theta ``(P,)`` along the update, or straight downhill when there is none."""
    with np.errstate(all="ignore"):
        cut = _slope(objective, theta, runner, update)
    return cut if np.isfinite([cut.here, cut.slope]).all() else NoFit("Too far away: no number for the height here.")


def _slope(objective: Objective, theta: Floats, runner: int, update: Floats | None) -> SlopeFit:
    here, gradient = surface_of(objective).values_and_gradients(theta)
    heading = -gradient if update is None or not np.any(update) else update
    length = float(np.linalg.norm(heading))
    direction = heading / length if length > 0 else np.eye(len(theta))[0]
    reach = 1.0 if update is None or length == 0 else float(2.0 ** np.ceil(np.log2(4 * length)))
    reach = max(reach, FINEST * max(1.0, float(np.abs(theta).max())))
    distance = np.linspace(-reach / 4, reach, POINTS)
    landing = None if update is None else (float(np.linalg.norm(update)), float(objective.values(theta + update)))
    return SlopeFit(
        distance=distance,
        height=objective.values(theta + distance[:, np.newaxis] * direction),
        here=float(here),
        slope=float(gradient @ direction),
        landing=landing,
        runner=runner,
        axes=("distance along the step", "value"),
    )


NOTHING = np.zeros(0)
LANDING = "landing"


class SlopeLayer(FitLayer[SlopeFit]):
    """Draws a SlopeFit."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._cut = chart.add(pg.PlotCurveItem(antialias=True, connect="finite"), 4)
        self._tangent = chart.add(pg.PlotCurveItem(antialias=True), 6)
        self._landing, self._here = Dot(chart, 7), Dot(chart, 8)
        self._names = CurveNames(chart)

    def draw(self, fit: SlopeFit, phase: int) -> None:
        """Draw the cut in grey, the slope in rose, here and the landing in the runner's colour."""
        chart, color = self.chart, self.chart.theme.runner(fit.runner)
        chart.set_names(*fit.axes)
        self._cut.setPen(chart.pen(chart.theme.secondary, 1.8))
        self._cut.setData(fit.distance, near(fit.height, *self.seen(fit)[1]))
        reach = 0.16 * (fit.distance[-1] - fit.distance[0])
        along = np.array([-reach, reach])
        self._tangent.setPen(chart.pen(chart.theme.error, 3.2 if phase == 3 else 2.0))
        self._tangent.setData(along, fit.here + fit.slope * along)
        self._here.dress(12, chart.pen(chart.theme.casing, 1.2), chart.color(color))
        self._here.put(0.0, fit.here)
        self._landing.dress(10, chart.pen(color, 2.0), chart.color(chart.theme.card))
        if fit.landing is None:
            self._landing.hide()
        else:
            self._landing.put(*fit.landing)
        self._names.show(self._said(fit))

    def _said(self, fit: SlopeFit) -> tuple[CurveName, ...]:
        """Say how high the cut and the landing are where that isn't seen."""
        theme, (low, high) = self.chart.theme, self.seen(fit)[1]
        cuts = cut_ends(fit.distance, fit.height, low, high, digits=fit.digits)
        names = [cut.name(theme.secondary, low, high) for cut in cuts]
        if fit.landing is not None:
            place, height = (np.array([part]) for part in fit.landing)
            cuts = cut_ends(place, height, low, high, digits=fit.digits)
            names += [cut.name(theme.runner(fit.runner), low, high, LANDING) for cut in cuts]
        return tuple(names)

    def ranges(self, fit: SlopeFit) -> Ranges:
        """Return the cut's range, cut off far above the present height."""
        heights = fit.height[np.isfinite(fit.height)]
        low = min(float(heights.min(initial=fit.here)), fit.here)
        most, top = (float(np.quantile(heights, share)) if len(heights) else fit.here for share in (0.9, 1.0))
        high = max(fit.here, top if top - low <= TAME * (most - low) else most)
        margin = 0.12 * (high - low) or 0.5
        return (float(fit.distance[0]), float(fit.distance[-1])), (low - margin, high + margin)

    def clear(self) -> None:
        """Show nothing."""
        for curve in (self._cut, self._tangent):
            curve.setData(NOTHING, NOTHING)
        self._landing.hide()
        self._here.hide()
        self._names.show(())
