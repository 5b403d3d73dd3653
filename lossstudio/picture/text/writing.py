"""What is written upon a surface at one moment, and how one moment's writing gives way to another's.

In a film nothing that is written jumps: what stays glides to its new place, and what comes or goes fades.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from math import atan2, cos, hypot, inf, remainder, sin, tau
from typing import Generic, TypeVar

from lossstudio.picture.scene.frame import FrameLabel
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.axes import Axes, Axis
from lossstudio.picture.text.axis_name_places import AxisName, AxisNumber, same_place

WIDEST_TURN, FARTHEST = 1.2, 1.2
"""A label glides round what it names by so much at most, in radians, and so far as a share of how far off it stands."""

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
    """How far (0..1) one moment's writing has given way to another's.

    `loose` is how far labels may give way to each other and to what stands still, in pixels.
    """

    first: Writing
    second: Writing
    share: float = 0.0
    loose: float = inf

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


@dataclass(frozen=True, slots=True)
class WrittenLabel:
    """A label upon a frame, at its `area`.

    Attributes
    ----------
    ink
        How much (0..1) of it is there as it comes and goes.
    seen
        How much (0..1) is seen of that, where there may be no room for it.
    """

    key: str
    stay: Stay
    label: FrameLabel = field(compare=False)
    area: Area
    ink: float
    seen: float

    @property
    def opacity(self) -> float:
        """How much (0..1) of it is painted."""
        return self.ink * self.seen


@dataclass(frozen=True, slots=True)
class FrameWriting:
    """What is written upon one frame: `between` which moments it is, and what that comes to."""

    between: Between
    axes: AxesInk = field(compare=False)
    labels: tuple[WrittenLabel, ...]


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


def _mixed(one: Offset, other: Offset, share: float) -> Offset:
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])


def _mixed_area(one: Area, other: Area, share: float) -> Area:
    sides = zip(
        (one.left, one.top, one.right, one.bottom), (other.left, other.top, other.right, other.bottom), strict=True
    )
    return Area(*(a + share * (b - a) for a, b in sides))
