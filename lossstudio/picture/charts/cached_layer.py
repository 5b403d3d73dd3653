"""What is drawn once and then copied, for as long as it would fall upon the same pixels."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPaintEngine, QPainter, QTransform


class DrawnOnce:
    """An image of something that seldom changes; whoever has it says when that is.

    It is kept by this program and not by Qt, whose cache of graphics items goes stale when an item moves.
    """

    def __init__(self) -> None:
        self._image: QImage | None = None
        self._place = QRect()
        self._way = QTransform()

    def forget(self) -> None:
        """Draw it anew the next time."""
        self._image = None

    def paint(self, painter: QPainter, area: QRectF, draw: Callable[[QPainter], None]) -> None:
        """Paint what `draw` draws within an area, in the painter's coordinates; only on pixels it is copied."""
        if painter.paintEngine().type() != QPaintEngine.Type.Raster:
            draw(painter)
            return
        way = painter.deviceTransform()
        place = way.mapRect(area).toAlignedRect()
        image = self._image
        if image is None or place != self._place or way != self._way:
            image = _drawn(painter, way, place, draw)
            self._image, self._place, self._way = image, place, way
        painter.save()
        painter.setViewTransformEnabled(False)
        painter.setWorldTransform(QTransform())
        to_pixels, _ = painter.deviceTransform().inverted()  # what the device itself does: its scale, and where it is
        painter.setWorldTransform(to_pixels)
        painter.drawImage(place.topLeft(), image)
        painter.restore()


def _drawn(painter: QPainter, way: QTransform, place: QRect, draw: Callable[[QPainter], None]) -> QImage:
    image = QImage(place.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    over = QPainter(image)
    try:
        over.setRenderHints(painter.renderHints())
        over.setFont(painter.font())
        over.setTransform(way * QTransform.fromTranslate(-place.left(), -place.top()))
        draw(over)
    finally:
        over.end()
    return image
