"""The contour view: the same Frame from straight above, with a QPainter alone, so that it needs no OpenGL."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from lossstudio.core.array import Floats
from lossstudio.picture.box import TALL, Box
from lossstudio.picture.colors import Theme, colormap, rgb
from lossstudio.picture.frame import BALL_PT, CASING_PT, LINE_PT, MAJOR_LINE_PT, Arrow, Ball, Frame, Label, Path, Stage
from lossstudio.picture.lettering import WINDOW, Lettering, face
from lossstudio.picture.ticks import multiples_within, round_step, written

MARGINS_PT = (64.0, 56.0, 24.0, 52.0)
"""Left, top, right and bottom."""
TICK_PT = 5.0
CLOSEST_PT = 56.0
HEAD_PT = 11.0


@dataclass(frozen=True, slots=True)
class Map:
    """Where the box's floor lies on the picture."""

    area: QRectF
    box: Box

    def pixel(self, x: float, y: float) -> QPointF:
        """Return where a place in box units is."""
        half_x, half_y = self.box.corner
        across = (x + half_x) / (2 * half_x)
        up = (y + half_y) / (2 * half_y)
        return QPointF(self.area.left() + across * self.area.width(), self.area.bottom() - up * self.area.height())

    def place(self, point: QPointF) -> tuple[float, float] | None:
        """Return the box units under a pixel; None beside the floor."""
        if not self.area.contains(point):
            return None
        half_x, half_y = self.box.corner
        across = (point.x() - self.area.left()) / self.area.width()
        up = (self.area.bottom() - point.y()) / self.area.height()
        return (2 * across - 1) * half_x, (2 * up - 1) * half_y


def map_of(box: Box, rect: QRectF, scale: float) -> Map:
    """Return where the floor lies in a rectangle: as large as fits beside numbers and names, in equal units."""
    left, top, right, bottom = (margin * scale for margin in MARGINS_PT)
    room = rect.adjusted(left, top, -right, -bottom)
    width, height = max(room.width(), 1.0), max(room.height(), 1.0)
    if not box.stretched:
        unit = min(width / box.sides[0], height / box.sides[1])
        width, height = unit * box.sides[0], unit * box.sides[1]
    middle = room.center()
    return Map(QRectF(round(middle.x() - width / 2), round(middle.y() - height / 2), round(width), round(height)), box)


class ContourPainter:
    """Paints frames from above; the ground is kept until stage or size change."""

    def __init__(self, lettering: Lettering = WINDOW) -> None:
        self._lettering = lettering
        self._ground: QImage | None = None
        self._ground_for: tuple[Stage, int, int, float] | None = None

    def paint(self, painter: QPainter, frame: Frame, rect: QRectF, scale: float, pixel_ratio: float = 1.0) -> None:
        """Paint a frame.

        Parameters
        ----------
        painter
            Where.
        frame
            What.
        rect
            The part of the picture that is used.
        scale
            Pixels per point.
        pixel_ratio
            How many dots of the screen a pixel has, so that the level lines are sharp.
        """
        stage = frame.stage
        chart = map_of(stage.box, rect, scale)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(rect, QColor(stage.theme.canvas))
        painter.drawImage(chart.area, self._ground_of(stage, chart, scale, pixel_ratio))
        self._paint_axes(painter, stage, chart, scale)
        painter.setClipRect(chart.area)
        for path in sorted(frame.paths, key=lambda path: path.rank):
            _paint_path(painter, path, chart, stage.theme, scale)
        painter.setClipping(False)
        for arrow in frame.arrows:
            _paint_arrow(painter, arrow, chart, stage.theme, scale)
        for ball in frame.balls:
            _paint_ball(painter, ball, chart, stage.theme, scale)
        for label in frame.labels:
            self._paint_label(painter, label, chart, stage.theme, scale)
        painter.restore()

    def _ground_of(self, stage: Stage, chart: Map, scale: float, pixel_ratio: float) -> QImage:
        wide, high = (max(2, round(side * pixel_ratio)) for side in (chart.area.width(), chart.area.height()))
        wanted = (stage, wide, high, scale * pixel_ratio)
        if self._ground is None or wanted != self._ground_for:
            self._ground, self._ground_for = ground_image(stage, wide, high, scale * pixel_ratio), wanted
        return self._ground

    def _paint_axes(self, painter: QPainter, stage: Stage, chart: Map, scale: float) -> None:
        numbers, names = face(self._lettering.ticks * scale), face(self._lettering.names * scale, bold=True)
        area, box, theme = chart.area, stage.box, stage.theme
        painter.setPen(QPen(QColor(theme.secondary), scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
        painter.setFont(numbers.font)
        step = round_step(box.x[1] - box.x[0], max(2.0, area.width() / (CLOSEST_PT * scale)))
        for value in multiples_within(*box.x, step):
            at = area.left() + (value - box.x[0]) / (box.x[1] - box.x[0]) * area.width()
            painter.drawLine(QPointF(at, area.bottom()), QPointF(at, area.bottom() + TICK_PT * scale))
            text = written(value, step)
            width, height = numbers.size(text)
            painter.drawText(QPointF(at - width / 2, area.bottom() + 9 * scale + height), text)
        step = round_step(box.y[1] - box.y[0], max(2.0, area.height() / (CLOSEST_PT * scale)))
        for value in multiples_within(*box.y, step):
            at = area.bottom() - (value - box.y[0]) / (box.y[1] - box.y[0]) * area.height()
            painter.drawLine(QPointF(area.left() - TICK_PT * scale, at), QPointF(area.left(), at))
            text = written(value, step)
            width, height = numbers.size(text)
            painter.drawText(QPointF(area.left() - 9 * scale - width, at + height / 2), text)
        painter.setFont(names.font)
        painter.setPen(QColor(theme.text))
        width, height = names.size(stage.names[0])
        painter.drawText(QPointF(area.center().x() - width / 2, area.bottom() + 28 * scale + height), stage.names[0])
        width, height = names.size(stage.names[1])
        painter.save()
        painter.translate(area.left() - 46 * scale, area.center().y())
        painter.rotate(-90)
        painter.drawText(QPointF(-width / 2, 0), stage.names[1])
        painter.restore()

    def _paint_label(self, painter: QPainter, label: Label, chart: Map, theme: Theme, scale: float) -> None:
        letters = face(self._lettering.labels * scale, bold=True)
        width, height = letters.size(label.text)
        at = chart.pixel(float(label.place[0]), float(label.place[1])) + QPointF(14 * scale, -18 * scale)
        box = QRectF(at.x(), at.y() - height - 5 * scale, width + 16 * scale, height + 10 * scale)
        box.moveLeft(min(box.left(), chart.area.right() - box.width()))
        ground = QColor(theme.card)
        ground.setAlphaF(0.92)
        painter.setPen(Qt.PenStyle.NoPen if label.kind == "arrow" else QPen(QColor(label.color), 1.3 * scale))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 5 * scale, 5 * scale)
        painter.setFont(letters.font)
        painter.setPen(QColor(label.color if label.kind == "arrow" else theme.text))
        painter.drawText(QPointF(box.left() + 8 * scale, box.center().y() + height / 2), label.text)


def ground_image(stage: Stage, wide: int, high: int, scale: float) -> QImage:
    """Return the coloured ground with its level lines, ``wide x high``; where the loss isn't finite, the canvas."""
    heights = _sampled(stage, wide, high)
    with np.errstate(invalid="ignore"):
        finite = np.isfinite(heights)
        share = np.clip(np.where(finite, heights, 0.0) / TALL, 0.0, 1.0)
        colors = colormap(stage.colormap, stage.theme)[np.round(share * 255).astype(np.intp)]
        ink = _level_ink(stage, np.where(finite, heights, np.nan), scale)
    line = rgb(stage.theme.isoline)
    mixed = colors + (line - colors) * ink[..., None]
    mixed[~finite] = rgb(stage.theme.canvas)
    pixels = np.empty((high, wide, 4), np.uint8)
    pixels[..., :3] = np.round(mixed[..., ::-1] * 255)
    pixels[..., 3] = 255
    return QImage(pixels.tobytes(), wide, high, 4 * wide, QImage.Format.Format_RGB32).copy()


def _sampled(stage: Stage, wide: int, high: int) -> Floats:
    """Return heights ``(high, wide)``, linear between the samples, the first row on top."""
    half_x, half_y = stage.box.corner
    columns = np.interp(np.linspace(-half_x, half_x, wide), stage.x, np.arange(len(stage.x)))
    rows = np.interp(np.linspace(half_y, -half_y, high), stage.y, np.arange(len(stage.y)))
    left, below = (
        np.minimum(columns.astype(np.intp), len(stage.x) - 2),
        np.minimum(rows.astype(np.intp), len(stage.y) - 2),
    )
    across, up = columns - left, (rows - below)[:, None]
    low = stage.heights[below][:, left] * (1 - across) + stage.heights[below][:, left + 1] * across
    top = stage.heights[below + 1][:, left] * (1 - across) + stage.heights[below + 1][:, left + 1] * across
    sampled: Floats = low * (1 - up) + top * up
    return sampled


def _level_ink(stage: Stage, heights: Floats, scale: float) -> Floats:
    """Return how much of the line's colour each pixel has: lines of even width, wherever the slope is."""
    level = (heights - stage.levels.origin) / stage.levels.step
    down, across = np.gradient(level)
    slope = np.maximum(np.hypot(down, across), 1e-12)
    nearest = np.round(level)
    major = np.mod(nearest, 5) == 0
    away = np.abs(level - nearest) / slope
    width = np.where(major, MAJOR_LINE_PT, LINE_PT) * scale
    cover = np.clip(width / 2 + 0.5 - away, 0.0, 1.0) * np.clip(2.0 - 4.0 * slope, 0.0, 1.0)
    above = heights > TALL * 1.001
    return np.nan_to_num(np.where(above, 0.0, cover * np.where(major, 0.34, 0.20)))


def _paint_path(painter: QPainter, path: Path, chart: Map, theme: Theme, scale: float) -> None:
    line = QPainterPath()
    for piece in _pieces(path.points):
        line.addPolygon(QPolygonF([chart.pixel(float(x), float(y)) for x, y in piece]))
    painter.setOpacity(path.opacity)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width in ((theme.casing, path.width_pt + 2 * CASING_PT), (path.color, path.width_pt)):
        pen = QPen(QColor(color), width * scale)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(line)
    painter.setPen(QPen(QColor(theme.casing), CASING_PT * scale))
    painter.setBrush(QColor(path.color))
    radius = 0.875 * path.width_pt * scale
    for bead in path.beads:
        if np.isfinite(bead).all():
            painter.drawEllipse(chart.pixel(float(bead[0]), float(bead[1])), radius, radius)
    painter.setOpacity(1.0)


def _pieces(points: Floats) -> list[Floats]:
    """Return the stretches between the gaps, two columns each."""
    good = np.isfinite(points).all(axis=1)
    cuts = np.flatnonzero(np.diff(good.astype(np.int8))) + 1
    return [
        piece[:, :2] for piece, kept in zip(np.split(points, cuts), np.split(good, cuts), strict=True) if kept[:1].any()
    ]


def _paint_ball(painter: QPainter, ball: Ball, chart: Map, theme: Theme, scale: float) -> None:
    middle, radius = chart.pixel(float(ball.place[0]), float(ball.place[1])), BALL_PT / 2 * scale
    painter.setPen(QPen(QColor(theme.casing), 2 * CASING_PT * scale))
    painter.setBrush(Qt.BrushStyle.NoBrush if ball.beyond else QColor(ball.color))
    painter.drawEllipse(middle, radius, radius)
    if ball.beyond:
        painter.setPen(QPen(QColor(ball.color), 3 * scale))
        painter.drawEllipse(middle, radius - scale, radius - scale)


def _paint_arrow(painter: QPainter, arrow: Arrow, chart: Map, theme: Theme, scale: float) -> None:
    points = [chart.pixel(float(x), float(y)) for piece in _pieces(arrow.points) for x, y in piece]
    if len(points) < 2:
        return
    tip, way = points[-1], points[-1] - points[0]
    size = max((way.x() ** 2 + way.y() ** 2) ** 0.5, 1e-9)
    along = QPointF(way.x() / size, way.y() / size) * (HEAD_PT * scale)
    across = QPointF(-along.y(), along.x()) * 0.5
    head = QPolygonF([tip, tip - along + across, tip - along - across])
    for color, width in ((theme.casing, 5.0), (arrow.color, 3.0)):
        painter.setPen(QPen(QColor(color), width * scale))
        painter.setBrush(QColor(arrow.color))
        painter.drawLine(points[0], tip - along)
        painter.drawPolygon(head)
