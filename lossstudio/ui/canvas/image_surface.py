"""The surface as images that the renderer draws unseen."""

from math import sqrt

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from lossstudio.picture.camera.camera import Camera, Size
from lossstudio.picture.gl.changed_region import changed_region
from lossstudio.picture.gl.host import GraphicsLostError, ImageHost
from lossstudio.picture.gl.renderer import Part, whole_pixels
from lossstudio.picture.gl.static_layer import RESTING
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.overlay import Overlay
from lossstudio.ui.canvas.render_request import RenderRequest, dots_of, fill_canvas

MOVING_DOTS, LEAST_SHARE = 280_000, 0.5
"""While the camera moves, a larger picture than this is drawn smaller and enlarged, but not below this share."""


class ImageSurface(QWidget):
    """Shows images that the renderer draws unseen; the fastest way where there is no graphics card.

    What is written upon them is never enlarged, and at rest nothing is.

    Signals
    -------
    failed(str)
        Why nothing is drawn any more.
    """

    failed = Signal(str)

    def __init__(self, host: ImageHost) -> None:
        super().__init__()
        self._host: ImageHost | None = host
        self._overlay = Overlay()
        self._request: RenderRequest | None = None
        self._labels: list[Area] = []  # where they are on what was painted last
        self._stale: list[Area] | None = None
        self._shown = QImage()
        self._drawn: RenderRequest | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        fill_canvas(self)

    def show_request(self, request: RenderRequest | None) -> None:
        before, self._request = self._request, request
        kept = before is not None and request is not None and _only_movers_differ(before, request)
        if not kept or before is None or request is None or self._fineness(request) < 1.0:
            self._stale = None
            self._begin(request)
            self.update()
            return
        changed = self._changed(before, request)
        self._stale = None if changed is None or self._stale is None else [*self._stale, *changed]
        open_ground = QRegion(self._widget_rect(self._stale_part()))
        for area in request.reserved:
            open_ground -= QRegion(area.toAlignedRect())
        self.update(open_ground)

    def image(self, ratio: float) -> QImage | None:
        if self._request is None or self._host is None:
            return None
        try:
            return self._request.picture(self._host, self._overlay, dots_of(self, ratio), ratio)
        except GraphicsLostError as error:
            self._give_up(error)
            return None

    def _begin(self, request: RenderRequest | None) -> None:
        """Begin to draw: until this is painted, other parts of the window are, and a rasteriser has other threads."""
        if request is None or self._host is None or not isinstance(request.camera, Camera) or not self.isVisible():
            return
        ratio = self.devicePixelRatioF()
        drawn = ratio * self._fineness(request)
        size, scale = dots_of(self, drawn), request.scale * drawn
        try:
            self._host.begin(request.frame, request.camera, *size, scale, quality=request.quality)
        except GraphicsLostError as error:
            self._give_up(error)
            return
        scene, covered = request.frame.static_scene, request.covered(ratio)
        self._overlay.prepare(scene, request.camera, dots_of(self), request.scale * ratio, covered)

    def close_host(self) -> None:
        if self._host is not None:
            self._host.close()
            self._host = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        request = self._request
        if request is None or self._host is None or not isinstance(request.camera, Camera):
            painter.fillRect(self.rect(), self.palette().base())
            return
        try:
            self._bring_up_to_date(self._host, request, request.camera)
        except GraphicsLostError as error:
            self._give_up(error)
            painter.fillRect(self.rect(), self.palette().base())
            return
        self._shown.setDevicePixelRatio(self.devicePixelRatioF())
        painter.drawImage(QPointF(0, 0), self._shown)

    def _bring_up_to_date(self, host: ImageHost, request: RenderRequest, camera: Camera) -> None:
        """Draw what has changed since the last painting: where a control over the surface has changed, nothing has."""
        size = dots_of(self)
        kept = (self._shown.width(), self._shown.height()) == size
        if kept and self._drawn is request:
            return
        if not kept:
            self._shown, self._stale = QImage(*size, QImage.Format.Format_RGB32), None
        part = self._stale_part()
        image = self._picture(host, request, camera, part)
        if part[2:] == size:
            self._shown = image
        else:
            self._shown.setDevicePixelRatio(1.0)
            onto = QPainter(self._shown)
            onto.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            onto.drawImage(part[0], part[1], image)
            onto.end()
        self._drawn, self._stale, self._labels = request, [], self._label_areas(request, camera)

    def _picture(self, host: ImageHost, request: RenderRequest, camera: Camera, part: Part) -> QImage:
        """Return a part of the picture, with what is written on it."""
        ratio, (width, height), (left, top, _, _) = self.devicePixelRatioF(), dots_of(self), part
        image = self._surface(host, request, camera, part)
        over = QPainter(image)
        areas = [area.translated(-left, -top) for area in request.covered(ratio)]
        whole, seen = QRectF(-left, -top, width, height), QRectF(*part)
        self._overlay.paint(over, request.frame, camera, whole, request.scale * ratio, areas, part=seen)
        over.end()
        return image

    def _surface(self, host: ImageHost, request: RenderRequest, camera: Camera, part: Part) -> QImage:
        """Return a part of the picture without writing, drawn smaller and enlarged while it moves."""
        ratio, size, fineness = self.devicePixelRatioF(), dots_of(self), self._fineness(request)
        frame, quality, scale = request.frame, request.quality, request.scale * ratio * fineness
        if fineness == 1.0:
            return host.image(frame, camera, *size, scale, quality=quality, part=part)
        smaller = host.image(frame, camera, *dots_of(self, ratio * fineness), scale, quality=quality)
        return _enlarged(smaller, size)

    def _fineness(self, request: RenderRequest) -> float:
        """Return how many dots across are drawn for each that is shown."""
        if request.quality == RESTING:
            return 1.0
        width, height = dots_of(self)
        return max(LEAST_SHARE, min(1.0, sqrt(MOVING_DOTS / (width * height))))

    def _give_up(self, error: GraphicsLostError) -> None:
        """Draw nothing any more; a host that is lost has nothing to give back."""
        self._host = None
        self.failed.emit(str(error))

    def _changed(self, before: RenderRequest, now: RenderRequest) -> list[Area] | None:
        """Return where the picture is another one by another frame; None is anywhere."""
        if not isinstance(now.camera, Camera):
            return None
        scale = now.scale * self.devicePixelRatioF()
        moved = changed_region(before.frame, now.frame, now.camera, dots_of(self), scale)
        return None if moved is None else [moved, *self._labels, *self._label_areas(now, now.camera)]

    def _label_areas(self, request: RenderRequest, camera: Camera) -> list[Area]:
        ratio = self.devicePixelRatioF()
        covered = request.covered(ratio)
        return self._overlay.label_areas(request.frame, camera, dots_of(self), request.scale * ratio, covered)

    def _stale_part(self) -> Part:
        """Return what has to be drawn anew."""
        return whole_pixels(self._stale, dots_of(self)) if self._stale else (0, 0, *dots_of(self))

    def _widget_rect(self, part: Part) -> QRect:
        ratio = self.devicePixelRatioF()
        return QRectF(*(length / ratio for length in part)).toAlignedRect()


def _enlarged(image: QImage, size: Size) -> QImage:
    """Return an image in another size; a painter does that in half the time of `QImage.scaled` (Qt 6.11)."""
    made = QImage(*size, image.format())
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.drawImage(QRectF(made.rect()), image)
    painter.end()
    return made


def _only_movers_differ(one: RenderRequest, other: RenderRequest) -> bool:
    """Say whether what lies under the floating controls is the same, so that these needn't be painted again."""
    same_place = one.camera == other.camera and one.frame.static_scene is other.frame.static_scene
    same_place = same_place and one.frame.opening == other.frame.opening
    return same_place and (one.scale, one.quality, one.reserved) == (other.scale, other.quality, other.reserved)
