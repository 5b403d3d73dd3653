"""The contour view: the same Frame from straight above, painted without OpenGL."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QRadialGradient

from lossstudio.core.array import Floats
from lossstudio.picture.colors import colormap, cross_colors, mix, rgb
from lossstudio.picture.gl.fog import thickness
from lossstudio.picture.map.level_lines import beyond, map_heights, paint_levels
from lossstudio.picture.map.map_camera import MapCamera
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import (
    BALL_PT,
    BEAD_SHARE,
    CASING_PT,
    CROSS_PT,
    FIELD_OPACITY,
    FIELD_PT,
    LINE_PT,
    MAJOR_LINE_PT,
    PATH_PT,
    RIM_PT,
    Arrow,
    Ball,
    Frame,
    Path,
    StaticScene,
)
from lossstudio.picture.text.overlay import Overlay

Floats32: TypeAlias = NDArray[np.float32]

_FIFTH = np.float32(0.2)
_FLAT = np.float32(2e-5)
"""Where a pixel changes the level by less there are no lines."""

_SHADE = 0.10
"""How much a slope that faces the light is lighter than one that turns away."""


def bands(static_scene: StaticScene, camera: MapCamera, columns: int, rows: int, scale: float) -> NDArray[np.uint8]:
    """Return the map as ``(rows, columns, 4)``: blue, green, red, opaque; the first row is the top.

    Parameters
    ----------
    static_scene
        What is to be seen.
    camera
        Which part of it; the map fills its plot.
    columns, rows
        How many pixels.
    scale
        Pixels per point.
    """
    height = _heights(static_scene, camera, columns, rows)
    level = (height - np.float32(static_scene.levels.origin)) / np.float32(static_scene.levels.step)
    down, across = (part.astype(np.float32) for part in np.gradient(level))
    # Distances to a line are divided by the steepness, which is 0 on a plateau.
    steepness = np.maximum(np.hypot(down, across), np.float32(1e-6)).astype(np.float32)
    color = _shaded(static_scene, level, down - across, steepness)
    lines = np.maximum(
        _lines(level, steepness, LINE_PT * scale, 0.20),
        _lines(level * _FIFTH, steepness * _FIFTH, MAJOR_LINE_PT * scale, 0.34),
    )
    lines[
        level < np.float32((static_scene.levels.lowest - static_scene.levels.origin) / static_scene.levels.step + 0.5)
    ] = 0
    color += (rgb(static_scene.theme.isoline).astype(np.float32) - color) * lines[..., None]
    above = (height - np.float32(TALL)) / np.float32(static_scene.levels.step)
    outside = np.clip(0.5 + above / steepness, 0, 1)
    color += (rgb(beyond(static_scene)).astype(np.float32) - color) * outside[..., None]
    rim = 0.55 * np.clip(RIM_PT * scale / 2 + 0.5 - np.abs(above) / steepness, 0, 1)
    color += (rgb(static_scene.theme.isoline).astype(np.float32) - color) * rim[..., None]
    picture = np.full((rows, columns, 4), 255, dtype=np.uint8)
    picture[..., :3] = np.clip(color[..., ::-1] * 255 + 0.5, 0, 255)
    return picture


def _heights(static_scene: StaticScene, camera: MapCamera, columns: int, rows: int) -> Floats32:
    (left, right), (bottom, top) = camera.seen
    x = left + (np.arange(columns) + 0.5) * (right - left) / columns
    y = top - (np.arange(rows) + 0.5) * (top - bottom) / rows
    return map_heights(static_scene, x, y).astype(np.float32)


def _shaded(static_scene: StaticScene, level: Floats32, facing: Floats32, steepness: Floats32) -> Floats32:
    """Return the colour of each pixel's band, a little lighter where the slope faces the upper left."""
    middle = (np.floor(level) + np.float32(0.5)) * np.float32(static_scene.levels.step) + np.float32(
        static_scene.levels.origin
    )
    index = np.clip(middle / np.float32(TALL) * 255, 0, 255).astype(np.intp)
    table = colormap(static_scene.colormap, static_scene.theme).astype(np.float32)
    light = 1 + np.float32(_SHADE) * facing / (steepness * np.float32(1.4142)) * np.minimum(1, steepness * 12)
    shaded: Floats32 = table[index] * light[..., None]
    return shaded


def _lines(level: Floats32, steepness: Floats32, width_px: float, opacity: float) -> Floats32:
    away_px = np.abs(level - np.round(level)) / steepness
    cover = np.clip(0.5 * width_px + 0.5 - away_px, 0, 1) * min(1.0, width_px)
    room = np.clip((1 / (steepness * width_px) - 2) / 3, 0, 1)
    return np.asarray(opacity * cover * room * (steepness > _FLAT), dtype=np.float32)


MAP_MARGINS_PT = (64.0, 52.0, 40.0, 60.0)
"""Left, top, right and bottom: room for numbers and names."""

_HEAD_PT = (14.0, 6.0)
_SHAFT_PT = 3.6
_FOG_PX = 6.0


class MapView:
    """Paints frames from straight above. It keeps the ground while static scene, camera and size are the same.

    Parameters
    ----------
    lines
        Whether it is painted for SVG or PDF: as areas and lines instead of pixels, upon what is there already.
    """

    def __init__(self, *, lines: bool = False) -> None:
        self._lines = lines
        self._ground: QImage | None = None
        self._ground_for: tuple[StaticScene, MapCamera, float] | None = None

    def image(
        self,
        frame: Frame,
        camera: MapCamera,
        width: int,
        height: int,
        scale: float = 1.0,
        *,
        overlay: Overlay | None = None,
    ) -> QImage:
        """Return a frame as an image of ``width x height`` pixels."""
        image = QImage(width, height, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        self.paint(painter, frame, camera, QRectF(0, 0, width, height), scale, overlay=overlay)
        painter.end()
        return image

    def paint(
        self,
        painter: QPainter,
        frame: Frame,
        camera: MapCamera,
        rect: QRectF,
        scale: float,
        *,
        overlay: Overlay | None = None,
        reserved: Sequence[QRectF] = (),
    ) -> None:
        """Paint a frame into `rect`.

        Parameters
        ----------
        painter
            Its unit is the pixel of `rect`.
        frame
            What is to be seen.
        camera
            Which part of it, and where in `rect`.
        rect
            Where.
        scale
            Pixels per point.
        overlay
            What writes axes and labels; None for the bare map.
        reserved
            Areas that are covered by controls, where nothing is written.
        """
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._lines:
            painter.fillRect(rect, QColor(frame.static_scene.theme.canvas))
        painter.translate(rect.topLeft())
        plot = QRectF(QPointF(camera.plot.left, camera.plot.top), QPointF(camera.plot.right, camera.plot.bottom))
        self._paint_ground(painter, frame.static_scene, camera, plot, scale)
        if frame.fog:
            _paint_fog(painter, frame, camera, plot)
        painter.setPen(
            QPen(QColor(mix(frame.static_scene.theme.canvas, frame.static_scene.theme.secondary, 0.6)), 1.0 * scale)
        )
        painter.drawRect(plot)
        painter.save()
        painter.setClipRect(plot.adjusted(-2 * scale, -2 * scale, 2 * scale, 2 * scale))
        static_scene, theme = frame.static_scene, frame.static_scene.theme
        arrows = (theme.isoline, theme.casing)
        _paint_strokes(
            painter, static_scene.field, camera, scale, colors=arrows, width_pt=FIELD_PT, opacity=FIELD_OPACITY
        )
        crosses = cross_colors(theme)
        _paint_strokes(painter, static_scene.minima, camera, scale, colors=crosses, width_pt=CROSS_PT, opacity=1.0)
        _paint_moving(painter, frame, camera, scale)
        painter.restore()
        painter.translate(-rect.topLeft())
        if overlay is not None:
            overlay.paint(painter, frame, camera, rect, scale, reserved)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, static_scene: StaticScene, camera: MapCamera, plot: QRectF, scale: float
    ) -> None:
        if self._lines:
            paint_levels(painter, static_scene, camera, plot, scale)
        else:
            painter.drawImage(plot, self._drawn(static_scene, camera, scale))

    def _drawn(self, static_scene: StaticScene, camera: MapCamera, scale: float) -> QImage:
        if self._ground is None or self._ground_for != (static_scene, camera, scale):
            columns, rows = max(2, round(camera.plot.width)), max(2, round(camera.plot.height))
            picture = np.ascontiguousarray(bands(static_scene, camera, columns, rows, scale))
            self._ground = QImage(picture.data, columns, rows, QImage.Format.Format_RGB32).copy()
            self._ground_for = (static_scene, camera, scale)
        return self._ground


def _paint_fog(painter: QPainter, frame: Frame, camera: MapCamera, plot: QRectF) -> None:
    """Hide the ground away from the balls; fog has no edges, so that few pixels are enough."""
    (left, right), (bottom, top) = camera.seen
    columns, rows = (max(2, round(side / _FOG_PX)) for side in (plot.width(), plot.height()))
    x = left + (np.arange(columns) + 0.5) * (right - left) / columns
    y = top - (np.arange(rows) + 0.5) * (top - bottom) / rows
    color = QColor(frame.static_scene.theme.canvas)
    fog = np.empty((rows, columns, 4), dtype=np.uint8)
    fog[...] = color.blue(), color.green(), color.red(), 0
    fog[..., 3] = thickness(frame, x, y)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(plot, QImage(fog.data, columns, rows, QImage.Format.Format_ARGB32))


def _paint_moving(painter: QPainter, frame: Frame, camera: MapCamera, scale: float) -> None:
    casing = frame.static_scene.theme.casing
    for path in frame.paths:
        _paint_path(painter, path, camera, scale, casing)
    for arrow in frame.arrows:
        _paint_arrow(painter, arrow, camera, scale, casing)
    for ball in frame.balls:
        _paint_ball(painter, ball, camera, scale, frame.static_scene)


def _pen(color: str, width: float) -> QPen:
    pen = QPen(QColor(color), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _paint_path(painter: QPainter, path: Path, camera: MapCamera, scale: float, casing: str) -> None:
    line = _line(path.points, camera)
    painter.setOpacity(path.opacity)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    edge = 2 * CASING_PT * min(1.0, path.width_pt / PATH_PT)
    painter.translate(0.8 * path.lane_px * scale, -0.6 * path.lane_px * scale)
    painter.strokePath(line, _pen(casing, (path.width_pt + edge) * scale))
    painter.strokePath(line, _pen(path.color, path.width_pt * scale))
    for place, radius in _beads(path, camera, scale):
        painter.setPen(QPen(QColor(casing), CASING_PT * scale))
        painter.setBrush(QColor(path.color))
        painter.drawEllipse(place, radius, radius)
    painter.translate(-0.8 * path.lane_px * scale, 0.6 * path.lane_px * scale)
    painter.setOpacity(1.0)


def _line(points: Floats, camera: MapCamera) -> QPainterPath:
    """Return a polyline as a painter's path, broken at rows of NaN."""
    line = QPainterPath()
    whole = np.all(np.isfinite(points), axis=1)
    breaks = [0, *(np.flatnonzero(np.diff(whole.astype(np.int8))) + 1).tolist(), len(points)]
    for first, last in pairwise(breaks):
        if last - first > 1 and whole[first]:
            at = _corners(camera.project(points[first:last])[:, :2])
            line.addPolygon(QPolygonF([QPointF(x, y) for x, y in at.tolist()]))
    return line


def _corners(at: Floats) -> Floats:
    """Leave out the pixels of a polyline that lie between their neighbours: from above, steps are straight."""
    way = np.diff(at, axis=0)
    turn = np.abs(way[:-1, 0] * way[1:, 1] - way[:-1, 1] * way[1:, 0])
    forward = np.sum(way[:-1] * way[1:], axis=1) > 0
    # Below 1e-6 a turn is rounding. A path that comes straight back has no turn either, but keeps its corner.
    kept = np.concatenate([[True], (turn > 1e-6) | ~forward, [True]])
    return np.asarray(at[kept])


def _beads(path: Path, camera: MapCamera, scale: float) -> list[tuple[QPointF, float]]:
    places = path.beads[np.all(np.isfinite(path.beads), axis=1)]
    at = camera.project(places)[:, :2]
    gap = np.full(len(at) + 1, np.inf)
    gap[1:-1] = np.linalg.norm(np.diff(at, axis=0), axis=1)
    tube = path.width_pt / 2 * scale
    radius = np.minimum(BEAD_SHARE * tube, 0.36 * np.minimum(gap[:-1], gap[1:]))
    shown = radius > 1.25 * tube
    return [(QPointF(float(x), float(y)), float(size)) for (x, y), size in zip(at[shown], radius[shown], strict=True)]


def _paint_arrow(painter: QPainter, arrow: Arrow, camera: MapCamera, scale: float, casing: str) -> None:
    at = camera.project(arrow.points)[:, :2]
    length, half = (part * scale for part in _HEAD_PT)
    outside = np.flatnonzero(np.linalg.norm(at - at[-1], axis=1) > length)
    neck = at[outside[-1]] if outside.size else at[0]
    way = at[-1] - neck
    way = way / max(float(np.linalg.norm(way)), 1e-9)
    base, side = at[-1] - way * length, np.array([-way[1], way[0]]) * half
    shaft = QPainterPath()
    stem = np.concatenate([at[: int(outside[-1]) + 1] if outside.size else at[:0], (base + way * 2 * scale)[None]])
    shaft.addPolygon(QPolygonF([QPointF(float(x), float(y)) for x, y in stem]))
    head = QPainterPath()
    head.addPolygon(
        QPolygonF([QPointF(*corner) for corner in (at[-1].tolist(), (base + side).tolist(), (base - side).tolist())])
    )
    head.closeSubpath()
    edge = 2.4 * CASING_PT * scale
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.strokePath(shaft, _pen(casing, _SHAFT_PT * scale + edge))
    painter.strokePath(head, _pen(casing, edge))
    painter.strokePath(shaft, _pen(arrow.color, _SHAFT_PT * scale))
    painter.fillPath(head, QColor(arrow.color))


def _paint_ball(painter: QPainter, ball: Ball, camera: MapCamera, scale: float, static_scene: StaticScene) -> None:
    x, y, _ = (float(part) for part in camera.project(ball.place))
    radius = ball.grown * BALL_PT / 2 * scale
    if ball.ring < 1:
        _paint_solid(painter, ball, QPointF(x, y), radius, scale, static_scene.theme.casing)
    if ball.ring:
        ring = 0.86 * ball.radius_pt * scale
        painter.save()
        painter.setOpacity(ball.ring)
        painter.setBrush(QColor(static_scene.theme.canvas))
        painter.setPen(_pen(ball.color, 0.28 * radius))
        painter.drawEllipse(QPointF(x, y), ring, ring)
        painter.restore()


def _paint_solid(painter: QPainter, ball: Ball, middle: QPointF, radius: float, scale: float, casing: str) -> None:
    x, y = middle.x(), middle.y()
    shade = QRadialGradient(QPointF(x - 0.35 * radius, y - 0.4 * radius), 1.5 * radius)
    shade.setColorAt(0.0, QColor(mix(ball.color, "#FFFFFF", 0.55)))
    shade.setColorAt(0.25, QColor(ball.color))
    shade.setColorAt(1.0, QColor(mix(ball.color, "#000000", 0.45)))
    painter.setBrush(QBrush(shade))
    painter.setPen(QPen(QColor(casing), 1.25 * scale))
    painter.drawEllipse(middle, radius, radius)


def _paint_strokes(
    painter: QPainter,
    strokes: tuple[Floats, ...],
    camera: MapCamera,
    scale: float,
    *,
    colors: tuple[str, str],
    width_pt: float,
    opacity: float,
) -> None:
    """Paint what stands upon the ground: a game's field, the crosses at the lowest places."""
    painted = QPainterPath()
    for stroke in strokes:
        painted.addPolygon(QPolygonF([QPointF(x, y) for x, y in camera.project(stroke)[:, :2].tolist()]))
    painter.setOpacity(opacity)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.strokePath(painted, _pen(colors[1], (width_pt + 1.6) * scale))
    painter.strokePath(painted, _pen(colors[0], width_pt * scale))
    painter.setOpacity(1.0)
