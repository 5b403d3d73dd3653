"""Where the labels of a frame stand: what each wishes for, and where it is now, off the balls and what is written."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lossstudio.picture.scene.frame import BALL_PT, Frame, FrameLabel
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.beside import among
from lossstudio.picture.text.giving_way import (
    Standing,
    beside_legends,
    clear_of,
    heed,
    held_near,
    kept_apart,
    seen_off,
    seen_upon,
)
from lossstudio.picture.text.label_lines import LONGEST, lines_size
from lossstudio.picture.text.labels import LabelRequest, Placed
from lossstudio.picture.text.overlay_ink import PADDING, Sight, at, lines_of
from lossstudio.picture.text.writing import Between, LabelPlace, Stay, WrittenLabel

_ROUNDS, _SOFT, _STUCK = 8, 3, 6
"""So often labels give way at most; so often also before they touch, which keeps them from jumping; and after so many
times up or down, as what is stuck between an axis and the picture's edge."""
LONGEST_NAME = 0.27
"""A name that is longer than this share of the picture's width is told in a legend: with its number it would take half
of the width, and go about with its ball."""
_HEEDS_PT = 16.0
"""Labels that come so near each other begin to give way."""
_DEEPEST_PT, _EDGE_PT = 6.0, 4.0
"""So deep in what it would cover nothing is seen of a label; and so broad an edge of another label is only ground."""


def said_of(frame: Frame, sight: Sight, *, legend: bool = False) -> dict[str, FrameLabel]:
    """Return the labels by their keys, those that are too long for one line with their short words.

    `legend` says that a legend tells who is who, so that tags with long names need not.
    """
    most = LONGEST * sight.size[0]
    said = {}
    for number, label in enumerate(frame.labels):
        text, away = label.text, label.text.removeprefix(f"{among(label.name)}: ")
        if legend and label.name and away != text and needs_legend_alone(label, sight):
            text = away
        elif label.short and sight.labels.size(text)[0] > most:
            text = label.short
        said[label.key or f"{label.kind} {number}"] = replace(label, text=text)
    return said


def needs_legend_alone(label: FrameLabel, sight: Sight) -> bool:
    """Say whether a runner's name is too long to go about with its ball."""
    name = label.name or (label.text if label.kind == "name" else "")
    return sight.labels.size(name)[0] > LONGEST_NAME * sight.size[0]


def in_legend(labels: Iterable[FrameLabel]) -> list[FrameLabel]:
    """Return who stands in a legend, each by name: a ring is beyond the box, or a guest."""
    return [
        label if label.kind == "name" else replace(label, text=label.name, hollow=True)
        for label in labels
        if label.kind == "name" or label.name
    ]


def label_place(label: FrameLabel, placed: Placed, sight: Sight) -> LabelPlace:
    """Return a label's place beside what it belongs to, given where it was placed."""
    (x, y), middle = at(label.place, sight), placed.area.middle
    return LabelPlace(label, (middle[0] - x, middle[1] - y), placed.position)


def inside_of(sight: Sight) -> Area:
    """Return where labels may stand."""
    return Area(0, 0, *sight.size).grown(-6 * sight.scale)


def label_places(frame: Frame, between: Between, sight: Sight, written: Sequence[Standing]) -> tuple[WrittenLabel, ...]:
    """Return the labels that there are now, where each stands off what is written, and how much of it is seen there."""
    now = said_of(frame, sight, legend=between.told)
    balls, here = [at(ball.place, sight) for ball in frame.balls], {ball.runner: ball.place for ball in frame.balls}
    legends, inside = tuple(between.legends()), inside_of(sight)
    keys, labels, wanted, inks, stays = [], [], [], [], list[Stay]()
    for key, inked, stay in between.places():
        gone = inked.thing.label
        keys.append(key)
        label = now.get(key) or replace(
            gone, place=gone.place if gone.runner is None else here.get(gone.runner, gone.place)
        )
        labels.append(label)
        wanted.append(_label_area(label, inked.thing, sight))
        inks.append(inked.opacity)
        stays.append(stay)
    radius, areas, ways = (BALL_PT / 2 + 3) * sight.scale, wanted, list(written)
    for number in range(_ROUNDS):  # off each other one may come upon a ball, and off that upon the other again
        if number == _STUCK:
            ways = [replace(still, way=(0.0, 1.0)) for still in written]
        heeds = _HEEDS_PT * sight.scale if number < _SOFT else 1.0
        before, apart = areas, kept_apart(areas, inks, stays, ways, heeds)
        clear = (clear_of(area, balls, radius).pushed_into(inside) for area in apart)
        areas = [beside_legends(area, legends, inside).pushed_into(inside) for area in clear]
        if areas == before:
            break
    areas = [held_near(area, want, between.loose) for area, want in zip(areas, wanted, strict=True)]
    under = [*written, *(Standing(legend.thing, ink=legend.opacity) for legend in legends)]
    deepest = _DEEPEST_PT * sight.scale
    off = [seen_off(area, balls, radius, deepest) for area in areas]
    seen = _seen(areas, inks, off, stays, under, sight)
    return tuple(map(WrittenLabel, keys, stays, labels, areas, inks, seen))


def _seen(
    areas: Sequence[Area],
    inks: Sequence[float],
    off: Sequence[float],
    stays: Sequence[Stay],
    under: Sequence[Standing],
    sight: Sight,
) -> list[float]:
    """Return how much is seen of labels that cover nothing: what has no room any more fades, the last named first."""
    seen: list[float] = []
    for number, area in enumerate(areas):
        ink = inks[number] * off[number]
        others = (
            Standing(
                areas[other].grown(-_EDGE_PT * sight.scale),
                ink=above * heed((above, stays[other]), (ink, stays[number])),
            )
            for other, above in enumerate(part * inks[at] for at, part in enumerate(seen))
        )
        seen.append(off[number] * seen_upon(area, [*under, *others], _DEEPEST_PT * sight.scale))
    return seen


def _label_area(label: FrameLabel, place: LabelPlace, sight: Sight) -> Area:
    """Return where a label is wanted now, within the picture."""
    wish = wish_of("", label, sight)
    middle = wish.anchor[0] + place.offset[0], wish.anchor[1] + place.offset[1]
    return Area.around(middle, wish.width, wish.height).pushed_into(inside_of(sight))


def wish_of(key: str, label: FrameLabel, sight: Sight) -> LabelRequest:
    """Return what a label asks for: room for its text near what it belongs to."""
    width, height = lines_size(lines_of(label, sight), sight.labels)
    across, down = (2 * part * sight.scale for part in PADDING)
    clearance = (BALL_PT / 2 + 5 if label.kind == "name" else 7.0) * sight.scale
    return LabelRequest(key, at(label.place, sight), width + across, height + down, clearance)
