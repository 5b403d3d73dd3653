"""Edges of the box on the picture, and where the names of its axes stand: along them, beyond the numbers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from math import atan2, ceil, copysign, cos, degrees, hypot, inf, radians, sin
from typing import TypeAlias

from lossstudio.core.array import Floats
from lossstudio.picture.camera.camera import Camera, Size
from lossstudio.picture.camera.edges import Edge
from lossstudio.picture.map.map_camera import MapCamera
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.fonts import WINDOW

Point: TypeAlias = tuple[float, float]
Measure: TypeAlias = Callable[[str], tuple[float, float]]
"""The width and height of a text."""

TICK = 5.0
NAME_GAP = 12.0
FARTHEST_PUSH_SHARE = 0.5
"""A name that would stand outside by more of its own height than this is left out: its axis is hardly seen."""

SLIDES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9)
"""Where along its axis a name may stand, the best place first."""

_LETTERS = 3
"""A name of so few letters is never turned: a "b" on its side might be a "q"."""


@dataclass(frozen=True, slots=True)
class AxisNumber:
    """A tick from `foot` to `end`, and its number, which says the `value`, in the middle of `area`.

    `ink` is how much (0..1) of it is there; less where it has gone beyond its axis.
    """

    value: float
    foot: Point
    end: Point
    text: str
    area: Area
    ink: float = 1.0

    @property
    def outward(self) -> Point:
        """The way on the picture on which it stands from its axis, of length 1."""
        x, y = self.end[0] - self.foot[0], self.end[1] - self.foot[1]
        size = hypot(x, y)
        return (x / size, y / size) if size else (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class AxisName:
    """A name, turned by `angle` degrees about the middle of its place.

    `slide` says which of its places along the axis that is, and `over` whether it is turned to be read from the other
    end, so that it never stands on its head.
    """

    text: str
    middle: Point
    angle: float
    area: Area
    size: Point
    slide: float = 0.5
    over: bool = False

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


LONGEST = 0.6
"""How long an axis' name may be, as a share of the picture's height."""
UNIT = "  "
"""What stands between a parameter's name and its unit."""


@dataclass(frozen=True, slots=True)
class TextMeasures:
    """How wide texts are, and how many pixels a point is.

    `longest` is how long an axis' name may be, in pixels: a longer one would leave no room for the surface, and loses
    its unit. Ticks stand at least `apart` points from each other.
    """

    number: Measure
    name: Measure
    scale: float
    longest: float = inf
    apart: float = WINDOW.apart

    @classmethod
    def on(
        cls, size: Size, number: Measure, name: Measure, scale: float, apart: float = WINDOW.apart
    ) -> "TextMeasures":
        """Return the measures on a picture of this size in pixels."""
        return cls(number, name, scale, LONGEST * size[1], apart)

    def fitting(self, name: str) -> str:
        """Return an axis' name as far as it has room: "w  kg per cm", or "w"."""
        return name if self.name(name)[0] <= self.longest else name.partition(UNIT)[0]


@dataclass(frozen=True, slots=True, eq=False)
class SeenEdge:
    """An edge of the box on the picture.

    Attributes
    ----------
    edge
        What it measures.
    camera, size
        Who sees it, in a picture of which size.
    measures
        How wide texts are.
    ends
        Its ends, in pixels.
    outward
        The way on the picture on which its numbers stand, of length 1.
    """

    edge: Edge
    camera: Camera | MapCamera
    size: Size
    measures: TextMeasures
    ends: tuple[Point, Point]
    outward: Point
    _feet: dict[float, Point] = field(default_factory=dict)

    @classmethod
    def of(cls, edge: Edge, camera: Camera | MapCamera, size: Size, measures: TextMeasures) -> "SeenEdge":
        """Return an edge as a camera sees it."""
        ends = _pixel(camera, size, edge.start), _pixel(camera, size, edge.end)
        return cls(edge, camera, size, measures, ends, _outward(edge, camera, size))

    @property
    def inside(self) -> Area:
        """Where something may be written."""
        return Area(0, 0, *self.size).grown(-2 * self.measures.scale)

    def foot(self, value: float) -> Point:
        """Return where a value is on the picture."""
        if value not in self._feet:  # each is asked for when ticks are chosen, and again for its number
            self._feet[value] = _pixel(self.camera, self.size, self.edge.place(value))
        return self._feet[value]


def _outward(edge: Edge, camera: Camera | MapCamera, size: Size) -> Point:
    if edge.outward is None:
        return (-1.0, 0.0)
    middle = (edge.start + edge.end) / 2
    a, b = _pixel(camera, size, middle), _pixel(camera, size, middle + 0.05 * edge.outward)
    way = hypot(b[0] - a[0], b[1] - a[1])
    return ((b[0] - a[0]) / way, (b[1] - a[1]) / way) if way > 1e-6 else (0.0, 1.0)


def _pixel(camera: Camera | MapCamera, size: Size, place: Floats) -> Point:
    x, y, _ = camera.project(place, size)
    return float(x), float(y)


def names_of(
    seen: SeenEdge, numbers: tuple[AxisNumber, ...], over: bool | None = None, *, lean_deg: float = 4.0
) -> Iterator[AxisName]:
    """Yield the axis' name at each place where it may stand, then at the same places without its unit.

    `over` says how it was turned before, which it stays until it leans over by so many degrees.
    """
    edge, measures = seen.edge, seen.measures
    whole = measures.fitting(edge.name)
    for text in dict.fromkeys((whole, whole.partition(UNIT)[0])):
        if text and edge.outward is None:
            yield from _upright_names(text, seen.ends, numbers, measures)
        elif text:
            across = _across(seen.ends, seen.outward)
            reach = max((_reach(number, seen.ends, across) for number in numbers), default=0.0)
            a, b = seen.ends
            angle = degrees(atan2(b[1] - a[1], b[0] - a[0]))
            turned = _turned_over(angle, over, lean_deg)
            yield from (_floor_name(text, seen, at, reach, turned) for at in SLIDES)


def _upright_names(
    text: str, ends: tuple[Point, Point], numbers: tuple[AxisNumber, ...], measures: TextMeasures
) -> Iterator[AxisName]:
    """Yield the height's name above its axis, then to the left of its numbers."""
    width, height = measures.name(text)
    top, foot = sorted(ends, key=lambda end: end[1])
    left = min((number.area.left for number in numbers), default=top[0]) - NAME_GAP * measures.scale / 2 - width / 2
    for slide, middle in (
        (1.0, (top[0], top[1] - height / 2 - 2 * NAME_GAP * measures.scale)),
        (0.5, (left, (top[1] + foot[1]) / 2)),
    ):
        yield AxisName(text, middle, 0.0, Area.around(middle, width, height), (width, height), slide)


def _turned_over(angle: float, over: bool | None, lean_deg: float) -> bool:
    """Say whether a name along an axis of this direction has to be read from its other end."""
    held = 0.0 if over is None else -lean_deg if over else lean_deg
    return angle > 89.9 + held or angle < -90.1 - held


def _floor_name(text: str, seen: SeenEdge, at: float, reach: float, over: bool) -> AxisName:
    """Return a name at a share of the way along an axis of the floor, beyond its numbers."""
    width, height = seen.measures.name(text)
    (ax, ay), (bx, by) = seen.ends
    angle = degrees(atan2(by - ay, bx - ax))
    angle = angle - copysign(180.0, angle) if over else angle
    angle = 0.0 if len(text) <= _LETTERS else angle
    away = max(reach, TICK * seen.measures.scale) + NAME_GAP * seen.measures.scale + height / 2
    foot = (ax + at * (bx - ax), ay + at * (by - ay))
    middle = along(foot, _across(seen.ends, seen.outward), away)
    turned = radians(angle)
    wide = abs(cos(turned)) * width + abs(sin(turned)) * height
    tall = abs(sin(turned)) * width + abs(cos(turned)) * height
    return AxisName(text, middle, angle, Area.around(middle, wide, tall), (width, height), at, over)


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


def along(start: Point, way: Point, length: float) -> Point:
    """Return the place this far away from another."""
    return start[0] + way[0] * length, start[1] + way[1] * length


def same_place(name: AxisName, other: AxisName) -> bool:
    """Say whether two names are the same at the same place of the axis."""
    return (name.text, name.slide) == (other.text, other.slide)


def meets(name: AxisName, taken: list[Area]) -> bool:
    """Say whether a name, which may be turned, touches what is taken."""
    return any(piece.grown(1).meets_any(taken) for piece in name.pieces)


def pushed(name: AxisName, inside: Area) -> AxisName | None:
    """Return the name moved inside by a little; None where it would have to be moved far."""
    if name.area.width > inside.width or name.area.height > inside.height:
        return None
    moved = moved_inside(name, inside)
    shift = hypot(moved.area.left - name.area.left, moved.area.top - name.area.top)
    return None if shift > FARTHEST_PUSH_SHARE * min(name.area.width, name.area.height) else moved


def moved_inside(name: AxisName, inside: Area) -> AxisName:
    """Return the name moved inside, however far that is."""
    area = name.area.pushed_into(inside)
    shift = (area.left - name.area.left, area.top - name.area.top)
    return replace(name, middle=(name.middle[0] + shift[0], name.middle[1] + shift[1]), area=area)
