"""Two inputs and classes: how sure the model is over the plane, its boundaries, and the samples."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from lossstudio.core.array import Floats, frozen
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.fit.fit import MapFit
from lossstudio.picture.charts.fit.layer import FitLayer, Ranges
from lossstudio.picture.charts.marks import Points, Scatter
from lossstudio.picture.colors import Theme, from_oklab, rgb, to_oklab


class MapItem(pg.GraphicsObject):
    """Colours on a grid; the first row is the lowest."""

    def __init__(self) -> None:
        pg.GraphicsObject.__init__(self)
        self._image = QImage()
        self._place = QRectF()

    def show_colors(self, colors: Floats, extent: tuple[float, float, float, float]) -> None:
        """Draw colours 0..1 ``(rows, columns, 3)`` over (x low, x high, y low, y high)."""
        parts = np.round(np.nan_to_num(colors) * 255).astype(np.uint32)
        packed = 0xFF000000 | parts[..., 0] << 16 | parts[..., 1] << 8 | parts[..., 2]
        pixels = np.ascontiguousarray(packed.astype(np.uint32))
        rows, columns = pixels.shape
        self._image = QImage(pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGB32).copy()
        left, right, low, high = extent
        half_x, half_y = (right - left) / (columns - 1) / 2, (high - low) / (rows - 1) / 2
        place = QRectF(left - half_x, low - half_y, right - left + 2 * half_x, high - low + 2 * half_y)
        if place != self._place:
            self.prepareGeometryChange()
            self._place = place
        self.update()

    def boundingRect(self) -> QRectF:
        """Return where it lies."""
        return self._place

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """Draw the image; the chart's y axis points up, and so do its rows."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._place, self._image)


SHADES = 64


@dataclass(frozen=True, slots=True)
class ClassColors:
    """The colours of classes upon a theme's card; a further class takes the first again.

    Attributes
    ----------
    samples
        Of each class' samples.
    grounds
        Of the places where the model is sure of each class.
    undecided
        Of the places where it isn't.
    """

    samples: tuple[str, ...]
    grounds: tuple[str, ...]
    undecided: str

    def sample(self, number: int) -> str:
        """Return the colour of a class' samples."""
        return self.samples[number % len(self.samples)]


_DARK = ClassColors(
    samples=("#4FB3C8", "#F0E3C2", "#B79A8C", "#7E8FA6"),
    grounds=("#12485A", "#75694C", "#52403A", "#37424F"),
    undecided="#20262F",
)
_LIGHT = ClassColors(
    samples=("#0F6078", "#A8842F", "#6B4A3F", "#5C6B80"),
    grounds=("#9CCFDB", "#EBD9A8", "#D9C3B8", "#C5CEDA"),
    undecided="#FAFBFC",
)


def class_colors(theme: Theme) -> ClassColors:
    """Return the colours of classes upon a theme's card."""
    return _DARK if theme.dark else _LIGHT


@cache
def sureness_map(theme: Theme) -> Floats:
    """Return for each class `SHADES` colours ``(classes, SHADES, 3)`` in 0..1, from undecided to sure of it."""
    colors = class_colors(theme)
    start = to_oklab(rgb(colors.undecided))
    ends = to_oklab(np.stack([rgb(ground) for ground in colors.grounds]))
    share = np.linspace(0, 1, SHADES)[:, np.newaxis]
    return frozen(np.clip(from_oklab(start + share * (ends[:, np.newaxis] - start)), 0, 1))


class MapLayer(FitLayer[MapFit]):
    """Draws a MapFit; samples on the wrong side have a rose edge."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._points = Points(chart, 10)
        self._map = chart.add(MapItem(), 1)
        self._wrong = chart.add(Scatter(), 9)
        self._boundaries: list[pg.PlotCurveItem] = []
        self._map.hide()

    def draw(self, fit: MapFit, phase: int) -> None:
        """Draw the map, the boundaries and the samples."""
        chart, colors = self.chart, class_colors(self.chart.theme)
        chart.set_names(*fit.axes, fit.others)
        shades = sureness_map(chart.theme)
        sure = np.clip(np.nan_to_num(fit.sure) * (SHADES - 1), 0, SHADES - 1).astype(np.intp)
        self._map.show_colors(shades[fit.winner % len(shades), sure], fit.extent)
        self._map.show()
        each = [chart.color(colors.sample(int(label))) for label in fit.labels]
        places = np.column_stack([fit.x, fit.y])
        self._points.show(fit.rows, places, fit.test, each)
        self._points.mark(fit.marked, bold=phase in {1, 2})
        edge = chart.pen(chart.theme.error, 1.2)
        self._wrong.setData(pos=places[fit.wrong], size=7.5 * chart.scale, pen=edge, brush=chart.theme.casing)
        self._draw_boundaries(fit)

    def ranges(self, fit: MapFit) -> Ranges:
        """Return where the map lies."""
        return fit.extent[:2], fit.extent[2:]

    def sample_at(self, place: QPointF) -> int | None:
        """Return the training row under the mouse."""
        return self._points.nearest(place)

    def place_of(self, row: int) -> tuple[float, float] | None:
        """Return where a training row is drawn."""
        return self._points.place_of(row)

    def clear(self) -> None:
        """Show nothing."""
        self._points.clear()
        self._map.hide()
        self._wrong.setData(pos=np.zeros((0, 2)))
        self._make_boundaries(0)

    def _draw_boundaries(self, fit: MapFit) -> None:
        if len(self._boundaries) != len(fit.boundaries):
            self._make_boundaries(len(fit.boundaries))
        chart = self.chart
        for runner, (item, segments) in enumerate(zip(self._boundaries, fit.boundaries, strict=True)):
            item.setPen(chart.pen(chart.theme.runner(runner), 2.6 if runner == fit.runner else 1.8))
            item.setZValue(7 if runner == fit.runner else 6)
            item.setData(segments[:, :, 0].ravel(), segments[:, :, 1].ravel())

    def _make_boundaries(self, count: int) -> None:
        for item in self._boundaries:
            self.chart.remove(item)
        self._boundaries = [self.chart.add(pg.PlotCurveItem(connect="pairs", antialias=True), 6) for _ in range(count)]
