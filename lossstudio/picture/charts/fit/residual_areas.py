"""Residuals as areas: the square over a residual is its square, a bar of one width along it is its size."""

import numpy as np
import pyqtgraph as pg

from lossstudio.core.array import Floats
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.fit.fit import Figure, Marked

BAR_PX, BAR_SHARE = 12.0, 0.6
"""How wide bars are, and at most, as a share of the room that each of as many samples has."""
MOST_AREAS = 60
"""Of more samples only the followed one has an area: all together would be one blot."""
FAINTEST, STRONGEST, SHARED = 0.05, 0.2, 2.4
"""How much of its colour an area has, among many and among few; between, so much is shared out among all."""
NONE: Floats = np.zeros((0, 4))
Pixels = tuple[float, float]


def areas_of(figure: Figure, ends: Floats, ranges: Floats, pixels: Pixels, bar_px: float = BAR_PX) -> Floats:
    """Return the areas ``(n, 4)`` as left, right, low and high, cut off at the chart's edge.

    A square is one on the screen: as wide as its residual is long, on that side of it that has more room.

    Parameters
    ----------
    ends
        ``(n, 3)``: where each residual stands, and where it begins and ends.
    ranges
        ``(2, 2)``: what is on show of each axis.
    pixels
        How wide and high that is drawn.
    bar_px
        How wide a bar is.
    """
    x, one, other = ends[np.isfinite(ends).all(axis=1)].T
    (left, right), (low, high) = ranges
    across = (right - left) / max(pixels[0], 1.0)
    up = (high - low) / max(pixels[1], 1.0)
    if figure == "square":
        with np.errstate(over="ignore"):  # what is so long is cut off below
            wide = np.abs(one - other) / up * across
        to_right = right - x >= x - left
        begin, end = np.where(to_right, x, x - wide), np.where(to_right, x + wide, x)
    else:
        begin, end = x - bar_px / 2 * across, x + bar_px / 2 * across
    sides = np.clip([begin, end], left, right), np.clip([np.minimum(one, other), np.maximum(one, other)], low, high)
    return np.concatenate(sides).T


class ResidualAreas:
    """Draws them, translucent, so that areas which overlap are both seen; that of the followed sample is framed."""

    def __init__(self, chart: Chart, z: float) -> None:
        self._chart = chart
        self._all, self._marked = (chart.add(pg.BarGraphItem(x0=[], x1=[], y0=[], y1=[]), z + at) for at in (0, 1))
        self.areas: Floats = NONE

    def show(self, figure: Figure | None, x: Floats, y: Floats, fitted: Floats, marked: Marked | None) -> None:
        """Draw an area for each residual from `y` to `fitted`, all ``(n,)``; none where there is no figure."""
        chart = self._chart
        if figure is None:
            self.clear()
            return
        count = max(len(x), 1)
        strength = float(np.clip(SHARED / count, FAINTEST, STRONGEST))
        self.areas = self._of(figure, np.column_stack([x, y, fitted]), count) if count <= MOST_AREAS else NONE
        _put(self._all, self.areas, chart.color(chart.theme.error, strength))
        followed = NONE
        if marked is not None and marked.fitted is not None:
            followed = self._of(figure, np.array([[marked.x, marked.y, marked.fitted]]), count)
        _put(self._marked, followed, chart.color(chart.theme.error, STRONGEST), chart.pen(chart.theme.error, 1.2))

    def clear(self) -> None:
        """Show nothing."""
        self.areas = NONE
        for item in (self._all, self._marked):
            item.hide()

    def _of(self, figure: Figure, ends: Floats, count: int) -> Floats:
        """Return the areas as the chart is now, of as many samples."""
        area = self._chart.area
        room = area.rect()
        bar_px = min(BAR_PX * self._chart.scale, max(2.0, BAR_SHARE * room.width() / count))
        ranges = np.array(area.viewRange())
        return areas_of(figure, ends, ranges, (room.width(), room.height()), bar_px)


def _put(item: pg.BarGraphItem, areas: Floats, ground: object, edge: object = None) -> None:
    """Give an item its areas ``(n, 4)``."""
    item.setVisible(len(areas) > 0)
    if len(areas):
        left, right, low, high = areas.T
        item.setOpts(x0=left, x1=right, y0=low, y1=high, brush=ground, pen=edge)
