"""What one sample's loss and its gradient are for each error or score, with the samples upon the curves in rose."""

from dataclasses import replace

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF

from lossstudio.core.array import Floats
from lossstudio.core.numbers import readout
from lossstudio.picture.charts.axis import TickAxis, drawable, near
from lossstudio.picture.charts.chart import TEXT_PX, Chart, Item, PlotArea
from lossstudio.picture.charts.curve_names import CurveName, CurveNames
from lossstudio.picture.charts.cut_ends import cut_ends
from lossstudio.picture.charts.loss.loss_shape import LossShape
from lossstudio.picture.charts.marks import Dot, Scatter
from lossstudio.picture.colors import Theme

BESIDE, ABOVE = 0.025, 0.14
"""Room for half a mark beside a curve's ends, and above and below it, as shares of its own."""
STYLE_WORDS, APART = ("dashed", "dotted", "dash-dotted"), ",  "
STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)


class Strip:
    """Curves and samples in one plot area of a chart.

    Parameters
    ----------
    area, left
        Where it draws, and the axis beside it.
    word
        What its heights are.
    across
        How far from the left the word stands, 0 to 1.
    """

    def __init__(self, chart: Chart, area: pg.ViewBox, left: TickAxis, word: str, across: float) -> None:
        self.area, self.left = area, left
        self._chart, self._word, self._usual, self._across = chart, word, across, across
        self._curves: list[pg.PlotCurveItem] = []
        self._at: float | None = None
        self._x: Floats = np.zeros(0)
        self._heights: Floats = np.zeros((0, 0))
        self._samples = self.add(Scatter(), 4)
        self._pointer = self.add(pg.InfiniteLine(angle=90), 3)
        self._label = self.add(pg.TextItem(word, anchor=(across, 0.0)), 8)
        self._label.textItem.document().setDocumentMargin(1)
        self._marked = Dot(chart, 6, area)
        self._names = CurveNames(chart, area)
        self._told: tuple[str, ...] = ()
        self._pointer.hide()

    def show(self, x: Floats, heights: Floats, samples: Floats, marked: tuple[float, float] | None) -> None:
        """Draw curves ``(C, G)`` over ``(G,)``, samples ``(n, 2)`` and the one that is followed."""
        self._x, self._heights = x, heights
        low, high = shown_range(heights)
        beside = BESIDE * float(x[-1] - x[0])
        self._set_range((float(x[0]) - beside, float(x[-1]) + beside), (low, high))
        self._draw_curves(low, high)
        self._draw_samples(samples, marked)
        self.point_at(self._at)

    @property
    def corner(self) -> tuple[float, float]:
        """The lower right corner, in the plot's own coordinates."""
        (_, right), (low, _) = self.area.viewRange()
        return right, low

    @property
    def said(self) -> str:
        """What its word says: what the heights are, and how high the curve is under the mouse."""
        return str(self._label.toPlainText())

    def point_at(self, x: float | None) -> None:
        """Say how high the first curve is at a place, or at none."""
        self._at, said = x, self._word
        within = x is not None and len(self._x) > 0 and bool(self._x[0] <= x <= self._x[-1])
        self._pointer.setVisible(within)
        if within and x is not None:
            self._pointer.setPos(x)
            said = f"{self._word} {readout(float(np.interp(x, self._x, self._heights[0])))}".strip()
        if said != self.said:
            self._label.setText(said)

    def name_curves(self, names: tuple[CurveName, ...]) -> None:
        """Write these names, one for each curve or none, and how far each curve goes where it is cut."""
        (low, high), color = self.area.viewRange()[1], self._chart.theme.secondary
        cuts = [cut_ends(self._x, heights, low, high) for heights in self._heights]
        self._told = ()
        if not names:
            self._names.show(tuple(cut.name(color, low, high) for each in cuts for cut in each))
            return
        words = zip(names, cuts, strict=True)
        self._told = tuple(" ".join((name.text, *(cut.words for cut in each))) for name, each in words)
        self._names.show(tuple(replace(name, text=text) for name, text in zip(names, self._told, strict=True)))

    @property
    def named_px(self) -> float:
        """How wide the names beside the curves are, all together, each with a space."""
        metrics = QFontMetricsF(self._chart.font())
        return sum(metrics.horizontalAdvance(f"{text}  ") for text in self._told)

    def call(self, word: str, across: float | None = None) -> None:
        """Say otherwise what its heights are, there or at the usual place."""
        self._word = word
        self._across = self._usual if across is None else across
        self._label.setAnchor((self._across, 0.0))
        self._place_word()
        self.point_at(self._at)

    def free_for(self, wide_px: float, tall_px: float) -> float | None:
        """Return how far from the left a word covers no curve: at its usual place, else at an end; None: nowhere."""
        room, ((left, right), (low, high)) = self.area.rect(), self.area.viewRange()
        wide, under = wide_px / max(room.width(), 1.0), high - (high - low) * tall_px / max(room.height(), 1.0)
        for across in (self._usual,) if self._told else (self._usual, 1.0, 0.0):
            start = left + across * (1 - wide) * (right - left)
            below = (self._x >= start) & (self._x <= start + wide * (right - left))
            if not (self._heights[:, below] > under).any():
                return across
        return None

    def restyle(self) -> None:
        """Take the chart's colours and sizes."""
        chart, theme = self._chart, self._chart.theme
        for number, curve in enumerate(self._curves):
            curve.setPen(chart.pen(theme.secondary, 1.8, style=STYLES[number % len(STYLES)]))
        self._pointer.setPen(chart.pen(theme.secondary, 1.0, 0.6, Qt.PenStyle.DotLine))
        self._label.setColor(theme.secondary)
        self._label.fill = pg.mkBrush(chart.color(theme.card, 0.8))
        self._label.setFont(chart.font(0.92))
        self._marked.dress(8, chart.pen(theme.text, 1.6), chart.color(theme.card))
        self._names.restyle()

    def add(self, item: Item, z: float) -> Item:
        """Take an item at a height above the others, and return it."""
        item.setZValue(z)
        self.area.addItem(item, ignoreBounds=True)
        return item

    def _set_range(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        x, y = drawable(*x), drawable(*y)
        if self.area.viewRange() != [list(x), list(y)]:
            self.area.setRange(xRange=x, yRange=y, padding=0)
            self._chart.fit_width()
        self._place_word()

    def _place_word(self) -> None:
        (left, right), (_, high) = self.area.viewRange()
        self._label.setPos(left + self._across * (right - left), high)

    def _draw_curves(self, low: float, high: float) -> None:
        if len(self._curves) != len(self._heights):
            for old in self._curves:
                self.area.removeItem(old)
            self._curves = [self.add(pg.PlotCurveItem(antialias=True, connect="finite"), 2) for _ in self._heights]
            self.restyle()
        for curve, heights in zip(self._curves, self._heights, strict=True):
            curve.setData(self._x, near(heights, low, high))
        self.name_curves(())

    def _draw_samples(self, samples: Floats, marked: tuple[float, float] | None) -> None:
        chart = self._chart
        (left, right), (low, high) = self.area.viewRange()
        places = np.column_stack([near(samples[:, 0], left, right), near(samples[:, 1], low, high)])
        ground = pg.mkBrush(chart.color(chart.theme.error, 0.75))
        known = places[np.isfinite(places).all(axis=1)]
        self._samples.setData(pos=known, size=4.5 * chart.scale, pen=None, brush=ground)
        if marked is None:
            self._marked.hide()
        else:
            self._marked.put(*marked)


def shown_range(heights: Floats) -> tuple[float, float]:
    """Return a range that shows the heights ``(...)`` and zero, cut where a curve runs away to infinity."""
    known = heights[np.isfinite(heights)]
    if not len(known):
        return 0.0, 1.0
    low, high = min(0.0, float(np.quantile(known, 0.06))), max(0.0, float(np.quantile(known, 0.94)))
    tame = float(np.max(known)) <= 1.2 * high and float(np.min(known)) >= 1.2 * low
    if tame:
        low, high = min(0.0, float(known.min())), max(0.0, float(known.max()))
    margin = ABOVE * (high - low) or 0.5
    return low - margin, high + margin


SHARES = (3, 2)
"""How the height is shared between the loss and its gradient."""
GAP_PX = 6.0
MARGIN_PX = 2.0
"""Around a word that covers no curve."""
LOSS = "loss"
ROOM = 0.9
"""How wide the words beside the loss may be, as a share of the chart."""
NAME_ROOM = 0.58
"""How wide the name of the number may be, as a share of the chart."""
NAMED_AT = 0.25
THREE_NAMED_AT = (0.06, 0.94, 0.42)
"""At which part of its way a curve's name stands; of three curves, each elsewhere."""

LEAST_LINES = 2.2
"""So many lines of writing high the upper plot must be for names."""


class LossShapeChart(Chart):
    """The pointwise loss over one number, and under it its gradient; the mouse reads values off both.

    What the number is stands within the lower plot, where gradients seldom go, which saves height.
    """

    def __init__(self, theme: Theme, *, interactive: bool = False) -> None:
        self.slope_area, self.slope_axis = PlotArea(), TickAxis("left")
        super().__init__(theme, interactive=interactive)
        self._shape: LossShape | None = None
        for row, share in enumerate(SHARES):
            self._grid.setRowStretchFactor(row, share)
        self._grid.setRowSpacing(0, GAP_PX)
        self.loss = Strip(self, self.area, self.left, LOSS, 0.5)
        self.slope = Strip(self, self.slope_area, self.slope_axis, "gradient", 0.0)
        self._name = self.slope.add(pg.TextItem(anchor=(1.0, 1.0)), 1)
        self._name.textItem.document().setDocumentMargin(1)
        self._word = LOSS
        self.area.sigResized.connect(self._name_curves)
        for area in (self.mouse, self.slope_area):
            area.hovered.connect(self._read)
        if interactive:
            self.slope_area.listen()
        self.restyle()

    def show(self, shape: LossShape | None) -> None:
        """Draw a shape, or nothing."""
        self._shape = shape
        if shape is None:
            return
        marked = shape.marked
        self.loss.show(shape.x, shape.curves, shape.samples[:, [0, 1]], marked and (marked[0], marked[1]))
        self.slope.show(shape.x, shape.slopes, shape.samples[:, [0, 2]], marked and (marked[0], marked[2]))
        self._name.setPos(*self.slope.corner)
        self._name_curves()

    def _name_curves(self, *_resized: object) -> None:
        """Name the curves where the plot is high enough for that; else the word beside the loss says which is which."""
        shape, lines = self._shape, self.area.rect().height() / (1.5 * TEXT_PX * self.scale)
        if shape is None:
            return
        self._name.setText(self._axis_name(shape))
        named = shape.curve_names if lines >= LEAST_LINES else ()
        self.loss.name_curves(tuple(self._curve_name(shape, number) for number in range(len(named))))
        self.call_loss(self._word)

    def _axis_name(self, shape: LossShape) -> str:
        """Return what the number is: without its unit where all of it would reach where gradients are low."""
        room = NAME_ROOM * self.slope_area.rect().width()
        fits = QFontMetricsF(self.font(0.92)).horizontalAdvance(shape.name) <= room
        return shape.name if fits else shape.name.partition(" (")[0]

    def call_loss(self, words: str) -> None:
        """Write something else than "loss" beside the loss, as its formula, where it covers no curve and no name."""
        self._word = words
        metrics, named = QFontMetricsF(self.font(0.92)), self.loss.named_px
        room, styles = ROOM * self.area.rect().width() - named, self._styles()
        every = (f"{words}{styles}" if words else "", f"{LOSS}{styles}", styles.removeprefix(APART))
        fitting = [said for said in every if 0 < metrics.horizontalAdvance(said) < room]
        beside, tall = 2 * MARGIN_PX, metrics.height() + 2 * MARGIN_PX
        places = {said: self.loss.free_for(metrics.horizontalAdvance(said) + beside, tall) for said in fitting}
        free = [said for said in fitting if places[said] is not None]
        # What a dash means has to be said; a formula doesn't.
        said = next(iter(free or [said for said in fitting if said != words]), "" if named else LOSS)
        self.loss.call(said, places.get(said))

    def _styles(self) -> str:
        """Say whose the dashed curves are, where no room is left for names beside them."""
        shape = self._shape
        if shape is None or self.area.rect().height() >= LEAST_LINES * 1.5 * TEXT_PX * self.scale:
            return ""
        pairs = zip(STYLE_WORDS, shape.curve_names[1:], strict=False)
        return "".join(f"{APART}{style}: {name}" for style, name in pairs)

    @property
    def shown(self) -> LossShape | None:
        """What is drawn."""
        return self._shape

    def style_items(self) -> None:
        """Draw the shape anew."""
        self.slope_axis.clear_px = TEXT_PX * self.scale
        for strip in (self.loss, self.slope):
            strip.restyle()
        self._name.setColor(self.theme.secondary)
        self._name.setFont(self.font(0.92))
        self.show(self._shape)

    def fit_width(self, *_resized: object) -> None:
        """Make both left axes as wide as the longest number beside either."""
        width = max(self._wanted_width(self.left, self.area), self._wanted_width(self.slope_axis, self.slope_area))
        for axis in (self.left, self.slope_axis):
            self._set_width(axis, width)

    def _plots(self) -> tuple[tuple[TickAxis, pg.ViewBox], ...]:
        return (self.left, self.area), (self.slope_axis, self.slope_area)

    def _curve_name(self, shape: LossShape, number: int) -> CurveName:
        part = THREE_NAMED_AT[number] if len(shape.curve_names) == len(THREE_NAMED_AT) else NAMED_AT
        at = round(part * (len(shape.x) - 1))
        height = float(shape.curves[number, at])
        return CurveName(shape.curve_names[number], self.theme.secondary, float(shape.x[at]), height)

    def _read(self, place: QPointF | None) -> None:
        """Say loss and gradient under the mouse."""
        x = None if place is None else self.at(place)[0]
        for strip in (self.loss, self.slope):
            strip.point_at(x)
