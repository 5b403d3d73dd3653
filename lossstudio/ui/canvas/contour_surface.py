"""The surface from above, as level lines; it needs no OpenGL."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lossstudio.picture.area import Area
from lossstudio.picture.map_camera import MapCamera
from lossstudio.picture.map_view import MapView
from lossstudio.picture.overlay import Overlay
from lossstudio.ui.canvas.scenery import Scenery, dots_of, fill_canvas


class ContourSurface(QWidget):
    """Shows the contour view."""

    def __init__(self) -> None:
        super().__init__()
        self._view, self._overlay = MapView(), Overlay()
        self._scenery: Scenery | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        fill_canvas(self)

    def show_scenery(self, scenery: Scenery | None) -> None:
        self._scenery = scenery
        self.update()

    def close_host(self) -> None:
        """Do nothing: it holds no resources."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scenery = self._scenery
        if scenery is None or not isinstance(scenery.camera, MapCamera):
            painter.fillRect(self.rect(), self.palette().base())
            return
        ratio = self.devicePixelRatioF()
        camera = _magnified(scenery.camera, ratio)
        width, height = dots_of(self)
        image = QImage(width, height, QImage.Format.Format_RGB32)
        over = QPainter(image)
        areas, scale = scenery.covered(ratio), scenery.scale * ratio
        whole = QRectF(0, 0, width, height)
        self._view.paint(over, scenery.frame, camera, whole, scale, overlay=self._overlay, reserved=areas)
        over.end()
        image.setDevicePixelRatio(ratio)
        painter.drawImage(QPointF(0, 0), image)


def _magnified(camera: MapCamera, ratio: float) -> MapCamera:
    plot = camera.plot
    area = Area(plot.left * ratio, plot.top * ratio, plot.right * ratio, plot.bottom * ratio)
    return replace(camera, per_unit=camera.per_unit * ratio, plot=area)
