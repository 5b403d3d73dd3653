"""How labels give way: to each other, to balls, legends, and to what is written where it stands.

They do between the moments for which their places are chosen, while what they name goes on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import cos, hypot, radians, sin

from lossstudio.core.easing import smoothstep
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.writing import Inked, Offset, Stay

_HEED, _SEEN = 4.0, 0.15
"""How soon labels heed each other while one of them comes or goes: at a quarter of its ink wholly; and at how much ink
they heed all of what stands still."""
_LEAST_SHARE = 1e-9
_UPRIGHT: tuple[Offset, Offset] = (1.0, 0.0), (0.0, 1.0)


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
        both = heed((inks[one], stays[one]), (inks[other], stays[other]))
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


def heed(one: tuple[float, Stay], other: tuple[float, Stay]) -> float:
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
    if not _near(area, still, gap):
        return 0.0
    away, sides = _away(area, still), _sides_of(still)
    back = -1.0 if _along(still.way, away) < 0.0 else 1.0
    way = back * still.way[0], back * still.way[1]
    shares = ((side, _along(side, way)) for side in {*sides, *_UPRIGHT})
    ways = ((share, side if share > 0.0 else (-side[0], -side[1])) for side, share in shares)
    far = min(_ahead(area, still, side) / abs(share) for share, side in ways if abs(share) > _LEAST_SHARE)
    beside = _depth(area, still, (*sides, *_UPRIGHT, (-way[1], way[0])))
    return back * max(0.0, far) * min(1.0, max(0.0, 1.0 + beside / gap))


def _near(area: Area, still: Standing, gap: float) -> bool:
    """Say whether an area may come so near to what stands still, which takes no more than their diagonals to tell."""
    reach = (hypot(area.width, area.height) + hypot(still.area.width, still.area.height)) / 2 + gap
    return hypot(*_away(area, still)) <= reach


def _away(area: Area, still: Standing) -> Offset:
    return area.middle[0] - still.area.middle[0], area.middle[1] - still.area.middle[1]


def _sides_of(still: Standing) -> tuple[Offset, Offset]:
    """Return the directions of the sides of what stands still."""
    turned = radians(still.angle)
    return (cos(turned), sin(turned)), (-sin(turned), cos(turned))


def _ahead(area: Area, still: Standing, side: Offset) -> float:
    """Return how far an area has to go in a direction to be off there."""
    one, other = _sides_of(still)
    own = _along(side, one), _along(side, other)
    return _half(area, side) + _half(still.area, own) - _along(side, _away(area, still))


def _depth(area: Area, still: Standing, ways: Sequence[Offset]) -> float:
    """Return how far an area has to go at least to be off, in one of these directions or back; below 0 it is off."""
    return min(_ahead(area, still, (sign * way[0], sign * way[1])) for way in ways for sign in (1.0, -1.0))


def _half(area: Area, way: Offset) -> float:
    """Return how far an area reaches from its middle in a direction."""
    return (abs(way[0]) * area.width + abs(way[1]) * area.height) / 2


def _along(way: Offset, other: Offset) -> float:
    return way[0] * other[0] + way[1] * other[1]


def held_near(area: Area, wanted: Area, farthest: float) -> Area:
    """Return an area that has given way, no farther than so much from where it is wanted.

    So it can't leap from one side of what comes upon it to the other.
    """
    right, down = area.left - wanted.left, area.top - wanted.top
    share = min(1.0, farthest / max(hypot(right, down), _LEAST_SHARE))
    return wanted.moved(share * right, share * down)


def seen_upon(area: Area, standing: Iterable[Standing], deepest: float) -> float:
    """Return how much (0..1) is seen of a label that reaches into what stands still: nothing from so deep in it on."""
    deep = max(
        (
            min(1.0, still.ink / _SEEN) * _depth(area, still, (*_sides_of(still), *_UPRIGHT))
            for still in standing
            if _near(area, still, 0.0)
        ),
        default=0.0,
    )
    return _ink(deep, deepest)


def seen_off(area: Area, balls: Iterable[Offset], radius: float, deepest: float) -> float:
    """Return how much (0..1) is seen of a label that reaches into balls: nothing from so deep in one of them on."""
    gaps = (hypot(near[0] - x, near[1] - y) for (x, y) in balls for near in (area.nearest((x, y)),))
    return _ink(radius - min(gaps, default=radius), deepest)


def _ink(deep: float, deepest: float) -> float:
    return 1.0 - smoothstep(min(1.0, max(0.0, deep / deepest)))
