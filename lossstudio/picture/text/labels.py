"""Where labels stand: beside what they name, over nothing that matters, never cut off, and steady while things move."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import cos, hypot, radians, sin
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.leaders import nearest_in, run_through

_TURNS_DEG = (35.0, 0.0, -35.0, 90.0, 145.0, 180.0, -145.0, -90.0, 62.0, 118.0)
"""Directions in which a label may stand from its place, the favourite first; 90 is up."""

_ROOMS = (16.0, 34.0, 60.0, 96.0)
"""How far off, in points."""

STEADY, STEADIER = 40.0, 160.0
"""The usual `Surroundings.steady`, and that of a film, in which nobody waits for a better place."""


CROSSES = 1000.0
"""The penalty of a place whose leader runs through what is written, or that lies upon another's leader."""

MOST = 40
"""More labels find no place in any picture."""


@dataclass(frozen=True, slots=True)
class LabelRequest:
    """A label that wants a place.

    Attributes
    ----------
    key
        The same from frame to frame.
    anchor
        What it names, in pixels.
    width, height
        Its own size.
    clearance
        How far around the anchor nothing may stand.
    """

    key: str
    anchor: tuple[float, float]
    width: float
    height: float
    clearance: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label stands, which of its possible positions that is, and whether leaders cross writing by it."""

    key: str
    area: Area
    position: int
    crosses: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What labels have to heed.

    Attributes
    ----------
    inside
        They stay in here.
    blocked
        They never stand upon these.
    busy
        They had better not stand upon these.
    scale
        Pixels per point.
    steady
        How much worse than another its old position may be for a label to stay there, in points of penalty.
    """

    inside: Area
    blocked: tuple[Area, ...]
    busy: tuple[Area, ...]
    scale: float
    steady: float = STEADY


def place_labels(wishes: Sequence[LabelRequest], around: Surroundings, before: dict[str, int]) -> tuple[Placed, ...]:
    """Return a place for each label that has one, the first served first.

    Parameters
    ----------
    wishes
        In order of importance.
    around
        What they have to heed.
    before
        The positions of an earlier frame by key, which are kept while they are nearly as good.
    """
    wishes = wishes[:MOST]
    anchors = [Area.around(wish.anchor, 2 * wish.clearance, 2 * wish.clearance) for wish in wishes]
    fixed, busy = _sides((*around.blocked, *anchors)), _sides(around.busy)
    placed: list[Placed] = []
    named: list[tuple[float, float]] = []
    for wish in wishes:
        written = _sides([other.area.grown(3 * around.scale) for other in placed])
        leaders = np.array(named).reshape(-1, 2), _ends(named, placed)
        blocked = np.concatenate((fixed, written))
        best = _best(wish, around, blocked, busy, before.get(wish.key), (written, leaders))
        if best is not None:
            placed.append(best)
            named.append(wish.anchor)
    return tuple(placed)


_Leaders: TypeAlias = tuple[Floats, Floats]
"""Where they begin and where they end, ``(n, 2)`` each."""


def _ends(anchors: Sequence[tuple[float, float]], placed: Sequence[Placed]) -> Floats:
    """Return where leaders to labels end ``(n, 2)``."""
    ends = [nearest_in(_sides([each.area]), anchor) for anchor, each in zip(anchors, placed, strict=True)]
    return np.concatenate([np.empty((0, 2)), *ends])


def _best(
    wish: LabelRequest,
    around: Surroundings,
    blocked: Floats,
    busy: Floats,
    held: int | None,
    others: tuple[Floats, _Leaders],
) -> Placed | None:
    if wish.width > around.inside.width or wish.height > around.inside.height:
        return None
    areas, costs = zip(*_positions(wish, around), strict=True)
    sides = _sides(areas)
    penalties = np.array(costs) + _shared(sides, busy) / (12.0 * around.scale)
    if held is not None:
        penalties[held] -= around.steady
    crosses = _crosses(wish, sides, around, *others)
    penalties[crosses] += CROSSES
    penalties[_shared(sides, blocked) > 0.0] = np.inf
    best = int(np.argmin(penalties))
    return Placed(wish.key, areas[best], best, bool(crosses[best])) if penalties[best] < np.inf else None


def _crosses(
    wish: LabelRequest, sides: Floats, around: Surroundings, written: Floats, leaders: _Leaders
) -> NDArray[np.bool_]:
    """Say at which places ``(m, 4)`` the label's leader runs through what is written, or the label lies upon another's.

    What lies about its own anchor, as its ball does, isn't crossed.
    """
    elsewhere = [area for area in around.blocked if not area.holds_point(wish.anchor)]
    through = np.concatenate((_sides(elsewhere), written))
    starts = np.broadcast_to(np.array(wish.anchor), (len(sides), 2))
    own = run_through(starts, nearest_in(sides, wish.anchor), through).any(axis=1)
    crosses: NDArray[np.bool_] = np.logical_or(own, run_through(*leaders, sides).any(axis=0))
    return crosses


def _sides(areas: Sequence[Area]) -> Floats:
    """Return the left, top, right and bottom of areas ``(n, 4)``: of paths there are hundreds, and many positions."""
    sides = [(area.left, area.top, area.right, area.bottom) for area in areas]
    return np.array(sides, dtype=np.float64).reshape(-1, 4)


def _shared(areas: Floats, others: Floats) -> Floats:
    """Return how much each area ``(m, 4)`` has in common with others ``(n, 4)``, in square pixels ``(m,)``."""
    left, top, right, bottom = np.hsplit(areas, 4)
    wide = np.minimum(right, others[:, 2]) - np.maximum(left, others[:, 0])
    tall = np.minimum(bottom, others[:, 3]) - np.maximum(top, others[:, 1])
    shared: Floats = np.sum(np.fmax(wide, 0.0) * np.fmax(tall, 0.0), axis=1)
    return shared


def _positions(wish: LabelRequest, around: Surroundings) -> Iterator[tuple[Area, float]]:
    """Yield every position, in the order of their numbers: where it is, and how little it is liked."""
    for room, (order, turn) in product(_ROOMS, enumerate(_TURNS_DEG)):
        across, up = cos(radians(turn)), sin(radians(turn))
        away = wish.clearance + room * around.scale
        middle = (
            wish.anchor[0] + across * (away + wish.width / 2),
            wish.anchor[1] - up * (away + wish.height / 2),
        )
        area = Area.around(middle, wish.width, wish.height)
        inside = area.pushed_into(around.inside)
        pushed = hypot(inside.left - area.left, inside.top - area.top) / around.scale
        yield inside, room * 0.6 + order * 2.0 + pushed


_FAR = 40.0
"""A name that stands farther than this from what it names, in points, is looked for."""
_COVERS = 0.5
"""How much of a name may cover paths."""
_COMFORT = 0.6
"""A legend gives way to names only where they stand so much better than they must."""


def need_legend(wishes: Sequence[LabelRequest], placed: Sequence[Placed], around: Surroundings, *, has: bool) -> bool:
    """Say whether several names had better be told in a legend: one has no place, or not a good one.

    It stands far off, covers paths, or leaders cross writing by it.

    Parameters
    ----------
    wishes
        The names.
    placed
        Where labels stand, these among them.
    around
        What they have to heed.
    has
        Whether there is a legend already; it stays until the names have room enough, so that nothing flickers.
    """
    if len(wishes) < 2:
        return False
    areas, strict = {each.key: each.area for each in placed}, _COMFORT if has else 1.0
    crossing = {each.key for each in placed if each.crosses}
    far, busy = strict * _FAR * around.scale, _sides(around.busy)
    return any(
        wish.key not in areas
        or wish.key in crossing
        or _away(wish, areas[wish.key]) > far
        or _shared(_sides([areas[wish.key]]), busy)[0] > strict * _COVERS * wish.width * wish.height
        for wish in wishes
    )


def _away(wish: LabelRequest, area: Area) -> float:
    near = area.nearest(wish.anchor)
    return hypot(near[0] - wish.anchor[0], near[1] - wish.anchor[1]) - wish.clearance


_LEVELS = 25
"""At so many heights of either side a legend may stand."""
_WRITTEN = 1000.0
"""How much worse it is to cover what is written than to cover the surface."""


def legend_area(width: float, height: float, around: Surroundings, ground: Sequence[Area]) -> Area:
    """Return where a legend of this size stands: at the side, where it covers the least.

    It heeds what is written and the `ground`, the surface itself, but not the paths: so it rests while they grow.
    """
    inside = around.inside
    tops = [inside.top + level / (_LEVELS - 1) * (inside.height - height) for level in range(_LEVELS)]
    lefts = (inside.right - width, inside.left)
    places = [Area(left, top, left + width, top + height) for left in lefts for top in tops]
    return places[int(np.argmin(_covered(places, around, ground)))]


def covered(area: Area, around: Surroundings, ground: Sequence[Area]) -> float:
    """Return how bad it is that something stands here: how much it covers, writing counting most."""
    return float(_covered([area], around, ground)[0])


def _covered(areas: Sequence[Area], around: Surroundings, ground: Sequence[Area]) -> Floats:
    sides = _sides(areas)
    return _WRITTEN * _shared(sides, _sides(around.blocked)) + _shared(sides, _sides(ground))
