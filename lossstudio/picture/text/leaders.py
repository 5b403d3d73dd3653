"""Leader lines, from what a label names to the label: which of them run through an area, and what is seen of them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import prod

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats
from lossstudio.picture.text.area import Area

Point = tuple[float, float]


def nearest_in(sides: Floats, place: tuple[float, float]) -> Floats:
    """Return where leaders from a place end ``(n, 2)``: at the nearest places of areas ``(n, 4)``.

    An area is given by its left, top, right and bottom, in pixels.
    """
    ends: Floats = np.clip(np.array(place), sides[:, :2], sides[:, 2:])
    return ends


def run_through(starts: Floats, ends: Floats, sides: Floats) -> NDArray[np.bool_]:
    """Say which leaders ``(m, 2)`` to ``(m, 2)`` run through which areas ``(n, 4)``: ``(m, n)``."""
    enters, leaves = _within(starts, ends, sides)
    through: NDArray[np.bool_] = enters < leaves
    return through


def seen_pieces(start: Point, end: Point, labels: Sequence[tuple[Area, float]]) -> Iterator[tuple[Point, Point, float]]:
    """Yield the pieces of a leader, and how much (0..1) of each is seen: less where labels lie upon it.

    A label that isn't wholly there yet, or any more, would let a line shine through its words, so what it has of its
    ink (0..1) the line lacks.
    """
    sides = np.array([(area.left, area.top, area.right, area.bottom) for area, _ in labels]).reshape(-1, 4)
    enters, leaves = (each[0] for each in _within(np.array([start]), np.array([end]), sides))
    cuts = sorted({0.0, 1.0, *(share for share in (*enters.tolist(), *leaves.tolist()) if 0.0 < share < 1.0)})
    way = end[0] - start[0], end[1] - start[1]
    for first, last in pairwise(cuts):
        middle = (first + last) / 2
        under = (enters < middle) & (middle < leaves)
        seen = prod(1.0 - ink for (_, ink), covers in zip(labels, under, strict=True) if covers)
        places = ((start[0] + share * way[0], start[1] + share * way[1]) for share in (first, last))
        yield next(places), next(places), seen


def _within(starts: Floats, ends: Floats, sides: Floats) -> tuple[Floats, Floats]:
    """Return from which share of their way on leaders are within areas, and up to which, ``(m, n)`` each.

    Clipped as by Liang and Barsky (1984): a line is between an area's sides from one share of its way to another.
    """
    enters, leaves = np.zeros((len(starts), len(sides))), np.ones((len(starts), len(sides)))
    for axis in (0, 1):
        start, way = starts[:, axis, np.newaxis], (ends - starts)[:, axis, np.newaxis]
        low, high = sides[:, axis] - start, sides[:, axis + 2] - start
        along = np.where(way == 0.0, 1.0, way)
        still = np.where((low < 0.0) & (high > 0.0), np.inf, -np.inf)  # it goes past all of the area, or none
        one, other = low / along, high / along
        enters = np.maximum(enters, np.where(way == 0.0, -still, np.minimum(one, other)))
        leaves = np.minimum(leaves, np.where(way == 0.0, still, np.maximum(one, other)))
    return enters, leaves
