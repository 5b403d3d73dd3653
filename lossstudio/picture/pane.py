"""A Pane is one surface in a picture, or its map, and what is written upon it; a picture may have several."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from lossstudio.picture.camera import Camera, Size
from lossstudio.picture.frame import Frame, Stage
from lossstudio.picture.heading import Heading
from lossstudio.picture.host import ImageHost
from lossstudio.picture.lettering import PRESENTING
from lossstudio.picture.map_camera import MapCamera, fit_map
from lossstudio.picture.map_view import MapView
from lossstudio.picture.overlay import Overlay
from lossstudio.picture.still import RESTING, Quality

UNNAMED = Heading()
PRESENTING_MARGINS_PT = (92.0, 34.0, 40.0, 80.0)
"""Left, top, right and bottom of a map: room for numbers and names as large as presenters want them."""


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

    def paint(self, painter: QPainter, pane: Pane, place: QRectF, scale: float, quality: Quality = RESTING) -> None:
        """Paint a moment into a place on whole pixels."""
        if isinstance(pane.camera, MapCamera):
            self._map.paint(painter, pane.frame, pane.camera, place, scale, overlay=self._overlay)
            return
        assert self._host is not None, "a surface needs a host"
        width, height = size_of(place)
        image = self._host.image(pane.frame, pane.camera, width, height, scale, quality=quality, overlay=self._overlay)
        painter.drawImage(place.topLeft(), image)


def size_of(place: QRectF) -> Size:
    """Return the size of a place, in pixels."""
    return round(place.width()), round(place.height())


def map_camera(stage: Stage, size: Size, scale: float) -> MapCamera:
    """Return the camera that shows the whole map, with room for what is written about it."""
    left, top, right, bottom = (margin * scale for margin in PRESENTING_MARGINS_PT)
    return fit_map(stage, size, (left, top, right, bottom))
