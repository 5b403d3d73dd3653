"""The surface from above, as level lines; it needs no OpenGL."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lossstudio.picture.map.map_camera import MapCamera
from lossstudio.picture.map.map_view import MapView
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.overlay import Overlay
from lossstudio.ui.canvas.render_request import RenderRequest, dots_of, fill_canvas


class ContourSurface(QWidget):
    """Shows the contour view."""

    def __init__(self) -> None:
        super().__init__()
        self._view, self._overlay = MapView(), Overlay()
        self._request: RenderRequest | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        fill_canvas(self)

    def show_request(self, request: RenderRequest | None) -> None:
        self._request = request
        self.update()

    def close_host(self) -> None:
        """Do nothing: it holds no resources."""

    def image(self, ratio: float) -> QImage | None:
        return self._picture(self._request, ratio) if self._request is not None else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        image = self._picture(self._request, ratio) if self._request is not None else None
        if image is None:
            painter.fillRect(self.rect(), self.palette().base())
            return
        image.setDevicePixelRatio(ratio)
        painter.drawImage(QPointF(0, 0), image)

    def _picture(self, request: RenderRequest, ratio: float) -> QImage | None:
        if not isinstance(request.camera, MapCamera):
            return None
        width, height = dots_of(self, ratio)
        image = QImage(width, height, QImage.Format.Format_RGB32)
        camera, scale, whole = _magnified(request.camera, ratio), request.scale * ratio, QRectF(0, 0, width, height)
        painter = QPainter(image)
        self._view.paint(
            painter,
            request.frame,
            camera,
            whole,
            scale,
            overlay=self._overlay,
            reserved=request.covered(ratio),
        )
        painter.end()
        return image


def _magnified(camera: MapCamera, ratio: float) -> MapCamera:
    plot = camera.plot
    area = Area(plot.left * ratio, plot.top * ratio, plot.right * ratio, plot.bottom * ratio)
    return replace(camera, per_unit=camera.per_unit * ratio, plot=area)
