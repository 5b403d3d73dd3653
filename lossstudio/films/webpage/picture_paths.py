"""The paths of a page's picture: where runners are at each step, with no more points than are seen."""

from typing import Any

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.films.webpage.packing import packed
from lossstudio.picture.scene.box import TALL, Box
from lossstudio.picture.scene.guests import PathSection
from lossstudio.picture.scene.path_projection import ProjectedPath
from lossstudio.picture.scene.runners import cut_at_box, length_of
from lossstudio.picture.scene.swings import swings_of
from lossstudio.picture.text.read_outs import number_text

UNSEEN = 0.0004
"""Points that are this near to the straight line between their neighbours are left out, in box units."""
MOST_ROUNDS = 8


def paths_part(
    trails: list[ProjectedPath], box: Box, sections: tuple[tuple[PathSection, ...], ...], digits: int
) -> list[dict[str, Any]]:
    """Return the paths of runners upon one surface.

    Parameters
    ----------
    trails
        Laid upon the surface, one for each runner.
    box
        The surface's.
    sections
        What each runner minimises from which step on.
    digits
        With how many significant digits losses are written.
    """
    placed = [box.place(trail.points) for trail in trails]
    lengths = [length_of(cut_at_box(places, box).points) for places in placed]
    ranks = np.argsort(np.argsort(-np.array(lengths), kind="stable"))
    every = zip(trails, placed, sections, ranks.tolist(), strict=True)
    return [_path(trail, places, box, own, digits) | {"rank": rank} for trail, places, own, rank in every]


def _path(
    trail: ProjectedPath, places: Floats, box: Box, sections: tuple[PathSection, ...], digits: int
) -> dict[str, Any]:
    kept = few_points(places, trail.at_knot)
    cut = cut_at_box(places[kept], box, trail.time[kept])
    gaps = np.isnan(cut.time)
    alone = ~(gaps & np.concatenate([[False], gaps[:-1]]))
    points, time = cut.points[alone], cut.time[alone]
    counted = np.arange(len(time)) * float(trail.stride)
    with np.errstate(all="ignore"):
        swings = np.flatnonzero(swings_of(places[trail.at_knot][:, :2])).tolist()
    return {
        "points": packed(points),
        "time": None if np.array_equal(time, counted) else packed(time, 32),
        "swings": swings,
        "outside": _nearest(places[0], box),
        "losses": _losses(trail, places, box, digits),
        "sections": [
            {"since": each.since, "guest": each.guest, "words": each.words, "turn": each.turn} for each in sections
        ],
    }


def _losses(trail: ProjectedPath, places: Floats, box: Box, digits: int) -> list[str]:
    """Return what is told of each step beyond the box, up to the last one there: its loss; "" within the box."""
    beyond = ~box.holds(np.nan_to_num(places[trail.at_knot], nan=np.inf))
    last = int(np.max(np.flatnonzero(beyond), initial=-1))
    losses = trail.points[trail.at_knot, 2]
    return [number_text(float(losses[step]), digits) if beyond[step] else "" for step in range(last + 1)]


def few_points(places: Floats, steps: Integers) -> Integers:
    """Return the numbers of the points of a path ``(n, 3)`` that have to be kept, rising: its steps are."""
    kept = np.arange(len(places))
    fixed = np.zeros(len(places), dtype=np.bool_)
    fixed[steps] = fixed[-1] = True
    off = np.zeros(len(places) - 1)  # how far, at most, what is left out between two kept points is from their line
    with np.errstate(all="ignore"):
        for _ in range(MOST_ROUNDS):
            aside = _off_line(places[kept[:-2]], places[kept[1:-1]], places[kept[2:]])
            without = aside + np.maximum(off[:-1], off[1:])
            # Of two neighbours only one goes at a time: each is judged by the other.
            spare = (without < UNSEEN) & ~fixed[kept[1:-1]] & (np.arange(len(without)) % 2 == 0)
            if not spare.any():
                break
            off[:-1] = np.where(spare, without, off[:-1])
            stays = np.concatenate([[True], ~spare, [True]])
            kept, off = kept[stays], off[stays[:-1]]
    return kept


def _off_line(before: Floats, here: Floats, after: Floats) -> Floats:
    """Return how far points ``(n, 3)`` are from the straight way between two others; NaN is far."""
    way = after - before
    share = np.clip(np.sum((here - before) * way, axis=1) / np.maximum(np.sum(way * way, axis=1), 1e-30), 0.0, 1.0)
    away: Floats = np.linalg.norm(before + share[:, None] * way - here, axis=1)
    return np.nan_to_num(away, nan=np.inf)


def _nearest(place: Floats, box: Box) -> list[float]:
    """Return the place of the box nearest to one that may be outside."""
    half_x, half_y = box.corner
    low, high = np.array([-half_x, -half_y, 0.0]), np.array([half_x, half_y, TALL])
    inside: list[float] = np.clip(np.nan_to_num(place), low, high).round(5).tolist()
    return inside
