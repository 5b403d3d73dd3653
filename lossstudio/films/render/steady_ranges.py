"""Which part of its plane the data chart of a film shows: one for the whole film, or ranges that glide."""

import math
import statistics
from collections.abc import Callable

from lossstudio.core.easing import smoothstep
from lossstudio.core.evenly import evenly
from lossstudio.films.encode.rates import Rate
from lossstudio.films.plan.fades import glide_frames
from lossstudio.films.plan.storyboard import Instant
from lossstudio.picture.charts.fit.layer import Ranges

LOOKED_AT = 24
"""At so many instants it is seen what the whole film needs."""
MOST_WIDE = 3.0
"""A film keeps one range where that isn't so many times as wide as what most moments need."""
LEAST_FILLED = 0.4
"""A range is kept while what is needed fills at least so much of it."""
SPARE = 0.15
"""How much is added to a range that has to change, as a share, so that it needn't soon again."""


class SteadyRanges:
    """The ranges of the data chart at each frame.

    Parameters
    ----------
    instants, fps
        What each frame shows.
    wanted
        Says what an instant needs; None where its chart shows no plane.
    """

    def __init__(self, instants: list[Instant], fps: Rate, wanted: Callable[[Instant], Ranges | None]) -> None:
        self._instants, self._wanted = instants, wanted
        self._every = glide_frames(fps)
        self._held: list[Ranges | None] = []
        self._whole = self._of_whole_film()

    def at(self, index: int) -> Ranges | None:
        """Return what a frame shows; None: what it needs."""
        if self._whole is not None:
            return self._whole
        key, past = divmod(index, self._every)
        before, after = self._key(key), self._key(key + 1 if past else key)
        if before is None or after is None or before == after:
            return after if before is None else before
        share = smoothstep(past / self._every)
        return _mixed(before[0], after[0], share), _mixed(before[1], after[1], share)

    def _of_whole_film(self) -> Ranges | None:
        """Return a range for all that is needed, where no moment would be small in it."""
        seen = [self._instants[at] for at in evenly(len(self._instants), LOOKED_AT)]
        known = [ranges for instant in seen if (ranges := self._wanted(instant)) is not None]
        if not known:
            return None
        wanted = _union([each[0] for each in known]), _union([each[1] for each in known])
        whole = _shaped(wanted, known[0]) if all(_same_shape(each, known[0]) for each in known) else wanted
        usual = (statistics.median(_wide(each[axis]) for each in known) for axis in (0, 1))
        wide = any(_wide(span) > MOST_WIDE * needed for span, needed in zip(whole, usual, strict=True))
        return None if wide else whole

    def _key(self, key: int) -> Ranges | None:
        """Return the ranges at the key-th frame for which they are chosen; those before stay while they suit it."""
        while len(self._held) <= key:
            instant = self._instants[min(len(self._held) * self._every, len(self._instants) - 1)]
            needed, before = self._wanted(instant), self._held[-1] if self._held else None
            if needed is None or before is None:
                self._held.append(needed)
            else:
                kept = _kept(before[0], needed[0]), _kept(before[1], needed[1])
                self._held.append(_shaped(kept, needed) if _same_shape(before, needed) else kept)
        return self._held[key]


def _same_shape(one: Ranges, other: Ranges) -> bool:
    """Say whether both axes are as long in the one's measure as in the other's, as where a circle has to be round."""
    return math.isclose(_wide(one[0]) * _wide(other[1]), _wide(one[1]) * _wide(other[0]), rel_tol=1e-3)


def _shaped(ranges: Ranges, like: Ranges) -> Ranges:
    """Return ranges that show as much, in the shape of others."""
    scale = max(_wide(one) / _wide(other) for one, other in zip(ranges, like, strict=True))
    across, up = (
        ((low + high - scale * _wide(shape)) / 2, (low + high + scale * _wide(shape)) / 2)
        for (low, high), shape in zip(ranges, like, strict=True)
    )
    return across, up


def _kept(held: tuple[float, float], needed: tuple[float, float]) -> tuple[float, float]:
    inside = held[0] <= needed[0] and needed[1] <= held[1]
    if inside and _wide(needed) >= LEAST_FILLED * _wide(held):
        return held
    spare = SPARE * _wide(needed)
    return needed[0] - spare, needed[1] + spare


def _wide(span: tuple[float, float]) -> float:
    return span[1] - span[0]


def _union(spans: list[tuple[float, float]]) -> tuple[float, float]:
    return min(low for low, _ in spans), max(high for _, high in spans)


def _mixed(one: tuple[float, float], other: tuple[float, float], share: float) -> tuple[float, float]:
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])
