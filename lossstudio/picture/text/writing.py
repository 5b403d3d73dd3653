"""What is written upon a surface at one moment, and how one moment's writing gives way to another's.

In a film nothing that is written jumps: what stays glides to its new place, and what comes or goes fades.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import combinations
from math import atan2, cos, hypot, radians, remainder, sin, tau
from typing import Generic, TypeVar

from lossstudio.picture.scene.frame import FrameLabel
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.axes import Axes, Axis
from lossstudio.picture.text.axis_name_places import AxisName, AxisNumber, same_place

WIDEST_TURN, FARTHEST = 1.2, 1.2
"""A label glides round what it names by so much at most, in radians, and so far as a share of how far off it stands."""

_HEED, _SEEN = 4.0, 0.15
"""How soon labels heed each other while one of them comes or goes: at a quarter of its ink wholly; and at how much ink
they heed all of what stands still."""
_LEAST_SHARE = 1e-9

T = TypeVar("T")
Offset = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Inked(Generic[T]):
    """Something that is written, and how much (0..1) of its ink is there."""

    thing: T
    opacity: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class LabelPlace:
    """Where a label stands: from the place that it names to its own middle, in pixels.

    `position` is the number of that place among all that it might have.
    """

    label: FrameLabel
    offset: Offset
    position: int


@dataclass(frozen=True, slots=True, eq=False)
class Writing:
    """What is written at one moment.

    Attributes
    ----------
    axes
        The axes, with what was chosen for them.
    labels
        By their keys.
    wished
        The kinds and keys of all labels that there are to be written.
    legend
        Where names are told that have no room beside their balls; None where there is no legend.
    """

    axes: Axes
    labels: dict[str, LabelPlace] = field(default_factory=dict)
    legend: Area | None = None
    wished: frozenset[tuple[str, str]] = frozenset()
    seen: tuple[object, ...] = ()

    def stands_as(self, other: "Writing") -> bool:
        """Say whether everything stands where the other's does."""
        one, two = ({key: place.offset for key, place in each.labels.items()} for each in (self, other))
        return one == two and (self.axes, self.legend, self.wished) == (other.axes, other.legend, other.wished)


class Stay(Enum):
    """Whether something is written at two moments, or only before or after."""

    STAYS = 0
    GOES = 1
    COMES = 2


@dataclass(frozen=True, slots=True)
class Between:
    """How far (0..1) one moment's writing has given way to another's."""

    first: Writing
    second: Writing
    share: float = 0.0

    @property
    def told(self) -> bool:
        """Whether a legend tells all the way who is who."""
        return self.first.legend is not None and self.second.legend is not None

    def shares(self, before: object, after: object) -> float:
        """Return how much ink a label has that may be there before and after."""
        return (1.0 - self.share) * (before is not None) + self.share * (after is not None)

    def legends(self) -> Iterator[Inked[Area]]:
        """Yield where the legend is; on its way to the other side it would lie upon all between, so it fades."""
        before, after = self.first.legend, self.second.legend
        if before is not None and after is not None and before.meets(after):
            yield Inked(_mixed_area(before, after, self.share))
            return
        if before is not None:
            yield Inked(before, self.shares(before, None))
        if after is not None:
            yield Inked(after, self.shares(None, after))

    def places(self) -> Iterator[tuple[str, Inked[LabelPlace], Stay]]:
        """Yield the key of each label, where it stands, and whether it does before, after, or at both moments."""
        for key in {**self.first.labels, **self.second.labels}:
            before, after = self.first.labels.get(key), self.second.labels.get(key)
            if before is not None and after is not None and _near(before.offset, after.offset):
                glides = replace(after, offset=_round(before.offset, after.offset, self.share))
                yield key, Inked(glides), Stay.STAYS
                continue
            if before is not None:
                yield key, Inked(before, self.shares(before, None)), Stay.GOES
            if after is not None:
                yield key, Inked(after, self.shares(None, after)), Stay.COMES


@dataclass(frozen=True, slots=True)
class AxesInk:
    """What is written of all axes."""

    lines: tuple[Inked[Axis], ...]
    numbers: tuple[Inked[AxisNumber], ...]
    names: tuple[Inked[AxisName], ...]

    def faded(self, share: float) -> "AxesInk":
        """Return the same with a share (0..1) of its ink."""
        return AxesInk(_faded(self.lines, share), _faded(self.numbers, share), _faded(self.names, share))


def _faded(written: Sequence[Inked[T]], share: float) -> tuple[Inked[T], ...]:
    return tuple(Inked(each.thing, share * each.opacity) for each in written)


def axes_ink(before: Axes, after: Axes, share: float) -> AxesInk:
    """Return the writing between two layouts of the axes that a camera sees both of."""
    old, new = _by_edge(before), _by_edge(after)
    lines, numbers, names = [], [], []
    for key in {**old, **new}:
        one, other = old.get(key), new.get(key)
        ink = (1.0 - share) * (one is not None) + share * (other is not None)
        lines += [Inked(axis, ink) for axis in (one or other,) if axis is not None]
        numbers += _numbers(one, other, share)
        names += _names(one, other, share)
    return AxesInk(tuple(lines), tuple(numbers), tuple(names))


def _by_edge(axes: Axes) -> dict[object, Axis]:
    sides = axes.sides
    if sides is None:
        return dict(enumerate(axes.every))
    edges: list[object] = [("x", sides.along_x), ("y", sides.along_y)]
    if sides.upright is not None:
        edges.insert(0, ("loss", sides.upright))
    return dict(zip(edges, axes.every, strict=True))


def _numbers(one: Axis | None, other: Axis | None, share: float) -> list[Inked[AxisNumber]]:
    old = {} if one is None else {(each.value, each.text): each for each in one.numbers}
    new = {} if other is None else {(each.value, each.text): each for each in other.numbers}
    made = []
    for key in {**old, **new}:
        number = new.get(key) or old[key]
        made.append(Inked(number, number.ink * ((1.0 - share) * (key in old) + share * (key in new))))
    return made


def _names(one: Axis | None, other: Axis | None, share: float) -> list[Inked[AxisName]]:
    old, new = (None if axis is None else axis.name for axis in (one, other))
    if old is not None and new is not None and same_place(old, new) and old.over == new.over:
        return [Inked(replace(new, middle=_mixed(old.middle, new.middle, share)))]
    faded = ((old, 1.0 - share), (new, share))
    return [Inked(name, opacity) for name, opacity in faded if name is not None]


def _near(one: Offset, other: Offset) -> bool:
    """Say whether something may glide from one place to another; else it would sweep over much of the picture."""
    turned = abs(remainder(atan2(other[1], other[0]) - atan2(one[1], one[0]), tau))
    return turned < WIDEST_TURN and hypot(other[0] - one[0], other[1] - one[1]) < FARTHEST * hypot(*one)


def _round(one: Offset, other: Offset, share: float) -> Offset:
    """Return an offset on the way from one to another, round what it is the offset from."""
    start, end = atan2(one[1], one[0]), atan2(other[1], other[0])
    angle = start + share * remainder(end - start, tau)
    away = hypot(*one) + share * (hypot(*other) - hypot(*one))
    return away * cos(angle), away * sin(angle)


def clear_of(area: Area, balls: Sequence[Offset], radius: float) -> Area:
    """Return an area pushed off balls that have come to lie under it."""
    for x, y in balls:
        near = area.nearest((x, y))
        gap = hypot(near[0] - x, near[1] - y)
        if gap >= radius:
            continue
        way = (near[0] - x, near[1] - y) if gap > 0 else (area.middle[0] - x, area.middle[1] - y)
        size = max(hypot(*way), 1e-9)
        if gap > 0:
            area = area.moved((radius - gap) * way[0] / size, (radius - gap) * way[1] / size)
        else:  # its middle is under the area, which goes the shortest way: up or down, as it is wider than tall
            down = y + radius - area.top if way[1] >= 0 else y - radius - area.bottom
            area = area.moved(0.0, down)
    return area


def beside_legends(area: Area, legends: Sequence[Inked[Area]], inside: Area) -> Area:
    """Return an area pushed off legends the shortest way that stays inside, the less the less of their ink is there."""
    for legend in legends:
        if area.meets(legend.thing):
            at = legend.thing
            aside = (at.left - area.right, 0.0), (at.right - area.left, 0.0)
            ways = [*aside, (0.0, at.top - area.bottom), (0.0, at.bottom - area.top)]
            stays = [way for way in ways if inside.holds(area.moved(*way))] or ways
            across, down = min(stays, key=lambda way: abs(way[0]) + abs(way[1]))
            area = area.moved(legend.opacity * across, legend.opacity * down)
    return area


@dataclass(frozen=True, slots=True)
class Standing:
    """What is written where labels give way to it: an area, turned by `angle` degrees about its middle.

    `way` is a direction of length 1: they go that way, or back; the numbers of one axis so send them the same way.
    `ink` is how much (0..1) of it is there.
    """

    area: Area
    way: Offset = (0.0, 1.0)
    angle: float = 0.0
    ink: float = 1.0


def kept_apart(
    areas: Sequence[Area], inks: Sequence[float], stays: Sequence[Stay], standing: Sequence[Standing], gap: float
) -> list[Area]:
    """Return areas of labels, moved up or down off each other, and off what stands still.

    Their places are chosen every few frames, and meanwhile what they name goes on. They begin to give way before they
    touch, so that they don't jump; of two that take turns in one place neither does.

    Parameters
    ----------
    areas, inks, stays
        Where labels are, how much (0..1) of each is there, and which of them come or go.
    standing
        What doesn't give way.
    gap
        So far beside each other they begin to, in pixels.
    """
    moved = list(areas)
    for one, other in combinations(range(len(moved)), 2):
        both = _heed((inks[one], stays[one]), (inks[other], stays[other]))
        down = both * _way_off(moved[one], moved[other], gap) / 2 if both else 0.0
        moved[one], moved[other] = moved[one].moved(0.0, down), moved[other].moved(0.0, -down)
    for number, area in enumerate(moved):
        for still in standing:
            way, far = still.way, _way_from(area, still, gap)
            if abs(far) > area.height + still.area.height:  # aside of something wide is farther than above it
                way, far = (0.0, 1.0), _way_from(area, replace(still, way=(0.0, 1.0)), gap)
            far *= min(1.0, still.ink / _SEEN)
            if far:
                area = area.moved(far * way[0], far * way[1])  # noqa: PLW2901
        moved[number] = area
    return moved


def _heed(one: tuple[float, Stay], other: tuple[float, Stay]) -> float:
    """Return how much (0..1) two labels heed each other, of which one may come where another goes."""
    if {one[1], other[1]} == {Stay.COMES, Stay.GOES}:
        return 0.0
    return 1.0 if one[1] is other[1] else min(1.0, _HEED * min(one[0], other[0]))


def _way_off(area: Area, other: Area, gap: float) -> float:
    """Return how far down an area has to go to be off another, less where they are still beside each other."""
    wide = min(area.right, other.right) - max(area.left, other.left)
    tall = min(area.bottom, other.bottom) - max(area.top, other.top)
    down = 1.0 if area.middle[1] >= other.middle[1] else -1.0
    return down * max(0.0, tall) * min(1.0, max(0.0, 1.0 + wide / gap))


def _way_from(area: Area, still: Standing, gap: float) -> float:
    """Return how far an area has to go along what stands still's way, or back, to be off it.

    Two convex areas are apart where they are along one of their sides' directions, so the way ends at the first of
    these at which they are; it is shorter where they are still beside each other.
    """
    x, y = area.middle[0] - still.area.middle[0], area.middle[1] - still.area.middle[1]
    reach = (hypot(area.width, area.height) + hypot(still.area.width, still.area.height)) / 2 + gap
    if x * x + y * y > reach * reach:
        return 0.0
    turned = radians(still.angle)
    sides = (cos(turned), sin(turned)), (-sin(turned), cos(turned))
    back = -1.0 if still.way[0] * x + still.way[1] * y < 0.0 else 1.0
    way = back * still.way[0], back * still.way[1]

    def ahead(side: Offset) -> float:
        """Return how far it has to go in a direction to be off there."""
        own = _along(side, sides[0]), _along(side, sides[1])
        return _half(area, side) + _half(still.area, own) - _along(side, (x, y))

    shares = ((side, _along(side, way)) for side in {*sides, (1.0, 0.0), (0.0, 1.0)})
    ways = ((share, side if share > 0.0 else (-side[0], -side[1])) for side, share in shares)
    far = min(ahead(side) / abs(share) for share, side in ways if abs(share) > _LEAST_SHARE)
    around = (*sides, (1.0, 0.0), (0.0, 1.0), (-way[1], way[0]))
    beside = min(ahead((sign * side[0], sign * side[1])) for side in around for sign in (1.0, -1.0))
    return back * max(0.0, far) * min(1.0, max(0.0, 1.0 + beside / gap))


def _half(area: Area, way: Offset) -> float:
    """Return how far an area reaches from its middle in a direction."""
    return (abs(way[0]) * area.width + abs(way[1]) * area.height) / 2


def _along(way: Offset, other: Offset) -> float:
    return way[0] * other[0] + way[1] * other[1]


def _mixed(one: Offset, other: Offset, share: float) -> Offset:
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])


def _mixed_area(one: Area, other: Area, share: float) -> Area:
    sides = zip(
        (one.left, one.top, one.right, one.bottom), (other.left, other.top, other.right, other.bottom), strict=True
    )
    return Area(*(a + share * (b - a) for a, b in sides))
