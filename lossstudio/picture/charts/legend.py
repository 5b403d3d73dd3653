"""A legend: a few words below each other at the side of a chart where its curves are lower."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.written import Written

if TYPE_CHECKING:
    import pyqtgraph as pg

SIDE = 0.4
"""How much of the chart's width a legend is thought to take."""
KEPT = 0.15
"""It changes sides only where the other is lower by this share of the height."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a legend: its words, and their colour."""

    words: str
    color: str


class Legend:
    """The lines of a legend, the first one at the top."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._items: list[pg.TextItem] = []
        self._entries: tuple[Entry, ...] = ()
        self._style: tuple[object, ...] = ()
        self._right = True
        chart.area.sigRangeChanged.connect(self._place)
        chart.area.sigResized.connect(self._place)

    @property
    def words(self) -> tuple[str, ...]:
        """What it says."""
        return tuple(entry.words for entry in self._entries)

    def show(self, entries: tuple[Entry, ...], x: Floats, heights: Floats) -> None:
        """Show these lines, out of the way of curves ``(C, G)`` over rising places ``(G,)``."""
        chart = self._chart
        self._choose_side(x, heights)
        style = (chart.theme, chart.scale, chart.text_px)
        if len(entries) != len(self._items) or style != self._style:
            self._style, self._entries = style, ()
            self._make(len(entries))
        for number, (item, entry) in enumerate(zip(self._items, entries, strict=True)):
            if entry not in self._entries[number : number + 1]:
                item.setText(entry.words, entry.color)
        self._entries = entries
        self._place()

    def clear(self) -> None:
        """Show nothing."""
        self._make(0)
        self._entries = ()

    def _choose_side(self, x: Floats, heights: Floats) -> None:
        (left, right), (low, high) = self._chart.area.viewRange()
        width = SIDE * (right - left)
        known = np.clip(np.nan_to_num(heights, nan=low), low, high)
        at_left = float(known[:, x <= left + width].max(initial=low))
        at_right = float(known[:, x >= right - width].max(initial=low))
        here, there = (at_right, at_left) if self._right else (at_left, at_right)
        if there < here - KEPT * (high - low):
            self._right = not self._right

    def _make(self, count: int) -> None:
        chart = self._chart
        for item in self._items:
            chart.remove(item)
        self._items = [chart.add(Written("", fill=chart.color(chart.theme.card, 0.75)), 60) for _ in range(count)]
        for item in self._items:
            item.setFont(chart.font(0.92))
            item.textItem.document().setDocumentMargin(1)

    def _place(self, *_changed: object) -> None:
        chart = self._chart
        (left, right), (low, high) = chart.area.viewRange()
        line = chart.text_px * chart.scale * 1.4 * (high - low) / max(chart.area.rect().height(), 1.0)
        for row, item in enumerate(self._items):
            item.setAnchor((1.0 if self._right else 0.0, 0.0))
            item.setPos(right if self._right else left, high - row * line)
