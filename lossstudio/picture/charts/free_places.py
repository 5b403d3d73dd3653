"""Where in a plot nothing is drawn, so that a name covers no curve."""

from collections.abc import Sequence

import numpy as np

from lossstudio.core.array import Floats

CELL_PX = 3.0
"""How finely it is known what is drawn, at scale 1."""
ASIDE = (0.0, 0.5, 1.0, 1.5, 2.0)
"""How far aside of its place a name may go, in its widths."""
STEP = 2.0
"""How far apart places are tried up and down, in cells."""

MOST = 2000
"""A way between two points is looked at in so many places at most."""

FAR_PX = 1e5
"""A curve that goes farther away than any plot is large is taken to go so far."""

Rect = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels of the scene."""


class FreePlaces:
    """What is drawn in a plot, as cells; counts of them in any rectangle come from sums over all to the upper left.

    Parameters
    ----------
    room
        The plot.
    lines
        The curves ``(n, 2)``, in pixels of the scene; a row of NaN is a gap.
    cell_px
        The side of a cell.
    """

    def __init__(self, room: Rect, lines: Sequence[Floats], cell_px: float) -> None:
        self._room, self._cell = room, cell_px
        columns, rows = (
            max(1, int((end - start) / cell_px) + 1) for start, end in ((room[0], room[2]), (room[1], room[3]))
        )
        drawn = np.zeros((rows, columns), dtype=np.bool_)
        for line in lines:
            at = np.floor((_along(line, cell_px) - np.array(room[:2])) / cell_px)
            inside = np.all((at >= 0) & (at < (columns, rows)), axis=1)  # before the cast: a curve may go anywhere
            across, down = at[inside].astype(np.intp).T
            drawn[down, across] = True
        self._sums = np.pad(np.cumsum(np.cumsum(drawn, axis=0), axis=1), ((1, 0), (1, 0)))

    def covered(self, rects: Floats) -> Floats:
        """Return how many cells with something drawn each of the rectangles ``(n, 4)`` covers ``(n,)``."""
        at = (rects - np.array([*self._room[:2], *self._room[:2]])) / self._cell
        rows, columns = (size - 1 for size in self._sums.shape)
        left, right = (np.clip(each, 0, columns).astype(np.intp) for each in (np.floor(at[:, 0]), np.ceil(at[:, 2])))
        top, bottom = (np.clip(each, 0, rows).astype(np.intp) for each in (np.floor(at[:, 1]), np.ceil(at[:, 3])))
        sums = self._sums
        found: Floats = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        return found.astype(np.float64)

    def nearest(self, wanted: Rect, *, above: float = -np.inf, below: float = np.inf) -> Rect | None:
        """Return the place nearest to the wanted one that covers nothing, between two heights; None: there is none."""
        left, top, right, bottom = wanted
        across = np.array([sign * share * (right - left) for share in ASIDE for sign in (1, -1)])
        tall = self._room[3] - self._room[1]
        down = np.concatenate([[0.0], np.arange(-tall, tall, STEP * self._cell)])
        shifts = np.stack([part.ravel() for part in np.meshgrid(across, down)], axis=1)
        shifts = shifts[np.argsort(np.hypot(shifts[:, 0] / 2, shifts[:, 1]), kind="stable")]
        rects = np.array(wanted) + np.concatenate([shifts, shifts], axis=1)
        room = self._room
        able = np.all((rects[:, :2] >= room[:2]) & (rects[:, 2:] <= room[2:]), axis=1)
        able &= (rects[:, 1] >= above) & (rects[:, 3] <= below)
        free = np.flatnonzero(able & (self.covered(rects) == 0))
        if not len(free):
            return None
        left, top, right, bottom = rects[free[0]].tolist()
        return left, top, right, bottom

    def in_order(self, wanted: list[Rect]) -> list[Rect] | None:
        """Return free places for names in the order in which they stand, from the top; None: there are none.

        They are placed from the top down or from the bottom up, whichever moves them less, or else all in one block.
        """
        found = [places for places in (self._downward(wanted), self._upward(wanted)) if places is not None]
        if found:
            return min(found, key=lambda places: sum(map(_moved, wanted, places)))
        return self._block(wanted)

    def _downward(self, wanted: list[Rect]) -> list[Rect] | None:
        places: list[Rect] = []
        for each in wanted:
            place = self.nearest(each, above=places[-1][3] if places else -np.inf)
            if place is None:
                return None
            places.append(place)
        return places

    def _upward(self, wanted: list[Rect]) -> list[Rect] | None:
        places: list[Rect] = []
        for each in reversed(wanted):
            place = self.nearest(each, below=places[-1][1] if places else np.inf)
            if place is None:
                return None
            places.append(place)
        return places[::-1]

    def _block(self, wanted: list[Rect]) -> list[Rect] | None:
        """Return places one right below the other."""
        tall = max(bottom - top for _, top, _, bottom in wanted)
        right, middle = max(each[2] for each in wanted), sum(each[1] + each[3] for each in wanted) / 2 / len(wanted)
        wide, half = max(each[2] - each[0] for each in wanted), tall * len(wanted) / 2
        block = self.nearest((right - wide, middle - half, right, middle + half))
        if block is None:
            return None
        tops = [block[1] + number * tall for number in range(len(wanted))]
        return [
            (block[2] - (each[2] - each[0]), top, block[2], top + tall) for each, top in zip(wanted, tops, strict=True)
        ]


def _moved(one: Rect, other: Rect) -> float:
    return abs(one[0] - other[0]) / 2 + abs(one[1] - other[1])


def _along(line: Floats, apart: float) -> Floats:
    """Return places along a line ``(n, 2)`` that are no farther from each other than so much, gaps left out."""
    line = np.clip(line, -FAR_PX, FAR_PX)
    if len(line) < 2:
        return line[np.isfinite(line).all(axis=1)]
    lengths = np.linalg.norm(np.diff(line, axis=0), axis=1)
    known = np.isfinite(lengths)
    counts = np.where(known, np.minimum(np.ceil(np.where(known, lengths, 0.0) / apart), MOST) + 1, 0).astype(np.intp)
    way = np.repeat(np.arange(len(lengths)), counts)
    within = (np.arange(len(way)) - np.repeat(np.cumsum(counts) - counts, counts)) / np.maximum(counts[way], 1)
    places: Floats = line[way] + within[:, None] * (line[way + 1] - line[way])
    return places
