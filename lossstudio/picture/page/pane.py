"""A Pane is one surface in a picture, or its map, and what is written upon it; a picture may have several."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QImage, QPainter

from lossstudio.picture.camera.camera import Camera, Size
from lossstudio.picture.gl.dirty_region import Part, touched, whole_pixels
from lossstudio.picture.gl.host import ImageHost
from lossstudio.picture.gl.static_layer import RESTING, Quality
from lossstudio.picture.map.map_camera import MapCamera, fit_map
from lossstudio.picture.map.map_view import MapView
from lossstudio.picture.scene.frame import Frame, Stage
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.label_margins import map_margins_for
from lossstudio.picture.text.overlay import Overlay
from lossstudio.picture.text.pane_title import Heading
from lossstudio.picture.text.text_sizes import PRESENTING

UNNAMED = Heading()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Pane:
    """A surface, from where it is seen, and what it is called where there are several."""

    frame: Frame
    camera: Camera | MapCamera
    heading: Heading = UNNAMED


class PanePainter:
    """Paints the moments of one pane and keeps what stands still.

    Parameters
    ----------
    host
        Draws the surface; None: its map is painted, without OpenGL.
    """

    def __init__(self, host: ImageHost | None) -> None:
        self._host = host
        self._overlay = Overlay(PRESENTING)
        self._map = MapView()
        self._surface = QImage()
        self._seen: tuple[object, ...] = ()
        self._touched: Area | None = None
        self._part: Part | None = None

    def begin(self, pane: Pane, place: QRectF, scale: float, quality: Quality = RESTING) -> None:
        """Begin to draw a moment, as far as it differs from the one before; `paint` waits for it."""
        if self._host is None or isinstance(pane.camera, MapCamera):
            return
        size = size_of(place)
        seen = (pane.frame.stage, pane.camera, size, scale, quality)
        before = self._touched if seen == self._seen else None
        self._seen, self._touched = seen, touched(pane.frame, pane.camera, size, scale)
        self._part = _around(before, self._touched, size)
        self._host.begin(pane.frame, pane.camera, *size, scale, quality=quality, part=self._part)
        self._overlay.prepare(pane.frame.stage, pane.camera, size, scale)

    def paint(self, painter: QPainter, pane: Pane, place: QRectF, scale: float) -> None:
        """Paint the moment that was begun into its place, which is on whole pixels."""
        if isinstance(pane.camera, MapCamera):
            self._map.paint(painter, pane.frame, pane.camera, place, scale, overlay=self._overlay)
            return
        assert self._host is not None, "a surface needs a host"
        self._take(self._host.drawn())
        painter.drawImage(place.topLeft(), self._surface)
        painter.save()
        painter.setClipRect(place)
        self._overlay.paint(painter, pane.frame, pane.camera, place, scale)
        painter.restore()

    def _take(self, image: QImage) -> None:
        """Keep what was drawn: it is the surface, or a part of it."""
        if self._part is None:
            self._surface = image
            return
        over = QPainter(self._surface)
        over.drawImage(QPoint(*self._part[:2]), image)
        over.end()


def _around(before: Area | None, after: Area | None, size: Size) -> Part | None:
    return None if before is None or after is None else whole_pixels([before, after], size)


def size_of(place: QRectF) -> Size:
    """Return the size of a place, in pixels."""
    return round(place.width()), round(place.height())


def map_camera(stage: Stage, size: Size, scale: float) -> MapCamera:
    """Return the camera that shows the whole map, with room for what is written about it."""
    return fit_map(stage, size, map_margins_for(stage, size, scale, PRESENTING))
