"""What one sample's loss is for each error or score, with the samples upon the curve in rose."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.clipping import near
from lossstudio.picture.charts.curve_names import CurveNames, Name
from lossstudio.picture.charts.dot import Dot
from lossstudio.picture.charts.loss_shape import LossShape
from lossstudio.picture.colors import Theme


class LossShapeChart(Chart):
    """The pointwise loss over one number."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._shape: LossShape | None = None
        self._curves = [self.add(pg.PlotCurveItem(antialias=True, connect="finite"), 2) for _ in range(2)]
        self._samples = self.add(pg.ScatterPlotItem(pxMode=True, antialias=True), 4)
        self._marked = Dot(self, 6)
        self._curve_names = CurveNames(self)
        self.restyle()

    def show(self, shape: LossShape | None) -> None:
        """Draw a shape, or nothing."""
        self._shape = shape
        if shape is None:
            return
        self.set_names(shape.name, "")
        top = float(np.quantile(shape.curves[np.isfinite(shape.curves)], 0.93))
        self.set_range((float(shape.x[0]), float(shape.x[-1])), (-0.06 * top, top or 1.0))
        self._draw_curves(shape)
        self._draw_samples(shape)

    @property
    def shown(self) -> LossShape | None:
        """What is drawn."""
        return self._shape

    def style_items(self) -> None:
        """Draw the shape anew."""
        self._curve_names.restyle()
        self.show(self._shape)

    def _draw_curves(self, shape: LossShape) -> None:
        theme, styles = self.theme, (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine)
        for number, item in enumerate(self._curves):
            item.setVisible(number < len(shape.curves))
            if item.isVisible():
                item.setPen(self.pen(theme.secondary, 1.8, style=styles[number]))
                item.setData(shape.x, shape.curves[number])
        names = [self._name(shape, number) for number in range(len(shape.curve_names))]
        self._curve_names.show(tuple(names))

    def _name(self, shape: LossShape, number: int) -> Name:
        at = len(shape.x) // 4
        return Name(
            shape.curve_names[number], self.theme.secondary, float(shape.x[at]), float(shape.curves[number, at])
        )

    def _draw_samples(self, shape: LossShape) -> None:
        color = self.color(self.theme.error, 0.75)
        (left, right), (low, high) = self.area.viewRange()
        x, y = near(shape.samples[:, 0], left, right), near(shape.samples[:, 1], low, high)
        places = np.column_stack([x, y])
        self._samples.setData(
            pos=places[np.isfinite(places).all(axis=1)], size=4.5 * self.scale, pen=None, brush=pg.mkBrush(color)
        )
        self._marked.dress(8, self.pen(self.theme.text, 1.6), self.color(self.theme.card))
        if shape.marked is None:
            self._marked.hide()
        else:
            self._marked.put(*shape.marked)
