"""Where something else is minimised from a step on: a rule, with words where there is room, and a gap in the curves."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF

from lossstudio.core.array import Floats
from lossstudio.picture.charts.chart import TEXT_PX, Chart
from lossstudio.picture.charts.loss.loss_curves import LossChange
from lossstudio.picture.charts.words_in_room import TextBox
from lossstudio.picture.text.wrapping import wrapped

HALF = 0.5
"""So far before a step a change of the loss is drawn: between what was minimised before it and what is from then on."""
MOST_ROWS, MOST_LINES = 4, 2
"""So many rows of writing, from the top, the words of all changes may take, and those of one; others have none."""
GAP_PX = 6.0
HEADS = (0.0, 0.18, 0.34)
"""How much higher, as a share, a chart is for the words of no, one or more changes."""


def head_for(changes: tuple[LossChange, ...]) -> float:
    """Return how much higher a chart is, as a share of its height, so that words have a place above the curves."""
    return HEADS[min(len(changes), len(HEADS) - 1)]


class ChangeMarks:
    """The rules of a loss chart, each with its words at the top; words that would cover others are left out."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._changes: tuple[LossChange, ...] = ()
        self._rules: list[pg.InfiniteLine] = []
        self._words: list[pg.TextItem] = []
        chart.area.sigRangeChanged.connect(self._place)
        chart.area.sigResized.connect(self._place)

    @property
    def words(self) -> tuple[str, ...]:
        """What is written and seen."""
        return tuple(item.toPlainText() for item in self._words if item.isVisible())

    def show(self, changes: tuple[LossChange, ...]) -> None:
        """Show these changes and no others."""
        if changes != self._changes:
            self._changes = changes
            self.restyle()

    def restyle(self) -> None:
        """Make the items anew in the chart's colours and font."""
        chart = self._chart
        for item in (*self._rules, *self._words):
            chart.remove(item)
        pen = chart.pen(chart.theme.secondary, 1.0, style=Qt.PenStyle.DashDotLine)
        self._rules = [chart.add(pg.InfiniteLine(each.step - HALF, angle=90, pen=pen), 2) for each in self._changes]
        self._words = [chart.add(self._written(each.words), 40) for each in self._changes]
        self._place()

    def _written(self, words: str) -> pg.TextItem:
        chart = self._chart
        item = TextBox(words, color=chart.theme.secondary, fill=chart.color(chart.theme.card, 0.85))
        pg.TextItem.setFont(item, chart.font(0.92))
        item.textItem.document().setDocumentMargin(1)
        return item

    def _place(self, *_changed: object) -> None:
        """Put each change's words beside its rule, in the first lines of writing that are free there."""
        if not self._words:
            return
        chart, taken = self._chart, list[_WordsPlace]()
        (left, right), (_, high) = chart.area.viewRange()
        corner, end = chart.in_scene(left, high), chart.in_scene(right, high).x()
        line = TEXT_PX * chart.scale * 1.4
        rules = [chart.in_scene(change.step - HALF, high).x() for change in self._changes]
        for change, item, rule, following in zip(self._changes, self._words, rules, [*rules[1:], end], strict=True):
            rooms = _Rooms(corner.x(), rule, min(following, end), end)
            found = self._found(change.words, rooms, taken) if corner.x() <= rule <= end else None
            item.setVisible(found is not None)
            if found is not None:
                taken.append(found)
                item.setText("\n".join(found.lines), chart.color(chart.theme.secondary))
                item.setAnchor((0.0, 0.0))
                item.setPos(*chart.at(QPointF(found.first + GAP_PX * chart.scale / 2, corner.y() + found.row * line)))

    def _found(self, words: str, rooms: "_Rooms", taken: list["_WordsPlace"]) -> "_WordsPlace | None":
        """Return where words stand: before the next rule, else over it, else before their own, else cut; or None."""
        metrics, gap = QFontMetricsF(self._chart.font(0.92)), GAP_PX * self._chart.scale
        for first, last, whole in rooms.beside(gap):
            room = last - first
            lines = wrapped(words, partial(_fits, metrics, room))
            if not whole:
                lines = [metrics.elidedText(each, Qt.TextElideMode.ElideRight, room) for each in lines[:MOST_LINES]]
            wide = max(metrics.horizontalAdvance(each) for each in lines)
            if wide > room or len(lines) > MOST_LINES:
                continue
            start = first if first > rooms.rule else last - wide
            for row in range(MOST_ROWS - len(lines) + 1):
                place = _WordsPlace(tuple(lines), start - gap / 2, start + wide + gap / 2, row)
                if not any(map(place.covers, taken)):
                    return place
        return None


def _fits(metrics: QFontMetricsF, room: float, text: str) -> bool:
    return metrics.horizontalAdvance(text) <= room


@dataclass(frozen=True, slots=True)
class _Rooms:
    """Where words may stand beside a rule, in the scene: between the chart's ends, and up to the next rule."""

    left: float
    rule: float
    following: float
    right: float

    def beside(self, gap: float) -> list[tuple[float, float, bool]]:
        """Return rooms from the best to the worst, and whether words are whole in them."""
        after, before = self.rule + gap, self.rule - gap
        right, left = (after, self.right - gap, True), (self.left + gap, before, True)
        widest = right if right[1] - right[0] > left[1] - left[0] else left
        return [(after, self.following - gap, True), right, left, (*widest[:2], False)]


@dataclass(frozen=True, slots=True)
class _WordsPlace:
    """Lines of words from `first` to `last` in the scene, the first one in this row of writing from the top."""

    lines: tuple[str, ...]
    first: float
    last: float
    row: int

    def covers(self, other: "_WordsPlace") -> bool:
        """Say whether it covers a part of another."""
        apart = self.row + len(self.lines) <= other.row or other.row + len(other.lines) <= self.row
        return not apart and self.first < other.last and other.first < self.last


def apart(x: Floats, y: Floats, breaks: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Return points ``(n,)`` with a gap before each of these steps, where one curve ends and another begins."""
    at = np.searchsorted(x, breaks)
    inner = [(place, step) for place, step in zip(at, breaks, strict=True) if 0 < place < len(x)]
    if not inner:
        return x, y
    places = [place for place, _ in inner]
    return np.insert(x, places, [step - HALF for _, step in inner]), np.insert(y, places, np.nan)
