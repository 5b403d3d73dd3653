"""What a surface of the canvas is given to show, and what it must be able to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossstudio.picture.camera.camera import Camera, Size
from lossstudio.picture.gl.host import ImageHost
from lossstudio.picture.gl.static_layer import RESTING, RenderQuality
from lossstudio.picture.map.map_camera import MapCamera
from lossstudio.picture.scene.frame import Frame
from lossstudio.picture.text.overlay import Overlay


@dataclass(frozen=True, slots=True, eq=False)
class RenderRequest:
    """What is shown.

    Attributes
    ----------
    frame
        Places in box units.
    camera
        From where; fitted to the widget's size in Qt's units.
    scale
        Qt's units per point.
    quality
        How finely.
    reserved
        What of the widget is covered by controls, in Qt's units.
    """

    frame: Frame
    camera: Camera | MapCamera
    scale: float
    quality: RenderQuality = RESTING
    reserved: tuple[QRectF, ...] = ()

    def picture(self, host: ImageHost, overlay: Overlay, size: Size, ratio: float) -> QImage | None:
        """Return it whole and at rest as the host draws it, with nothing left free for controls."""
        if not isinstance(self.camera, Camera):
            return None
        scale = self.scale * ratio
        return host.image(self.frame, self.camera, *size, scale, quality=RESTING, overlay=overlay)

    def covered(self, ratio: float) -> list[QRectF]:
        """Return what is covered by controls in dots of the screen, of which `ratio` are one unit of the window."""
        return [QRectF(a.x() * ratio, a.y() * ratio, a.width() * ratio, a.height() * ratio) for a in self.reserved]


class Surface(Protocol):
    """A widget that shows what a request asks for."""

    def show_request(self, request: RenderRequest | None) -> None:
        """Show this from the next painting on; None is an empty canvas."""

    def image(self, ratio: float) -> QImage | None:
        """Return what is shown at `ratio` dots to a unit of the window, as finely as it can; None for nothing yet."""

    def close_host(self) -> None:
        """Give graphics resources back."""


def fill_canvas(widget: QWidget) -> None:
    """Let a widget take all the room and follow the mouse without a button held; the keyboard isn't for it."""
    widget.setMouseTracking(True)
    widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)


def dots_of(widget: QWidget, ratio: float | None = None) -> Size:
    """Return a widget's width and height in dots, of which `ratio` (the screen's own) are one unit; at least 1."""
    ratio = widget.devicePixelRatioF() if ratio is None else ratio
    return max(1, round(widget.width() * ratio)), max(1, round(widget.height() * ratio))


def beside(images: Sequence[QImage]) -> QImage:
    """Return images of one height as one, from left to right."""
    whole = QImage(sum(image.width() for image in images), images[0].height(), QImage.Format.Format_RGB32)
    painter, left = QPainter(whole), 0
    for image in images:
        painter.drawImage(left, 0, image)
        left += image.width()
    painter.end()
    return whole
