"""What shows a Frame in the window: an image from the renderer, OpenGL in the window itself, or the contour view."""

import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol, TypeAlias

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossstudio.picture.area import Area
from lossstudio.picture.camera import Camera, Size
from lossstudio.picture.frame import Frame
from lossstudio.picture.host import ImageHost, NoOpenGLError
from lossstudio.picture.map_camera import MapCamera
from lossstudio.picture.map_view import MapView
from lossstudio.picture.overlay import Overlay
from lossstudio.picture.still import RESTING, Quality
from lossstudio.picture.touched import Part, touched, whole_pixels

Host: TypeAlias = Literal["image", "opengl", "contour"]

SOFTWARE = ("llvmpipe", "softpipe", "swrast", "swiftshader", "software", "basic render", "virgl", "svga3d")
"""Names of drivers that have no graphics card behind them, or none that is worth it."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Scenery:
    """What is shown: a frame, from where, how finely, and what of the picture is covered by controls."""

    frame: Frame
    camera: Camera | MapCamera
    scale: float
    quality: Quality = RESTING
    reserved: tuple[QRectF, ...] = ()


class Surface(Protocol):
    """A widget that shows scenery."""

    def show_scenery(self, scenery: Scenery | None) -> None:
        """Show this from the next painting on; None is an empty canvas."""

    def close_host(self) -> None:
        """Give graphics resources back."""


class ImageSurface(QWidget):
    """Shows images that the renderer draws unseen; the fastest way where there is no graphics card."""

    def __init__(self, host: ImageHost) -> None:
        super().__init__()
        self._host: ImageHost | None = host
        self._overlay = Overlay()
        self._scenery: Scenery | None = None
        self._touched: Area | None = None
        self._stale: list[Area] | None = None
        _prepare(self)

    def show_scenery(self, scenery: Scenery | None) -> None:
        before, self._scenery = self._scenery, scenery
        touched_before, self._touched = self._touched, self._touched_by(scenery)
        if scenery is None or before is None or not _only_movers_differ(before, scenery):
            self._stale = None
            self.update()
            return
        if touched_before is None or self._touched is None:
            self._stale = None
        elif self._stale is not None:
            self._stale += [touched_before, self._touched]
        open_ground = QRegion(self._widget_rect(self._stale_part()))
        for area in scenery.reserved:
            open_ground -= QRegion(area.toAlignedRect().translated(-self.pos()))
        self.update(open_ground)

    def close_host(self) -> None:
        if self._host is not None:
            self._host.close()
            self._host = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        scenery = self._scenery
        if scenery is None or self._host is None or not isinstance(scenery.camera, Camera):
            painter.fillRect(self.rect(), self.palette().base())
            return
        part = self._stale_part()
        if not self._widget_rect(part).contains(event.region().boundingRect()):
            part = (0, 0, *self._dots())
        ratio = self.devicePixelRatioF()
        image = self._picture(self._host, scenery, scenery.camera, part)
        image.setDevicePixelRatio(ratio)
        painter.drawImage(QPointF(part[0] / ratio, part[1] / ratio), image)
        self._stale = []

    def _picture(self, host: ImageHost, scenery: Scenery, camera: Camera, part: Part) -> QImage:
        """Return a part of the picture, with what is written on it."""
        ratio, (width, height), (left, top, _, _) = self.devicePixelRatioF(), self._dots(), part
        scale = scenery.scale * ratio
        image = host.image(scenery.frame, camera, width, height, scale, quality=scenery.quality, part=part)
        over = QPainter(image)
        areas = [area.translated(-left, -top) for area in scaled(scenery.reserved, ratio)]
        self._overlay.paint(over, scenery.frame, camera, QRectF(-left, -top, width, height), scale, areas)
        over.end()
        return image

    def _dots(self) -> Size:
        """Return the size in dots of the screen."""
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    def _touched_by(self, scenery: Scenery | None) -> Area | None:
        if scenery is None or not isinstance(scenery.camera, Camera):
            return None
        return touched(scenery.frame, scenery.camera, self._dots(), scenery.scale * self.devicePixelRatioF())

    def _stale_part(self) -> Part:
        """Return what has to be drawn anew."""
        return whole_pixels(self._stale, self._dots()) if self._stale else (0, 0, *self._dots())

    def _widget_rect(self, part: Part) -> QRect:
        ratio = self.devicePixelRatioF()
        return QRectF(*(length / ratio for length in part)).toAlignedRect()


class ContourSurface(QWidget):
    """Shows the contour view."""

    def __init__(self) -> None:
        super().__init__()
        self._view, self._overlay = MapView(), Overlay()
        self._scenery: Scenery | None = None
        _prepare(self)

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
        width, height = max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))
        image = QImage(width, height, QImage.Format.Format_RGB32)
        over = QPainter(image)
        areas, scale = scaled(scenery.reserved, ratio), scenery.scale * ratio
        whole = QRectF(0, 0, width, height)
        self._view.paint(over, scenery.frame, camera, whole, scale, overlay=self._overlay, reserved=areas)
        over.end()
        image.setDevicePixelRatio(ratio)
        painter.drawImage(QPointF(0, 0), image)


def _only_movers_differ(one: Scenery, other: Scenery) -> bool:
    """Say whether what lies under the floating controls is the same, so that these needn't be painted again."""
    same_place = one.camera == other.camera and one.frame.stage is other.frame.stage
    return same_place and (one.scale, one.quality, one.reserved) == (other.scale, other.quality, other.reserved)


def _magnified(camera: MapCamera, ratio: float) -> MapCamera:
    plot = camera.plot
    area = Area(plot.left * ratio, plot.top * ratio, plot.right * ratio, plot.bottom * ratio)
    return replace(camera, per_unit=camera.per_unit * ratio, plot=area)


def make_surface(complain: Callable[[str], object]) -> tuple[QWidget, Host]:
    """Return the best surface that this machine can have; `complain` hears why it is not the real one.

    The environment variable LOSSSTUDIO_SURFACE (image, opengl or contour) decides where it is set.
    """
    wish = os.environ.get("LOSSSTUDIO_SURFACE", "")
    if wish == "contour":
        return ContourSurface(), "contour"
    try:
        host = ImageHost()
    except NoOpenGLError as error:
        log.warning("%s", error)
        complain(f"{error}. The contour view stands in for it.")
        return ContourSurface(), "contour"
    if wish == "opengl" or (not wish and has_graphics_card(host.name)):
        from lossstudio.ui.canvas.opengl import OpenGLSurface

        return OpenGLSurface(host), "opengl"
    return ImageSurface(host), "image"


def has_graphics_card(renderer: str) -> bool:
    """Say whether a renderer's name is that of a graphics card that the window can draw with."""
    if QGuiApplication.platformName() in {"offscreen", "minimal", "vnc", "linuxfb"}:
        return False
    return bool(renderer) and not any(word in renderer.lower() for word in SOFTWARE)


def _prepare(widget: QWidget) -> None:
    widget.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    widget.setMouseTracking(True)
    widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)


def scaled(areas: Sequence[QRectF], ratio: float) -> list[QRectF]:
    """Return areas in dots of the screen."""
    return [QRectF(a.x() * ratio, a.y() * ratio, a.width() * ratio, a.height() * ratio) for a in areas]
