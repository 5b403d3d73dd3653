"""An image over a part of a chart's plane, drawn smoothly."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from lossstudio.core.array import Floats


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
