"""Swings: steps that turn back over the valley. Old ones fade and thin, so that it is seen where a run goes.

Without that, a run that explodes covers its surface with its own colour.
"""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats, Integers

LONG = 0.02
"""A step shorter than this, in box units, is no swing: it is as small as a ball."""
AROUND = 3
"""A step belongs to a swinging stretch by what so many steps before and after it do."""
OFTEN = 0.3
"""Where at least this share of them swings."""
SINCE = (2, 4, 8)
"""After so many later swings a step fades once, twice, three times."""
OPACITIES = (1.0, 0.80, 0.62, 0.48)
WIDTHS = (1.0, 0.76, 0.60, 0.48)
"""How much of a path is left of opacity and width, by how often it has faded."""


@dataclass(frozen=True, slots=True, eq=False)
class Fading:
    """How often each step of a path has faded.

    Attributes
    ----------
    time
        ``(k,)``: the steps that are looked at, rising.
    faded
        ``(k,)``: how often the way that ends at each has faded, an index of OPACITIES.
    """

    time: Floats
    faded: Integers

    @classmethod
    def of(cls, places: Floats, time: Floats) -> "Fading":
        """Return the fading of a path whose steps so far are at places ``(k, 2)`` of the floor, in box units."""
        swings = swings_of(places)
        since = swings.sum() - np.cumsum(swings)
        faded = np.searchsorted(np.array(SINCE), since, side="right")
        return cls(time, np.where(_stretches(swings), faded, 0))

    def at(self, time: Floats) -> Integers:
        """Return how often the ways at times ``(n,)`` have faded ``(n,)``; what comes after the last step has not."""
        step = np.searchsorted(self.time, time - 1e-9, side="left")
        return np.append(self.faded, 0)[step]


def swings_of(places: Floats) -> Integers:
    """Return 1 for each place ``(k, 2)`` that a step reached turning back from the one before it, else 0: ``(k,)``."""
    if len(places) < 2:
        return np.zeros(len(places), dtype=np.intp)
    with np.errstate(all="ignore"):
        steps = np.diff(places, axis=0, prepend=places[:1])
        lengths = np.linalg.norm(steps, axis=1)
        back = np.sum(steps[1:] * steps[:-1], axis=1) < 0
        long = np.minimum(lengths[1:], lengths[:-1]) > LONG
    swings = np.zeros(len(places), dtype=np.intp)
    # A run that has left all numbers behind swings no more.
    swings[1:] = back & long & np.isfinite(lengths[1:])
    return swings


def _stretches(swings: Integers) -> "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]":
    """Say which steps ``(k,)`` lie where many others swing."""
    before = np.concatenate([[0], np.cumsum(swings)])
    step = np.arange(len(swings))
    first, last = np.maximum(step - AROUND, 0), np.minimum(step + AROUND + 1, len(swings))
    return np.asarray(before[last] - before[first] >= OFTEN * (last - first))


def pieces_of(points: Floats, faded: Integers) -> list[tuple[int, Floats]]:
    """Return a path ``(n, 3)``, parted by how often each point's way has faded ``(n,)``; the most faded first.

    Pieces that don't follow each other are parted by rows of NaN.
    """
    parts = []
    for times in sorted(set(faded[1:].tolist()), reverse=True):
        ways = np.flatnonzero(faded[1:] == times)
        first = np.diff(ways, prepend=-2) > 1
        every = np.concatenate([points[ways[first]], np.full((int(first.sum()), 3), np.nan), points[ways + 1]])
        # Before each run of ways comes a gap, then the point where it begins.
        order = np.argsort(np.concatenate([ways[first] + 0.5, ways[first] + 0.25, ways + 1.0]), kind="stable")
        parts.append((times, every[order][1:]))
    return parts
