"""Where something else is minimised from a step on: a rule, with words above the plot, and a gap in the curves."""

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF
from PySide6.QtWidgets import QGraphicsSimpleTextItem

from lossstudio.core.array import Floats
from lossstudio.picture.charts.chart import TEXT_PX, Chart
from lossstudio.picture.charts.loss.loss_curves import LossChange
from lossstudio.picture.charts.words_in_room import NAME
from lossstudio.picture.text.wrapping import letters_wrapped

HALF = 0.5
"""So far before a step a change of the loss is drawn: between what was minimised before it and what is from then on."""
WAYS = (1.0, 1), (0.86, 1), (1.0, 2), (0.74, 1), (0.62, 1), (0.86, 2), (0.74, 2), (0.62, 2), (0.62, 3)
"""In which sizes words stand on how many lines, the best first."""
MOST_OF_HEIGHT = 0.25, 0.5
"""The words of all changes take no more of the chart's height than the first, or than the second where they have no
room else; those for which there is none even then are left out."""
LINE = 1.3
"""From one line to the next, in heights of the text."""
GAP_PX = 6.0


class ChangeMarks:
    """The rules of a loss chart, each with its words above the plot, where neither curves nor cursor come."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._changes: tuple[LossChange, ...] = ()
        self._rules: list[pg.InfiniteLine] = []
        self._words: list[QGraphicsSimpleTextItem] = []
        chart.area.sigRangeChanged.connect(self._place)
        chart.area.sigResized.connect(self._place)

    def show(self, changes: tuple[LossChange, ...]) -> None:
        """Show these changes and no others."""
        if changes != self._changes:
            self._changes = changes
            self.restyle()

    def restyle(self) -> None:
        """Make the rules anew in the chart's colours."""
        chart = self._chart
        for item in self._rules:
            chart.remove(item)
        pen = chart.pen(chart.theme.secondary, 1.0, style=Qt.PenStyle.DashDotLine)
        self._rules = [chart.add(pg.InfiniteLine(each.step - HALF, angle=90, pen=pen), 2) for each in self._changes]
        self._place()

    def _place(self, *_changed: object) -> None:
        """Put each change's words where they begin at its rule, or so near to it that the chart holds them whole."""
        chart = self._chart
        size, places = self._found() if self._changes else (1.0, [])
        line = LINE * size
        rows = max((place.row + len(place.lines) for place in places), default=0)
        written = [(place, row, text) for place in places for row, text in enumerate(place.lines, place.row)]
        self._words += [QGraphicsSimpleTextItem(chart.item) for _ in written[len(self._words) :]]
        for number, item in enumerate(self._words):
            item.setVisible(number < len(written))
        font, brush = chart.font(NAME * size), QBrush(QColor(chart.theme.secondary))
        for item, (place, row, text) in zip(self._words, written, strict=False):
            item.setFont(font)
            item.setBrush(brush)
            item.setText(text)
            item.setPos(place.first, row * line * TEXT_PX * chart.scale)
        chart.set_head(self, line * rows)

    def _found(self) -> tuple[float, list["_WordsPlace"]]:
        """Return how large words are, as a share of their usual size, and where: the first where all have room."""
        left, right = self._chart.area.viewRange()[0]
        seen = [each for each in self._changes if left <= each.step - HALF <= right]
        tried: list[tuple[float, list[_WordsPlace]]] = []
        for way in product(MOST_OF_HEIGHT, WAYS):
            tried.append(self._placed(seen, *way))
            if len(tried[-1][1]) == len(seen):
                return tried[-1]
        return max(tried, key=lambda found: len(found[1]))

    def _placed(
        self, changes: list[LossChange], most: float, way: tuple[float, int]
    ) -> tuple[float, list["_WordsPlace"]]:
        """Return this size, and where words of it stand that have room: the first change's at the top."""
        chart, (size, most_lines) = self._chart, way
        high = chart.area.viewRange()[1][1]
        start, end = chart.area.pos().x(), chart.item.size().width()
        metrics, line = QFontMetricsF(chart.font(NAME * size)), LINE * size * TEXT_PX * chart.scale
        rows, placed = int(most * chart.item.size().height() / line), list[_WordsPlace]()
        for change in changes:
            lines = letters_wrapped(change.words, lambda words: metrics.horizontalAdvance(words) <= end - start)
            long = max(metrics.horizontalAdvance(each) for each in lines)
            rule = chart.item.mapFromScene(chart.in_scene(change.step - HALF, high)).x()
            first = max(start, min(rule, end - long))
            place = _WordsPlace(tuple(lines), first, first + long + GAP_PX * chart.scale, 0)
            below = max((each.row + len(each.lines) for each in placed if each.beside(place)), default=0)
            if len(lines) <= most_lines and below + len(lines) <= rows:
                placed.append(replace(place, row=below))
        return size, placed


@dataclass(frozen=True, slots=True)
class _WordsPlace:
    """Lines of words from `first` to `last` across the chart, in pixels, the first one in this row from the top."""

    lines: tuple[str, ...]
    first: float
    last: float
    row: int

    def beside(self, other: "_WordsPlace") -> bool:
        """Say whether it can't stand in a row with another."""
        return self.first < other.last and other.first < self.last


def apart(x: Floats, y: Floats, breaks: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Return points ``(n,)`` with a gap before each of these steps, where one curve ends and another begins."""
    at = np.searchsorted(x, breaks)
    inner = [(place, step) for place, step in zip(at, breaks, strict=True) if 0 < place < len(x)]
    if not inner:
        return x, y
    places = [place for place, _ in inner]
    return np.insert(x, places, [step - HALF for _, step in inner]), np.insert(y, places, np.nan)
