"""What one sample's loss and its gradient are for each error or score, with the samples upon the curves in rose."""

import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF

from lossstudio.picture.charts.axis import TickAxis
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.curve_names import CurveNames, Name
from lossstudio.picture.charts.loss.shape import LossShape
from lossstudio.picture.charts.loss.strip import Strip
from lossstudio.picture.charts.plot_area import PlotArea
from lossstudio.picture.colors import Theme

SHARES = (3, 2)
"""How the height is shared between the loss and its gradient."""
GAP_PX = 6.0
LOSS = "loss"
ROOM = 0.9
"""How wide the words beside the loss may be, as a share of the chart."""
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
        self._curve_names = CurveNames(self)
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
        self._name.setText(shape.name)
        self._name.setPos(*self.slope.corner)
        self._name_curves()

    def _name_curves(self, *_resized: object) -> None:
        """Name the curves where the plot is high enough for that."""
        shape, lines = self._shape, self.area.rect().height() / (1.5 * self.text_px * self.scale)
        count = len(shape.curve_names) if shape is not None and lines >= LEAST_LINES else 0
        self._curve_names.show(tuple(self._curve_name(shape, number) for number in range(count)) if shape else ())

    def call_loss(self, words: str) -> None:
        """Write something else than "loss" beside the loss, as its formula, where there is room for it."""
        room = ROOM * self.area.rect().width()
        self.loss.call(words if 0 < QFontMetricsF(self.font(0.92)).horizontalAdvance(words) < room else LOSS)

    @property
    def shown(self) -> LossShape | None:
        """What is drawn."""
        return self._shape

    def style_items(self) -> None:
        """Draw the shape anew."""
        self.slope_axis.clear_px = self.text_px * self.scale
        for strip in (self.loss, self.slope):
            strip.restyle()
        self._name.setColor(self.theme.secondary)
        self._name.setFont(self.font(0.92))
        self._curve_names.restyle()
        self.show(self._shape)

    def fit_width(self, *_resized: object) -> None:
        """Make both left axes as wide as the longest number beside either."""
        width = max(self._wanted_width(self.left, self.area), self._wanted_width(self.slope_axis, self.slope_area))
        for axis in (self.left, self.slope_axis):
            self._set_width(axis, width)

    def _plots(self) -> tuple[tuple[TickAxis, pg.ViewBox], ...]:
        return (self.left, self.area), (self.slope_axis, self.slope_area)

    def _curve_name(self, shape: LossShape, number: int) -> Name:
        part = THREE_NAMED_AT[number] if len(shape.curve_names) == len(THREE_NAMED_AT) else NAMED_AT
        at = round(part * (len(shape.x) - 1))
        height = float(shape.curves[number, at])
        return Name(shape.curve_names[number], self.theme.secondary, float(shape.x[at]), height)

    def _read(self, place: QPointF | None) -> None:
        """Say loss and gradient under the mouse."""
        x = None if place is None else self.at(place)[0]
        for strip in (self.loss, self.slope):
            strip.point_at(x)
