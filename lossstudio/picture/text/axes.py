"""The axes of the box on the picture: where their ticks and numbers stand, and their names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot, inf, prod

from lossstudio.core.numbers import axis
from lossstudio.picture.camera.camera import Camera, Size
from lossstudio.picture.camera.edges import Sides, edges_of, sides_of
from lossstudio.picture.map.map_camera import MapCamera
from lossstudio.picture.scene.frame import StaticScene
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.axis_name_places import (
    TICK,
    AxisName,
    AxisNumber,
    Point,
    SeenEdge,
    TextMeasures,
    along,
    meets,
    moved_inside,
    names_of,
    pushed,
    same_place,
)
from lossstudio.picture.text.ticks import linear_ticks, log_ticks, multiples_within

GAP, APART = 5.0, 2.0
"""How far numbers stand from their ticks, and from each other at least, in points."""
LOG_DEPTH = 1e-3
"""On a logarithmic axis nothing below this share of the box's height gets a number: it lies too near to the floor."""
_BETWEEN = (0.25, 0.5, 0.75)
"""Where between two numbers another one may come, as shares of the way."""
_LOG_COUNTS = (16.0, 8.0, 5.0, 3.0, 2.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis on the picture.

    Attributes
    ----------
    start, end
        Its ends, in pixels.
    numbers
        Those that are seen.
    name
        None where there is no room for it.
    drawn
        Whether its line is to be drawn, which the floor's edges are already.
    ticks
        Where all its ticks stand, those without a number too.
    """

    start: Point
    end: Point
    numbers: tuple[AxisNumber, ...]
    name: AxisName | None
    drawn: bool
    ticks: tuple[float, ...] = ()

    @property
    def written(self) -> tuple[Area, ...]:
        """What its writing takes."""
        return (*(number.area for number in self.numbers), *(() if self.name is None else (self.name.area,)))

    @property
    def between_numbers(self) -> tuple[Area, ...]:
        """What is between its numbers: there they come when they move on it."""
        return tuple(
            one.area.moved(share * (other.area.left - one.area.left), share * (other.area.top - one.area.top))
            for one, other in pairwise(self.numbers)
            for share in _BETWEEN
        )


@dataclass(frozen=True, slots=True)
class Axes:
    """The axes as they are laid out at one moment, and at which edges of the box; None on a map."""

    every: tuple[Axis, ...]
    sides: Sides | None

    @property
    def written(self) -> tuple[Area, ...]:
        """What their writing takes, and what is between the losses, which move on their axis as surfaces change."""
        upright = self.every[:1] if self.sides is not None and self.sides.upright is not None else ()
        areas = (area for axis in self.every for area in axis.written)
        return (*areas, *(area for axis in upright for area in axis.between_numbers))


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
    return laid_out(static_scene, camera, size, measures, covered).every


def laid_out(
    static_scene: StaticScene,
    camera: Camera | MapCamera,
    size: Size,
    measures: TextMeasures,
    covered: Sequence[Area] = (),
    before: Axes | None = None,
) -> Axes:
    """Return the axes as `axes_of`; what was chosen at an earlier moment is kept as long as it is nearly as good."""
    sides = None
    if not isinstance(camera, MapCamera):
        sides = sides_of(static_scene, camera, size, None if before is None else before.sides)
    edges = edges_of(static_scene, camera, size, sides)
    held: Sequence[Axis | None] = (None,) * len(edges)
    if before is not None and len(before.every) == len(edges):
        held = before.every
    taken: list[Area] = list(covered)
    drawn = []
    for edge, old in zip(edges, held, strict=True):
        axis = _axis(SeenEdge.of(edge, camera, size, measures), taken, old)
        taken += [number.area for number in axis.numbers] + ([axis.name.area] if axis.name else [])
        drawn.append(axis)
    return Axes(tuple(drawn), sides)


def followed(
    axes: Axes, static_scene: StaticScene, camera: Camera | MapCamera, size: Size, measures: TextMeasures
) -> Axes:
    """Return axes as another camera sees them, or upon another surface: the same numbers, and names at their places."""
    edges = edges_of(static_scene, camera, size, axes.sides)
    seen = (SeenEdge.of(edge, camera, size, measures) for edge in edges)
    return Axes(tuple(_followed(axis, edge) for axis, edge in zip(axes.every, seen, strict=False)), axes.sides)


_BEYOND = 1.2
"""So far beyond its axis, as a share, a number has faded that would go there because the axis has become shorter."""

_GONE = 1.5
"""A number has faded when one over this of it is outside of where writing stands."""


def _followed(axis: Axis, seen: SeenEdge) -> Axis:
    low, high = seen.edge.values
    spare = _BEYOND * (high - low)
    numbers: list[AxisNumber] = []
    for number in sorted(axis.numbers, key=lambda number: max(low - number.value, number.value - high)):
        ink = 1.0 - max(0.0, low - number.value, number.value - high) / spare
        # Beyond the axis the name stands: a number that would go there fades at the end.
        at_end = _number(min(max(number.value, low), high), number.text, seen)
        if ink < 1:
            ink *= prod(1.0 - other.ink * _under(at_end.area, other.area) for other in numbers)
        beyond = ink < 1
        ink *= 1.0 - min(1.0, _GONE * _outside(at_end.area, seen.inside))  # nothing is cut that is well seen
        if ink > 0 and not (beyond and not seen.inside.holds(at_end.area)):
            numbers.append(replace(at_end, value=number.value, ink=ink))
    name = None
    if axis.name is not None:
        places = names_of(seen, tuple(numbers), axis.name.over, lean_deg=90.0)
        name = moved_inside(next((each for each in places if same_place(each, axis.name)), axis.name), seen.inside)
    return Axis(*seen.ends, tuple(numbers), name, axis.drawn, axis.ticks)


def _under(area: Area, other: Area) -> float:
    """Return how much (0..1) an area lies under another one, along the shorter way."""
    wide = min(area.right, other.right) - max(area.left, other.left)
    tall = min(area.bottom, other.bottom) - max(area.top, other.top)
    return max(0.0, min(wide / min(area.width, other.width), tall / min(area.height, other.height)))


def _outside(area: Area, inside: Area) -> float:
    """Return how much of an area is outside of another one, as a share, along the way on which that is more."""
    wide = max(inside.left - area.left, area.right - inside.right, 0.0)
    tall = max(inside.top - area.top, area.bottom - inside.bottom, 0.0)
    return max(wide / area.width, tall / area.height)


def _axis(seen: SeenEdge, taken: list[Area], held: Axis | None) -> Axis:
    """Return an axis without numbers that collide or are cut off, and with its name where that is free.

    A name that has to be moved far inside, upon its own numbers, takes their place.
    """
    ticks = _ticks(seen, () if held is None else held.ticks)
    numbers = _numbers(seen, ticks)
    old = None if held is None else held.name
    places: Iterable[AxisName] = names_of(seen, numbers, None if old is None else old.over)
    if old is not None:
        places = sorted(places, key=lambda place: not same_place(place, old))
    within = (pushed(name, seen.inside) for name in places)
    clear = [name for name in within if name is not None and not meets(name, taken)]
    free = tuple(
        number for number in numbers if seen.inside.holds(number.area) and not number.area.grown(3).meets_any(taken)
    )
    name = next((each for each in clear if not meets(each, [number.area for number in free])), next(iter(clear), None))
    if name is not None:  # of two that have no room beside each other it's the name that stays
        free = tuple(number for number in free if not meets(name, [number.area]))
    return Axis(*seen.ends, free, name, seen.edge.outward is None, ticks)


_OF_TWO = 0.64
"""Where no two ticks stand so far apart, two that stand closer are a scale all the same; a single number is none."""
_CLOSER, _WIDER = 0.8, 1.25
"""Ticks that were chosen before may stand so much closer, and denser ones must stand so much wider to replace them."""


def _ticks(seen: SeenEdge, held: tuple[float, ...]) -> tuple[float, ...]:
    """Return where ticks stand, as many as have room; those that were chosen before if they have it still."""
    closest = seen.measures.apart * seen.measures.scale
    roomy = (each for each in _proposals(seen) if _gap(each, seen) >= closest and not _touch(each, seen))
    values = next(roomy, ())
    if len(values) < 2 and not seen.edge.log:
        sparse = (each for count in (2.0, 3.0, 4.0, 5.0) if len(each := linear_ticks(*seen.edge.values, count)) > 1)
        clear = (each for each in sparse if _gap(each, seen) >= _OF_TWO * closest and not _touch(each, seen))
        values = next(clear, values)
    low, high = seen.edge.values
    fits = len(held) > 0 and low <= held[0] and held[-1] <= high and _gap(held, seen) >= _CLOSER * closest
    fits = fits and not _touch(held, seen)
    return held if fits and _gap(values, seen) < _WIDER * closest else values


def _touch(values: tuple[float, ...], seen: SeenEdge) -> bool:
    """Say whether numbers of neighbouring ticks touch each other, as those of many digits may."""
    pairs = zip(values, axis(values, logarithmic=seen.edge.log), strict=True)
    areas = [_number(value, text, seen).area for value, text in pairs]
    return any(one.grown(APART * seen.measures.scale).meets(other) for one, other in pairwise(areas))


def _gap(values: tuple[float, ...], seen: SeenEdge) -> float:
    """Return how far the two of some ticks that are nearest to each other are apart, in pixels."""
    feet = [seen.foot(value) for value in values]
    return min((hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(feet)), default=inf)


def _numbers(seen: SeenEdge, ticks: tuple[float, ...]) -> tuple[AxisNumber, ...]:
    """Return the numbers that the surface doesn't hide."""
    edge = seen.edge
    hidden = edge.hidden([edge.place(value) for value in ticks])
    every = zip(ticks, axis(ticks, logarithmic=edge.log), hidden, strict=True)
    return tuple(_number(value, text, seen) for value, text, gone in every if not gone)


def _proposals(seen: SeenEdge) -> Iterator[tuple[float, ...]]:
    """Yield sets of ticks, each with fewer than the one before."""
    edge = seen.edge
    low, high = edge.values
    if edge.log:
        lowest = max(low, LOG_DEPTH * (high - low))
        found = [log_ticks(lowest, high, most) for most in _LOG_COUNTS]
        yield from found
        # Low down they stand closer than higher up: where no set fits in whole, those of the sparsest that do.
        yield _far_enough(found[-1], seen)
        return
    if edge.step is not None:
        yield multiples_within(low, high, edge.step)
    a, b = seen.ends
    most = max(1.0, hypot(b[0] - a[0], b[1] - a[1]) / (1.7 * seen.measures.apart * seen.measures.scale))
    counts = (min(most, 8.0), most / 1.5, most / 2.2, most / 3.5, 2.0, 1.0)  # one number alone tells no scale
    yield from (linear_ticks(low, high, max(count, 1.0)) for count in sorted(counts, reverse=True))


def _far_enough(values: tuple[float, ...], seen: SeenEdge) -> tuple[float, ...]:
    """Return those of rising numbers that stand far enough apart on the picture, the highest first of all."""
    kept: list[float] = []
    for value in reversed(values):
        if not kept or _gap((kept[-1], value), seen) >= seen.measures.apart * seen.measures.scale:
            kept.append(value)
    return tuple(reversed(kept))


def _number(value: float, text: str, seen: SeenEdge) -> AxisNumber:
    foot, outward, scale = seen.foot(value), seen.outward, seen.measures.scale
    end = along(foot, outward, TICK * scale)
    width, height = seen.measures.number(text)
    reach = abs(outward[0]) * width / 2 + abs(outward[1]) * height / 2 + GAP * scale
    return AxisNumber(value, foot, end, text, Area.around(along(end, outward, reach), width, height))
