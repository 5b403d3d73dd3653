"""The ground of a map as areas and lines, which stay sharp at any size: what SVG and PDF hold of a contour view."""

from itertools import pairwise

import contourpy
import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from lossstudio.core.array import Floats
from lossstudio.picture.colors import colormap, hex_color, mix
from lossstudio.picture.map.map_camera import MapCamera
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import LINE_PT, MAJOR_LINE_PT, RIM_PT, StaticScene
from lossstudio.picture.scene.height_interpolation import WALL, heights_at, holes_at

SAMPLES = 201
"""The surface is looked up at so many places a side."""
MINOR, MAJOR, RIM = 0.20, 0.34, 0.55
"""How much of its ground a line covers."""
FIFTH = 5
STRAY_PX, HALVINGS = 0.03, 5
"""A point may be left out that is this near to the way between its neighbours; so often is each second one asked."""


def map_heights(static_scene: StaticScene, x: Floats, y: Floats) -> Floats:
    """Return the surface's heights ``(rows, columns)`` at places of the floor; holes of a clipped box are walls."""
    height = heights_at(static_scene, x, y)
    if static_scene.box.scale == "clipped":
        height = np.where(holes_at(static_scene, x, y), WALL, np.minimum(height, TALL))
    return height


def beyond(static_scene: StaticScene) -> str:
    """Return the colour of places that are above the top, or have no loss."""
    return mix(static_scene.theme.canvas, static_scene.theme.text, 0.06)


def paint_levels(painter: QPainter, static_scene: StaticScene, camera: MapCamera, plot: QRectF, scale: float) -> None:
    """Paint the ground into its plot: an area for each level, one upon the other, then the lines between them."""
    (left, right), (bottom, top) = camera.seen
    x, y = np.linspace(left, right, SAMPLES), np.linspace(bottom, top, SAMPLES)
    heights = np.minimum(np.nan_to_num(map_heights(static_scene, x, y), nan=WALL), WALL)
    at = camera.project(np.stack([*np.meshgrid(x, y), np.zeros_like(heights)], axis=-1))
    ground = contourpy.contour_generator(
        at[..., 0], at[..., 1], heights, fill_type=contourpy.FillType.OuterOffset, line_type=contourpy.LineType.Separate
    )
    levels = static_scene.levels
    first = int(np.floor((min(float(heights.min()), TALL) - levels.origin) / levels.step))
    last = int(np.ceil((min(float(heights.max()), TALL) - levels.origin) / levels.step))
    painter.fillRect(plot, QColor(_color(first, static_scene)))
    for number in range(first + 1, last):
        _fill(painter, ground, levels.origin + number * levels.step, _color(number, static_scene))
    _fill(painter, ground, TALL, beyond(static_scene))
    for number in range(first + 1, last):
        height = levels.origin + number * levels.step
        if levels.lowest < height < TALL:
            major = number % FIFTH == 0
            pt, share = (MAJOR_LINE_PT, MAJOR) if major else (LINE_PT, MINOR)
            _draw(painter, ground, height, _pen(static_scene, share, pt * scale))
    _draw(painter, ground, TALL, _pen(static_scene, RIM, RIM_PT * scale))


def _color(number: int, static_scene: StaticScene) -> str:
    """Return the colour of the area above a level."""
    table, levels = colormap(static_scene.colormap, static_scene.theme), static_scene.levels
    middle = (levels.origin + (number + 0.5) * levels.step) / TALL
    return hex_color(table[int(np.clip(255 * middle, 0, 255))])


def _pen(static_scene: StaticScene, share: float, width: float) -> QPen:
    color = QColor(static_scene.theme.isoline)
    color.setAlphaF(share)
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)


def _fill(painter: QPainter, ground: contourpy.ContourGenerator, height: float, color: str) -> None:
    """Fill all that is higher; holes in an area are wound the other way, and stay open."""
    area = QPainterPath()
    area.setFillRule(Qt.FillRule.OddEvenFill)
    for points, offsets in zip(*ground.filled(height, 2 * WALL), strict=True):
        for start, end in pairwise(offsets):
            area.addPolygon(_polygon(np.asarray(points[start:end])))
    if not area.isEmpty():
        painter.fillPath(area, QColor(color))


def _draw(painter: QPainter, ground: contourpy.ContourGenerator, height: float, pen: QPen) -> None:
    line = QPainterPath()
    for points in ground.lines(height):
        line.addPolygon(_polygon(np.asarray(points)))
    if not line.isEmpty():
        painter.strokePath(line, pen)


def _polygon(points: Floats) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in simplified(points).tolist()])


def simplified(points: Floats) -> Floats:
    """Return a line ``(n, 2)`` without points that lie nearly on the way between their neighbours.

    Of two neighbours one goes at a time, so that what is left out adds up to no more than some times STRAY_PX.
    """
    for _ in range(HALVINGS):
        before, after = points[:-2], points[2:]
        way, aside = after - before, points[1:-1] - before
        length = np.hypot(way[:, 0], way[:, 1])
        stray = np.abs(way[:, 0] * aside[:, 1] - way[:, 1] * aside[:, 0]) / np.maximum(length, 1e-9)
        kept = np.ones(len(points), bool)
        kept[1:-1:2] = (stray > STRAY_PX)[::2] | (length < 1e-9)[::2]
        points = points[kept]
    return points
