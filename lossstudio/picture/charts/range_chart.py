"""A range test drawn: the loss after some updates against the learning rate, and which rate to take."""

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt

from lossstudio.core.numbers import exact, readout, rounded
from lossstudio.picture.charts.axis import near
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.curve_names import CurveName, CurveNames
from lossstudio.picture.charts.cut_ends import cut_ends
from lossstudio.picture.charts.marks import Dot
from lossstudio.picture.colors import Theme
from lossstudio.run.analysis.range_test import RangeTest

ABOVE, BELOW = 0.45, 0.12
"""How much is seen above the loss before and below the lowest one, as shares of the fall."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RangeCurve:
    """What is shown of a range test.

    Attributes
    ----------
    found
        The test.
    now
        The learning rate in force.
    runner
        Whose colour the curve has.
    """

    found: RangeTest
    now: float
    runner: int = 0


class RangeChart(Chart):
    """The loss over the logarithm of the rate; a dashed line is the loss before, a dot the rate that is suggested."""

    def __init__(self, theme: Theme, *, interactive: bool = False) -> None:
        super().__init__(theme, interactive=interactive)
        self._shown: RangeCurve | None = None
        self.bottom.decades = True
        self._before = self.add(pg.PlotCurveItem(), 2)
        self._bad = self.add(pg.PlotCurveItem(fillLevel=0.0), 1)
        self._now = self.add(pg.PlotCurveItem(), 3)
        self._curve = self.add(pg.PlotCurveItem(antialias=True, connect="finite"), 5)
        self._best = Dot(self, 8)
        self._pointed = Dot(self, 9)
        self._words = self.add(pg.TextItem(anchor=(0.5, 1.2)), 60)
        self._curve_names = CurveNames(self)
        self.mouse.hovered.connect(self._read)
        self.restyle()

    def show(self, shown: RangeCurve | None) -> None:
        """Draw a range test, or nothing."""
        self._shown = shown
        self._clear()
        if shown is None:
            return
        found = shown.found
        rates = np.log10(found.rates)
        low, high = _reach(found)
        self.set_names("learning rate (log)", "loss after the updates")
        self.set_range((float(rates[0]), float(rates[-1])), (low, high))
        self._curve.setData(rates, near(found.losses, low, high))
        self._before.setData(rates[[0, -1]], np.full(2, found.before))
        if found.explodes is not None:
            edge = np.log10(found.explodes)
            self._bad.setFillLevel(low)
            self._bad.setData(np.array([edge, rates[-1]]), np.full(2, high))
        if shown.now > 0.0:
            self._now.setData(np.full(2, np.log10(shown.now)), np.array([low, high]))
        if found.suggestion is not None:
            self._best.put(float(np.log10(found.suggestion)), self._loss_at(np.log10(found.suggestion)))
        self._curve_names.show(self._said(shown, low, high))

    @property
    def shown(self) -> RangeCurve | None:
        """What is drawn."""
        return self._shown

    def style_items(self) -> None:
        """Draw it anew."""
        theme = self.theme
        runner = theme.runner(self._shown.runner if self._shown else 0)
        self._curve.setPen(self.pen(runner, 2.2))
        self._before.setPen(self.pen(theme.secondary, 1.2, style=Qt.PenStyle.DashLine))
        self._now.setPen(self.pen(theme.text, 1.2, 0.6))
        self._bad.setPen(self.pen(theme.error, 1.0, 0.0))
        self._bad.setBrush(self.color(theme.error, 0.14))
        self._best.dress(12, self.pen(theme.text, 2.0), self.color(runner))
        self._pointed.dress(8, self.pen(theme.text, 1.6), self.color(theme.card))
        self._words.setColor(theme.text)
        self._words.setFont(self.font(0.92))
        self._curve_names.restyle()
        self.show(self._shown)

    def _clear(self) -> None:
        for curve in (self._curve, self._before, self._bad, self._now):
            curve.setData(np.zeros(0), np.zeros(0))
        self._best.hide()
        self._pointed.hide()
        self._words.setText("")
        self._curve_names.show(())

    def _said(self, shown: RangeCurve, low: float, high: float) -> tuple[CurveName, ...]:
        found, theme = shown.found, self.theme
        top = high - 0.04 * (high - low)
        rates, color = np.log10(found.rates), theme.runner(shown.runner)
        names = [cut.name(color, low, high) for cut in cut_ends(rates, found.losses, low, high)]
        names.append(CurveName("loss before", theme.secondary, float(rates[0]), found.before))
        if found.explodes is not None:
            names.append(CurveName("explodes", theme.error, float(np.log10(found.explodes)), top, below=True))
        if found.suggestion is not None:
            at = float(np.log10(found.suggestion))
            names.append(CurveName(f"take {exact(found.suggestion)}", theme.text, at, self._loss_at(at), below=True))
        if shown.now > 0.0:
            words, at = f"now {exact(rounded(shown.now))}", float(np.log10(shown.now))
            names.append(CurveName(words, theme.secondary, at, top, below=True))
        return tuple(names)

    def _loss_at(self, exponent: float) -> float:
        assert self._shown is not None
        found = self._shown.found
        held = np.where(np.isfinite(found.losses), found.losses, found.before)
        return float(np.interp(exponent, np.log10(found.rates), held))

    def _read(self, place: QPointF | None) -> None:
        """Say the rate and the loss under the mouse."""
        if place is None or self._shown is None:
            self._pointed.hide()
            self._words.setText("")
            return
        found = self._shown.found
        number = int(np.argmin(np.abs(np.log10(found.rates) - self.at(place)[0])))
        rate, loss = float(found.rates[number]), float(found.losses[number])
        low, high = self.area.viewRange()[1]
        height = min(max(loss, low), high) if np.isfinite(loss) else high
        self._pointed.put(float(np.log10(rate)), height)
        self._words.setText(
            f"{readout(rate)}: loss {readout(loss)}" if np.isfinite(loss) else f"{readout(rate)}: stopped"
        )
        self._words.setPos(float(np.log10(rate)), height)


def _reach(found: RangeTest) -> tuple[float, float]:
    """Return the losses between which the curve is drawn: what is far above the loss before isn't waited for."""
    known = found.losses[np.isfinite(found.losses)]
    lowest = min(float(known.min(initial=found.before)), found.before)
    fall = found.before - lowest or max(1.0, abs(found.before))
    return lowest - BELOW * fall, found.before + ABOVE * fall
