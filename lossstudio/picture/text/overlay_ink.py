"""What the overlay writes and draws, with a QPainter: axes, labels with leader lines, marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from lossstudio.core.array import Floats
from lossstudio.picture.camera.camera import Camera, Size
from lossstudio.picture.colors import Theme, mix
from lossstudio.picture.map.map_camera import MapCamera
from lossstudio.picture.scene.frame import BALL_PT, Frame, FrameLabel, LossTurn, Mark
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.axis_name_places import AxisName
from lossstudio.picture.text.fonts import Face
from lossstudio.picture.text.label_lines import LEADING, label_lines, lines_size
from lossstudio.picture.text.leaders import seen_pieces
from lossstudio.picture.text.letters import write
from lossstudio.picture.text.writing import AxesInk

PADDING = (8.0, 5.0)
_RADIUS = 5.0
BADGE_PT = 16.0
_DOT_PT = 3.5
_ARM_PT = 9.0
_TURN_PT = 7.0
_BEYOND = 6.0
"""So far beyond the area that it is measured by a text's letters may reach, in points."""


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """One way of looking, and what it writes with."""

    camera: Camera | MapCamera
    size: Size
    scale: float
    numbers: Face
    names: Face
    labels: Face
    apart: float


def lines_of(label: FrameLabel, sight: Sight) -> tuple[str, ...]:
    """Return the lines of a label on the picture."""
    return label_lines(label.text, sight.labels, sight.size[0])


def sink(painter: QPainter, places: Sequence[QRectF], theme: Theme, share: float) -> None:
    """Let a share (0..1) of what is painted at places be gone."""
    ground = QColor(theme.canvas)
    ground.setAlphaF(share)
    for place in places:
        painter.fillRect(place, ground)


def at(place: Floats, sight: Sight) -> tuple[float, float]:
    """Return where a place ``(3,)`` is on the picture."""
    x, y, _ = sight.camera.project(place, sight.size)
    return float(x), float(y)


def paint_axes(painter: QPainter, ink: AxesInk, theme: Theme, sight: Sight, seen: Area) -> None:
    """Paint lines, ticks, numbers and names, each with its ink, where they are in the part that is seen."""
    pen = QPen(QColor(mix(theme.canvas, theme.secondary, 0.8)), 1.1 * sight.scale)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for line in ink.lines:
        if line.thing.drawn:
            painter.setOpacity(line.opacity)
            painter.drawLine(QPointF(*line.thing.start), QPointF(*line.thing.end))
    for number in ink.numbers:
        painter.setOpacity(number.opacity)
        painter.drawLine(QPointF(*number.thing.foot), QPointF(*number.thing.end))
    for number in (each for each in ink.numbers if each.thing.area.grown(_BEYOND * sight.scale).meets(seen)):
        painter.setOpacity(number.opacity)
        place = QPointF(number.thing.area.left, number.thing.area.bottom)
        write(painter, sight.numbers, QColor(theme.secondary), place, number.thing.text)
    for name in (each for each in ink.names if each.thing.area.grown(_BEYOND * sight.scale).meets(seen)):
        painter.setOpacity(name.opacity)
        _paint_name(painter, name.thing, theme, sight)
    painter.setOpacity(1.0)


def _paint_name(painter: QPainter, name: AxisName, theme: Theme, sight: Sight) -> None:
    width, height = sight.names.size(name.text)
    painter.save()
    painter.translate(QPointF(*name.middle))
    painter.rotate(name.angle)
    write(painter, sight.names, QColor(theme.text), QPointF(-width / 2, height / 2), name.text)
    painter.restore()


def paint_mark(painter: QPainter, mark: Mark, theme: Theme, sight: Sight) -> None:
    """Paint two chevrons that point along the way on which the path goes on."""
    foot, ahead = QPointF(*at(mark.place, sight)), QPointF(*at(mark.place + 0.02 * mark.direction, sight))
    way = ahead - foot
    size = max((way.x() ** 2 + way.y() ** 2) ** 0.5, 1e-9)
    along = QPointF(way.x() / size, way.y() / size) * sight.scale
    across = QPointF(-along.y(), along.x())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width in ((theme.casing, 4.8), (mark.color, 2.6)):
        pen = QPen(QColor(color), width * sight.scale)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for start in (11.0, 17.0):
            tip, tail = foot + along * (start + 5), foot + along * start
            painter.drawPolyline(QPolygonF([tail + across * 6, tip, tail - across * 6]))


def paint_turn(painter: QPainter, turn: LossTurn, theme: Theme, sight: Sight) -> None:
    """Paint a small square on its corner: no step and no ball looks like that."""
    middle = QPointF(*at(turn.place, sight))
    reach = _TURN_PT * sight.scale
    corners = [QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0), QPointF(0, -reach)]
    for color, width in ((theme.casing, 4.4), (turn.color, 2.2)):
        pen = QPen(QColor(color), width * sight.scale)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(QColor(theme.card))
        painter.drawPolygon(QPolygonF([middle + corner for corner in corners]))


def target_of(label: FrameLabel, frame: Frame, sight: Sight) -> tuple[tuple[float, float], float]:
    """Return what a leader line leads to: the ball, or the place itself, and how far around it the line ends."""
    place, radius = at(label.place, sight), BALL_PT / 2 * sight.scale
    for ball in frame.balls:
        middle = at(ball.place, sight)
        if hypot(middle[0] - place[0], middle[1] - place[1]) < radius:
            return middle, radius + 1.5 * sight.scale
    return place, 3.0 * sight.scale


def paint_leader(
    painter: QPainter,
    area: Area,
    target: tuple[tuple[float, float], float],
    labels: Sequence[tuple[Area, float]],
    theme: Theme,
    sight: Sight,
) -> None:
    """Paint a line from what a label names to the label's area, where that is far, below labels with their ink."""
    anchor, radius = target
    near = area.nearest(anchor)
    away = hypot(near[0] - anchor[0], near[1] - anchor[1])
    if away > radius + 6.0 * sight.scale:
        share = radius / away
        start = anchor[0] + (near[0] - anchor[0]) * share, anchor[1] + (near[1] - anchor[1]) * share
        ink, pieces = painter.opacity(), list(seen_pieces(start, near, labels))
        for color, width in ((theme.casing, 3.0), (theme.secondary, 1.2)):
            painter.setPen(QPen(QColor(color), width * sight.scale, c=Qt.PenCapStyle.FlatCap))
            for first, last, seen in pieces:
                painter.setOpacity(ink * seen)
                painter.drawLine(QPointF(*first), QPointF(*last))


def paint_label(
    painter: QPainter, label: FrameLabel, area: Area, anchor: tuple[float, float], theme: Theme, sight: Sight
) -> None:
    """Paint a label into its area, and the mark of what it names."""
    if label.kind == "pin":
        _paint_dot(painter, anchor, theme, sight)
    if label.kind == "cross":
        _paint_cross(painter, anchor, theme, sight)
    quiet = label.kind == "arrow"
    ground = QColor(theme.card)
    ground.setAlphaF(0.86 if quiet else 0.95)
    painter.setPen(Qt.PenStyle.NoPen if quiet else QPen(QColor(label.color), 1.3 * sight.scale))
    painter.setBrush(ground)
    corner = _RADIUS * sight.scale
    painter.drawRoundedRect(QRectF(area.left, area.top, area.width, area.height), corner, corner)
    lines = lines_of(label, sight)
    _, tall = sight.labels.size(label.text)
    left, base = area.left + PADDING[0] * sight.scale, area.middle[1] - lines_size(lines, sight.labels)[1] / 2 + tall
    for row, line in enumerate(lines):
        place = QPointF(left, base + row * LEADING * tall)
        write(painter, sight.labels, QColor(label.color if quiet else theme.text), place, line)


def _paint_dot(painter: QPainter, place: tuple[float, float], theme: Theme, sight: Sight) -> None:
    """Paint the dot of a pin."""
    painter.setPen(QPen(QColor(theme.casing), 1.5 * sight.scale))
    painter.setBrush(QColor(theme.text))
    painter.drawEllipse(QPointF(*place), _DOT_PT * sight.scale, _DOT_PT * sight.scale)


def _paint_cross(painter: QPainter, place: tuple[float, float], theme: Theme, sight: Sight) -> None:
    """Paint the cross that stands for a pin in hand."""
    arm, middle = _ARM_PT * sight.scale, QPointF(*place)
    for color, width in ((theme.casing, 5.0), (theme.text, 2.2)):
        painter.setPen(QPen(QColor(color), width * sight.scale))
        for way in (QPointF(arm, 0.0), QPointF(0.0, arm)):
            painter.drawLine(middle - way, middle + way)
