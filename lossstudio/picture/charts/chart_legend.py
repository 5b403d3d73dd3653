"""A chart's legend: what its curves are, in a corner where it covers least."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats
from lossstudio.picture.charts.chart import TEXT_PX, Chart
from lossstudio.picture.charts.words_in_room import MARGIN_PX, NAME, TextBox, Written, has_room, written

if TYPE_CHECKING:
    import pyqtgraph as pg

SIDE = 0.4
"""How much of the chart's width and height a legend is thought to take at most."""
KEPT = 0.01
"""It goes to another corner only where it covers less there by this share of all that is drawn."""
CROSSED = 0.1
"""What it costs that a curve goes through the names at all, against 1 for one that stays there."""
MOST_HIDDEN, MOST_UNDER = 0.04, 0.22
"""So much of the curves spare lines may cover beside others, and of the chart where there are no others."""
LEADING = 1.4
"""How far apart its lines are, in heights of the text."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A line of a legend: its words, their colour, and a number after them that is never cut.

    A `spare` one is left out where there is no room for all: it is told beside the chart too.
    """

    text: str
    color: str
    number: str = ""
    spare: bool = False


class Legend:
    """The lines of a legend, the first one at the top."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._items: list[pg.TextItem] = []
        self._entries: tuple[LegendEntry, ...] = ()
        self._style: tuple[object, ...] = ()
        self._right = self._high = True
        self._stays, self._chosen_in = False, (0.0, 0.0)
        self._marked: tuple[float, float] | None = None
        self._over: tuple[Floats, Floats] = np.zeros(0), np.zeros((1, 0))
        chart.area.sigRangeChanged.connect(self._place)
        chart.area.sigResized.connect(self._place)

    @property
    def words(self) -> tuple[str, ...]:
        """What it says."""
        return tuple(entry.text for entry in self._entries)

    def show(
        self,
        entries: tuple[LegendEntry, ...],
        x: Floats,
        heights: Floats,
        *,
        marked: tuple[float, float] | None = None,
        stays: bool = False,
    ) -> None:
        """Show these lines, out of the way of curves ``(C, G)`` over rising places ``(G,)``, and of the marked place.

        `stays` leaves a legend that is shown already in its corner, whatever the curves do, as long as the chart has
        its size.
        """
        chart, self._marked, self._stays = self._chart, marked, stays
        if not (stays and self._entries):
            self._over = x, heights
        style = (chart.theme, chart.scale)
        if len(entries) != len(self._items) or style != self._style:
            self._style = style
            self._make(len(entries))
        self._entries = entries
        self._place()

    def clear(self) -> None:
        """Show nothing."""
        self._make(0)
        self._entries = ()

    def _choose_corner(self, lines: Written) -> float:
        """Go to the corner where lines cover least, the upper ones first, and return how much that is."""
        x, heights = self._over
        (left, right), (low, high) = self._chart.area.viewRange()
        width = min(max(lines.widths, default=0.0) / max(self._chart.area.rect().width(), 1.0), SIDE) * (right - left)
        height = min(len(lines.texts) * self._line(lines.size), SIDE * (high - low))
        drawn = np.where((heights >= low) & (heights <= high), heights, np.nan)  # what isn't seen can't be covered

        def covered(at_right: bool, on_top: bool) -> float:
            def inside(across: Floats, up: Floats) -> NDArray[np.bool_]:
                beside = across >= right - width if at_right else across <= left + width
                return np.asarray(beside & (up >= high - height if on_top else up <= low + height))

            hidden = inside(x, drawn)
            marked = self._marked is not None and bool(inside(*map(np.asarray, self._marked)))
            return float(hidden.sum() / max(hidden.size, 1) + CROSSED * np.mean(hidden.any(axis=-1))) + marked

        corners = {(side, top): covered(side, top) for top in (True, False) for side in (True, False)}
        best = min(corners, key=lambda corner: corners[corner])
        size = self._chart.area.rect().width(), self._chart.area.rect().height()
        if corners[best] < corners[self._right, self._high] - KEPT and not (self._stays and size == self._chosen_in):
            self._right, self._high = best
        self._chosen_in = size
        return corners[self._right, self._high]

    def _line(self, size: float) -> float:
        """Return how high a line of words of a size is, in the chart's own unit."""
        low, high = self._chart.area.viewRange()[1]
        line = TEXT_PX * self._chart.scale * LEADING * size
        return float(line * (high - low) / max(self._chart.area.rect().height(), 1.0))

    def _make(self, count: int) -> None:
        chart = self._chart
        for item in self._items:
            chart.remove(item)
        self._items = [chart.add(TextBox("", fill=chart.color(chart.theme.card, 0.75)), 60) for _ in range(count)]
        for item in self._items:
            item.textItem.document().setDocumentMargin(MARGIN_PX)

    def _fitting(self) -> tuple[list[LegendEntry], Written] | None:
        """Return the lines that have room, and how they are written; None where there is none but for curves.

        Spare ones are cut and then left out before they would have others cut, or cover much.
        """
        needed = [entry for entry in self._entries if not entry.spare]
        if needed and len(needed) < len(self._entries):
            for lines in self._roomy(self._entries):
                cut = any(each for each, entry in zip(lines.cut, self._entries, strict=True) if not entry.spare)
                if not cut and self._choose_corner(lines) <= MOST_HIDDEN:
                    return list(self._entries), lines
        else:
            needed = list(self._entries)
        most = MOST_UNDER if all(entry.spare for entry in needed) else inf
        return next(((needed, lines) for lines in self._roomy(needed) if self._taken(lines) <= most), None)

    def _taken(self, lines: Written) -> float:
        """Return how much (0..1) of the chart lines take."""
        room, line = self._chart.area.rect(), TEXT_PX * self._chart.scale * LEADING * lines.size
        return sum(lines.widths) * line / max(room.width() * room.height(), 1.0)

    def _roomy(self, entries: Sequence[LegendEntry]) -> Iterator[Written]:
        """Yield how lines may be written so that they have room."""
        room, line = self._chart.area.rect(), TEXT_PX * self._chart.scale * LEADING
        for lines in written(self._chart, entries, room.width()):
            if has_room(lines.widths, line * lines.size, room.width(), room.height()):
                yield lines

    def _place(self, *_changed: object) -> None:
        found = self._fitting()
        for item in self._items:
            item.setVisible(False)
        if found is None:
            return
        entries, lines = found
        self._choose_corner(lines)
        (left, right), (low, high) = self._chart.area.viewRange()
        line = self._line(lines.size)
        top = high if self._high else low + len(entries) * line
        font = self._chart.font(NAME * lines.size)
        for row, (item, entry, text) in enumerate(zip(self._items, entries, lines.texts, strict=False)):
            item.setVisible(True)
            item.setFont(font)
            item.setText(text, entry.color)
            item.setAnchor((1.0 if self._right else 0.0, 0.0))
            item.setPos(right if self._right else left, top - row * line)
