"""How good a model is, drawn: every threshold's rates, how often its probabilities are right, or how far it is off."""

from typing import Literal

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from lossstudio.core.array import Floats
from lossstudio.core.metrics import Calibration, Roc
from lossstudio.core.numbers import readout
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.chart_legend import Legend, LegendEntry
from lossstudio.picture.charts.curve_names import CurveName, CurveNames
from lossstudio.picture.charts.marks import Dot, Scatter
from lossstudio.picture.colors import Theme
from lossstudio.run.analysis.quality import Quality

View = Literal["roc", "calibration", "errors", "none"]
NOTHING: Floats = np.zeros(0)
BARS = 24
MARGIN = 0.06
LEAST_DOT, MOST_DOT = 5.0, 13.0
DIAGONAL = 101
"""At so many places the diagonal's name asks where it would cover something."""
LEFT, RIGHT = "←", "→"


class QualityChart(Chart):
    """One of three views of a Quality."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._quality: Quality | None = None
        self._view: View = "none"
        self._runner, self._unit = 0, ""
        self._even = self.add(pg.PlotCurveItem(antialias=True), 2)
        self._bars = self.add(pg.PlotCurveItem(fillLevel=0.0), 3)
        self._misses = self.add(pg.PlotCurveItem(connect="pairs"), 4)
        self._curve = self.add(pg.PlotCurveItem(antialias=True), 5)
        self._bins = self.add(Scatter(), 6)
        self._here = Dot(self, 8)
        self._reason = self.add(pg.TextItem(anchor=(0.5, 0.5)), 9)
        self._curve_names, self._legend = CurveNames(self), Legend(self)
        self.restyle()

    def show(self, quality: Quality | None, view: View, runner: int = 0, unit: str = "") -> None:
        """Draw a view; `unit` is that of the errors."""
        self._quality, self._view, self._runner, self._unit = quality, view, runner, unit
        self._clear()
        if quality is None:
            return
        if view == "roc" and quality.roc is not None:
            self._show_roc(quality.roc, quality.here)
        elif view == "calibration" and quality.calibration is not None:
            self._show_calibration(quality.calibration, many=quality.task == "multiclass")
        elif view == "errors" and quality.errors is not None:
            self._show_errors(quality.errors)
        else:
            self._say("These outputs are no probabilities.")

    @property
    def view(self) -> View:
        """Which view is drawn."""
        return self._view

    def style_items(self) -> None:
        """Draw it anew."""
        self._reason.setColor(self.theme.secondary)
        self._reason.setFont(self.font())
        self._curve_names.restyle()
        self.show(self._quality, self._view, self._runner, self._unit)

    def _clear(self) -> None:
        for curve in (self._even, self._misses, self._curve, self._bars):
            curve.setData(NOTHING, NOTHING)
        self._bins.setData(pos=np.zeros((0, 2)))
        self._here.hide()
        self._curve_names.show(())
        self._legend.clear()
        self._say("")

    def _say(self, reason: str) -> None:
        self._reason.setText(reason)
        for axis in self.axes:
            axis.setVisible(not reason)
        if reason:
            self.set_range((0.0, 1.0), (0.0, 1.0))
            self._reason.setPos(0.5, 0.5)

    def _show_square(self, bottom: str, left: str) -> None:
        """Show the unit square with its diagonal."""
        self.set_names(bottom, left)
        self.set_range((-MARGIN, 1 + MARGIN), (-MARGIN, 1 + MARGIN))
        self._even.setPen(self.pen(self.theme.secondary, 1.0, style=Qt.PenStyle.DashLine))
        self._even.setData(np.array([0.0, 1.0]), np.array([0.0, 1.0]))

    def _name_diagonal(self, name: str, x: Floats, y: Floats) -> None:
        """Say what the diagonal is, away from it and from a curve through places ``(n,)`` and ``(n,)``."""
        entry = LegendEntry(f"dashed: {name}", self.theme.secondary)
        along = np.linspace(0.0, 1.0, DIAGONAL)
        known = np.interp(along, x, y) if len(x) else along
        self._legend.show((entry,), along, np.stack([along, known]))

    def _show_roc(self, roc: Roc, here: tuple[float, float] | None) -> None:
        self._show_square("false positive rate", "recall")
        self._name_diagonal("by chance", roc.false_alarms, roc.found)
        self._curve.setPen(self.pen(self.theme.runner(self._runner), 2.2))
        self._curve.setData(roc.false_alarms, roc.found)
        if here is not None:
            self._here.dress(10, self.pen(self.theme.text, 1.8), self.color(self.theme.card))
            self._here.put(*here)

    def _show_calibration(self, held: Calibration, *, many: bool) -> None:
        """Draw each bin, larger where it holds more, and in rose how far it is from being right as often as it says."""
        bottom, left = ("how sure", "right") if many else ("probability of yes", "share of yes")
        self._show_square(bottom, left)
        self._name_diagonal("as it says", held.said, held.right)
        color = self.theme.runner(self._runner)
        self._misses.setPen(self.pen(self.theme.error, 1.6))
        self._misses.setData(np.repeat(held.said, 2), np.column_stack([held.said, held.right]).ravel())
        self._curve.setPen(self.pen(color, 1.4, 0.7))
        self._curve.setData(held.said, held.right)
        share = np.sqrt(held.count / held.count.max()) if len(held.count) else held.count.astype(np.float64)
        sizes = (LEAST_DOT + (MOST_DOT - LEAST_DOT) * share) * self.scale
        places = np.column_stack([held.said, held.right])
        self._bins.setData(pos=places, size=sizes, pen=None, brush=pg.mkBrush(self.color(color)))

    def _show_errors(self, errors: Floats) -> None:
        known = errors[np.isfinite(errors)]
        reach = float(np.quantile(np.abs(known), 0.99)) * 1.1 if len(known) else 1.0
        reach = reach if 0 < reach < 1e100 else 1.0
        self._say_beyond(known, reach)
        count, edges = np.histogram(np.clip(known, -reach, reach), bins=BARS, range=(-reach, reach))
        self.set_names(f"error ŷ − y{self._unit}", "rows")
        self.set_range((-reach, reach), (0.0, 1.08 * max(1.0, float(count.max(initial=0)))))
        self._bars.setPen(self.pen(self.theme.error, 1.0))
        self._bars.setBrush(self.color(self.theme.error, 0.45))
        self._bars.setData(np.repeat(edges, 2), np.concatenate([[0.0], np.repeat(count, 2), [0.0]]))

    def _say_beyond(self, errors: Floats, reach: float) -> None:
        """Say how many errors the outermost bars hold that are farther off, and how far the farthest is."""
        names = []
        for arrow, beyond in ((LEFT, errors < -reach), (RIGHT, errors > reach)):
            if beyond.any():
                farthest = float(errors[beyond][np.argmax(np.abs(errors[beyond]))])
                words = f"{int(beyond.sum())} beyond  {arrow} {readout(farthest)}"
                at = float(np.copysign(reach, farthest))
                names.append(CurveName(words, self.theme.error, at, 0.0))
        self._curve_names.show(tuple(names))
