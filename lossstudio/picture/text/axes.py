"""The axes of the box on the picture: where their ticks and numbers stand, and their names."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import atan2, ceil, cos, degrees, hypot, inf, radians, sin
from typing import TypeAlias

from lossstudio.core.array import Floats
from lossstudio.core.numbers import axis
from lossstudio.picture.camera.camera import Camera, Size
from lossstudio.picture.camera.edges import Edge, edges_of
from lossstudio.picture.map.map_camera import MapCamera
from lossstudio.picture.scene.frame import StaticScene
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.ticks import linear_ticks, log_ticks, multiples_within

Point: TypeAlias = tuple[float, float]
Measure: TypeAlias = Callable[[str], tuple[float, float]]
"""The width and height of a text."""

CLOSEST = 28.0
"""Ticks stand at least this far apart, in points."""

TICK = 5.0
GAP = 5.0
NAME_GAP = 12.0
FARTHEST_PUSH_SHARE = 0.5
"""A name that would stand outside by more of its own height than this is left out: its axis is hardly seen."""

LOG_DEPTH = 1e-3
"""On a logarithmic axis nothing below this share of the box's height gets a number: it lies too near to the floor."""
_LOG_COUNTS = (16.0, 8.0, 5.0, 3.0, 2.0)

SLIDES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9)
"""Where along its axis a name may stand, the best place first."""

_LETTERS = 3
"""A name of so few letters is never turned: a "b" on its side might be a "q"."""


@dataclass(frozen=True, slots=True)
class AxisNumber:
    """A tick from `foot` to `end`, and its number in the middle of `area`."""

    foot: Point
    end: Point
    text: str
    area: Area


@dataclass(frozen=True, slots=True)
class AxisName:
    """A name, turned by `angle` degrees about the middle of its place."""

    text: str
    middle: Point
    angle: float
    area: Area
    size: Point

    @property
    def pieces(self) -> tuple[Area, ...]:
        """Small areas that cover it together: a name that is turned leaves the corners of its area free."""
        turned, (width, height) = radians(self.angle), self.size
        count = max(1, ceil(width / max(height, 1.0)))
        along = (cos(turned) * width / count, sin(turned) * width / count)
        tall = height * (1.0 + abs(sin(2 * turned)) / 2)
        places = (
            (
                self.middle[0] + (number + 0.5 - count / 2) * along[0],
                self.middle[1] + (number + 0.5 - count / 2) * along[1],
            )
            for number in range(count)
        )
        return tuple(Area.around(place, max(abs(along[0]), tall), max(abs(along[1]), tall)) for place in places)


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis on the picture; `drawn` says whether its line is to be drawn, which the floor's edges are already."""

    start: Point
    end: Point
    numbers: tuple[AxisNumber, ...]
    name: AxisName | None
    drawn: bool


LONGEST = 0.6
"""How long an axis' name may be, as a share of the picture's height."""
UNIT = "  "
"""What stands between a parameter's name and its unit."""


@dataclass(frozen=True, slots=True)
class TextMeasures:
    """How wide texts are, and how many pixels a point is.

    `longest` is how long an axis' name may be, in pixels: a longer one would leave no room for the surface, and loses
    its unit.
    """

    number: Measure
    name: Measure
    scale: float
    longest: float = inf

    @classmethod
    def on(cls, size: Size, number: Measure, name: Measure, scale: float) -> "TextMeasures":
        """Return the measures on a picture of this size in pixels."""
        return cls(number, name, scale, LONGEST * size[1])

    def fitting(self, name: str) -> str:
        """Return an axis' name as far as it has room: "w  kg per cm", or "w"."""
        return name if self.name(name)[0] <= self.longest else name.partition(UNIT)[0]


def axes_of(
    static_scene: StaticScene,
    camera: Camera | MapCamera,
    size: Size,
    measures: TextMeasures,
    covered: Sequence[Area] = (),
) -> tuple[Axis, ...]:
    """Return the three axes as this camera sees them, without numbers that collide or don't fit in.

    Names and numbers keep clear of what is covered: a name slides along its axis, or goes without its unit.
    """
    taken: list[Area] = list(covered)
    inside = Area(0, 0, *size).grown(-2 * measures.scale)
    drawn = []
    for edge in edges_of(static_scene, camera, size):
        axis = _axis(edge, camera, size, measures, inside, taken)
        taken += [number.area for number in axis.numbers] + ([axis.name.area] if axis.name else [])
        drawn.append(axis)
    return tuple(drawn)


def _axis(
    edge: Edge, camera: Camera | MapCamera, size: Size, measures: TextMeasures, inside: Area, taken: list[Area]
) -> Axis:
    """Return an axis without numbers that collide or are cut off, and with its name where that is free."""
    (start, end) = (_pixel(camera, size, place) for place in (edge.start, edge.end))
    numbers = _numbers(edge, camera, size, measures)
    names = (
        _pushed(name, inside) for name in _names(edge, (start, end), numbers, _outward(edge, camera, size), measures)
    )
    clear = (name for name in names if name is not None and not _meets(name, taken))
    seen = tuple(
        number
        for number in numbers
        if inside.holds(number.area) and not any(number.area.grown(3).meets(area) for area in taken)
    )
    return Axis(start, end, seen, next(clear, None), drawn=edge.outward is None)


def _numbers(edge: Edge, camera: Camera | MapCamera, size: Size, measures: TextMeasures) -> tuple[AxisNumber, ...]:
    for values in _proposals(edge, camera, size, measures.scale):
        feet = [_pixel(camera, size, edge.place(value)) for value in values]
        gaps = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(feet)]
        if not gaps or min(gaps) >= CLOSEST * measures.scale:
            outward, hidden = _outward(edge, camera, size), edge.hidden([edge.place(value) for value in values])
            every = zip(feet, axis(values, logarithmic=edge.log), hidden, strict=True)
            return tuple(_number(foot, outward, text, measures) for foot, text, covered in every if not covered)
    return ()


def _proposals(edge: Edge, camera: Camera | MapCamera, size: Size, scale: float) -> Iterator[tuple[float, ...]]:
    """Yield sets of ticks, each with fewer than the one before."""
    low, high = edge.values
    if edge.log:
        lowest = max(low, LOG_DEPTH * (high - low))
        found = [log_ticks(lowest, high, most) for most in _LOG_COUNTS]
        yield from found
        # Low down they stand closer than higher up: where no set fits in whole, those of the sparsest that do.
        yield _far_enough(found[-1], edge, camera, size, scale)
        return
    if edge.step is not None:
        yield multiples_within(low, high, edge.step)
    a, b = (_pixel(camera, size, place) for place in (edge.start, edge.end))
    most = max(1.0, hypot(b[0] - a[0], b[1] - a[1]) / (1.7 * CLOSEST * scale))
    counts = (min(most, 8.0), most / 1.5, most / 2.2, most / 3.5, 1.0)
    yield from (linear_ticks(low, high, max(count, 1.0)) for count in counts)


def _far_enough(
    values: tuple[float, ...], edge: Edge, camera: Camera | MapCamera, size: Size, scale: float
) -> tuple[float, ...]:
    """Return those of rising numbers that stand far enough apart on the picture, the highest first of all."""
    kept: list[float] = []
    for value in reversed(values):
        foot = _pixel(camera, size, edge.place(value))
        last = _pixel(camera, size, edge.place(kept[-1])) if kept else None
        if last is None or hypot(foot[0] - last[0], foot[1] - last[1]) >= CLOSEST * scale:
            kept.append(value)
    return tuple(reversed(kept))


def _number(foot: Point, outward: Point, text: str, measures: TextMeasures) -> AxisNumber:
    end = _along(foot, outward, TICK * measures.scale)
    width, height = measures.number(text)
    reach = abs(outward[0]) * width / 2 + abs(outward[1]) * height / 2 + GAP * measures.scale
    return AxisNumber(foot, end, text, Area.around(_along(end, outward, reach), width, height))


def _names(
    edge: Edge, ends: tuple[Point, Point], numbers: tuple[AxisNumber, ...], outward: Point, measures: TextMeasures
) -> Iterator[AxisName]:
    """Yield the axis' name at each place where it may stand, then at the same places without its unit."""
    whole = measures.fitting(edge.name)
    for text in dict.fromkeys((whole, whole.partition(UNIT)[0])):
        if text and edge.outward is None:
            yield from _upright_names(text, ends, numbers, measures)
        elif text:
            reach = max((_reach(number, ends, _across(ends, outward)) for number in numbers), default=0.0)
            yield from (_floor_name(text, ends, at, outward, reach, measures) for at in SLIDES)


def _upright_names(
    text: str, ends: tuple[Point, Point], numbers: tuple[AxisNumber, ...], measures: TextMeasures
) -> Iterator[AxisName]:
    """Yield the height's name above its axis, then to the left of its numbers."""
    width, height = measures.name(text)
    top, foot = sorted(ends, key=lambda end: end[1])
    left = min((number.area.left for number in numbers), default=top[0]) - NAME_GAP * measures.scale / 2 - width / 2
    for middle in (
        (top[0], top[1] - height / 2 - 2 * NAME_GAP * measures.scale),
        (left, (top[1] + foot[1]) / 2),
    ):
        yield AxisName(text, middle, 0.0, Area.around(middle, width, height), (width, height))


def _floor_name(
    text: str, ends: tuple[Point, Point], at: float, outward: Point, reach: float, measures: TextMeasures
) -> AxisName:
    """Return a name at a share of the way along an axis of the floor, beyond its numbers."""
    width, height = measures.name(text)
    (ax, ay), (bx, by) = ends
    angle = degrees(atan2(by - ay, bx - ax))
    angle = angle - 180 if angle > 89.9 else angle + 180 if angle < -90.1 else angle
    angle = 0.0 if len(text) <= _LETTERS else angle
    away = max(reach, TICK * measures.scale) + NAME_GAP * measures.scale + height / 2
    foot = (ax + at * (bx - ax), ay + at * (by - ay))
    middle = _along(foot, _across(ends, outward), away)
    turned = radians(angle)
    wide = abs(cos(turned)) * width + abs(sin(turned)) * height
    tall = abs(sin(turned)) * width + abs(cos(turned)) * height
    return AxisName(text, middle, angle, Area.around(middle, wide, tall), (width, height))


def _across(ends: tuple[Point, Point], outward: Point) -> Point:
    """Return the direction at right angles to the axis, on the outer side."""
    (ax, ay), (bx, by) = ends
    # An axis that is seen end on is one point on the picture.
    size = max(hypot(bx - ax, by - ay), 1e-9)
    across = (-(by - ay) / size, (bx - ax) / size)
    inward = across[0] * outward[0] + across[1] * outward[1] < 0
    return (-across[0], -across[1]) if inward else across


def _reach(number: AxisNumber, ends: tuple[Point, Point], across: Point) -> float:
    """Return how far a number goes away from its axis."""
    middle = number.area.middle
    away = (middle[0] - ends[0][0]) * across[0] + (middle[1] - ends[0][1]) * across[1]
    return away + abs(across[0]) * number.area.width / 2 + abs(across[1]) * number.area.height / 2


def _outward(edge: Edge, camera: Camera | MapCamera, size: Size) -> Point:
    if edge.outward is None:
        return (-1.0, 0.0)
    middle = (edge.start + edge.end) / 2
    a, b = _pixel(camera, size, middle), _pixel(camera, size, middle + 0.05 * edge.outward)
    way = hypot(b[0] - a[0], b[1] - a[1])
    return ((b[0] - a[0]) / way, (b[1] - a[1]) / way) if way > 1e-6 else (0.0, 1.0)


def _meets(name: AxisName, taken: list[Area]) -> bool:
    """Say whether a name, which may be turned, touches what is taken."""
    pieces = [piece.grown(1) for piece in name.pieces]
    return any(piece.meets(area) for piece in pieces for area in taken)


def _pushed(name: AxisName, inside: Area) -> AxisName | None:
    """Return the name moved inside by a little; None where it would have to be moved far."""
    if name.area.width > inside.width or name.area.height > inside.height:
        return None
    area = name.area.pushed_into(inside)
    shift = (area.left - name.area.left, area.top - name.area.top)
    if hypot(*shift) > FARTHEST_PUSH_SHARE * min(area.width, area.height):
        return None
    return replace(name, middle=(name.middle[0] + shift[0], name.middle[1] + shift[1]), area=area)


def _pixel(camera: Camera | MapCamera, size: Size, place: Floats) -> Point:
    x, y, _ = camera.project(place, size)
    return float(x), float(y)


def _along(start: Point, way: Point, length: float) -> Point:
    return start[0] + way[0] * length, start[1] + way[1] * length
