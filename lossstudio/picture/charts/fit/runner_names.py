"""Who is who in a chart: in rows above the plot, where no name covers anything, and none has to move."""

from collections.abc import Sequence
from itertools import product

import numpy as np
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QGraphicsSimpleTextItem

from lossstudio.core.array import Floats
from lossstudio.picture.charts.chart import TEXT_PX, Chart
from lossstudio.picture.charts.chart_legend import Legend, LegendEntry
from lossstudio.picture.charts.fit.fit import Marked
from lossstudio.picture.charts.words_in_room import NAME, Written, written
from lossstudio.picture.runners_drawn import MOST_NAMED

BETWEEN = 1.2
"""How far apart names are, in heights of the chart's text."""
ROW = 1.3
"""How tall a row is, in the same."""


class RunnerNames:
    """Names above a chart's plot; where there is no room for them, in a corner, away from what is drawn.

    Parameters
    ----------
    rows
        In how many rows they may stand.
    """

    def __init__(self, chart: Chart, rows: int = 2) -> None:
        self._chart, self._most_rows = chart, rows
        self._legend = Legend(chart)
        self._items: list[QGraphicsSimpleTextItem] = []
        self._entries: tuple[LegendEntry, ...] = ()
        self._over: tuple[Floats, Floats] = np.zeros(0), np.zeros((1, 0))
        self._marked: tuple[float, float] | None = None
        self._stays = False
        chart.area.sigResized.connect(self._place)

    def show(
        self,
        names: Sequence[str],
        selected: int,
        samples: tuple[Floats, Floats],
        lines: tuple[Floats, Floats] | None = None,
        marked: Marked | None = None,
        *,
        stays: bool = False,
    ) -> None:
        """Tell the runners of a race, of many the selected one; nobody where there is one alone.

        Parameters
        ----------
        samples
            Where the samples are, ``(n,)`` across and ``(n,)`` up; names in a corner keep away from them.
        lines
            Places ``(G,)``, and the heights of lines over them ``(R, G)``, from which those keep away as well.
        marked
            The followed sample, upon which they don't stand where there is any other corner.
        stays
            Whether they stay in their corner, as in a film: then they keep away from the samples alone, which stay too.
        """
        told = range(len(names)) if len(names) <= MOST_NAMED else [selected]
        theme = self._chart.theme
        named = tuple(LegendEntry(names[runner], theme.runner(runner), spare=True) for runner in told)
        order = np.argsort(samples[0])
        x, heights = samples[0][order], samples[1][order][None]
        if lines is not None and not stays:
            grid, over = lines
            heights = np.vstack([heights, *(np.interp(x, grid, line)[None] for line in over)])
        self._marked = None if marked is None or stays else (marked.x, marked.y)
        self.tell(named if len(names) > 1 else (), x, heights, stays=stays)

    def tell(self, entries: tuple[LegendEntry, ...], x: Floats, heights: Floats, *, stays: bool = False) -> None:
        """Write these words; in a corner they keep away from curves ``(C, G)`` over places ``(G,)``."""
        self._entries, self._over, self._stays = entries, (x, heights), stays
        self._place()

    def clear(self) -> None:
        """Tell nobody."""
        self._entries = ()
        self._place()

    def _place(self, *_resized: object) -> None:
        rows, words = self._fitting()
        self._write(rows, words)
        if self._entries and not rows:
            self._legend.show(self._entries, *self._over, marked=self._marked, stays=self._stays)
        else:
            self._legend.clear()
        self._chart.set_head(self, ROW * len(rows))

    def _fitting(self) -> tuple[list[list[int]], Written | None]:
        """Return the fewest rows that have room, none where none have, and how names are written: cut only at last."""
        ways = list(written(self._chart, self._entries, self._chart.area.rect().width())) if self._entries else []
        tried = product((False, True), range(1, self._most_rows + 1), ways)
        for words, most in ((words, most) for cut, most, words in tried if any(words.cut) is cut):
            rows = self._in_rows(words.widths)
            if len(rows) <= most:
                return rows, words
        return [], None

    def _in_rows(self, widths: Sequence[float]) -> list[list[int]]:
        """Return one row after the other, each as full as it can be."""
        room, gap = self._chart.area.rect().width(), BETWEEN * TEXT_PX * self._chart.scale
        rows: list[list[int]] = []
        left = 0.0
        for number, wide in enumerate(widths):
            if not rows or left + wide > room:
                rows.append([])
                left = 0.0
            rows[-1].append(number)
            left += wide + gap
        return rows

    def _write(self, rows: list[list[int]], words: Written | None) -> None:
        chart, places = self._chart, [(row, number) for row, each in enumerate(rows) for number in each]
        self._items += [QGraphicsSimpleTextItem(chart.item) for _ in places[len(self._items) :]]
        line, left, last = TEXT_PX * chart.scale, 0.0, -1
        for number, item in enumerate(self._items):
            item.setVisible(number < len(places))
        if words is None:
            return
        font = chart.font(NAME * words.size)
        for item, (row, number) in zip(self._items, places, strict=False):
            left, last = left if row == last else chart.area.pos().x(), row
            item.setFont(font)
            item.setText(words.texts[number])
            item.setBrush(QBrush(QColor(self._entries[number].color)))
            tall = item.boundingRect().height()
            item.setPos(left, ROW * line * row + (ROW * line - tall) / 2)
            left += item.boundingRect().width() + BETWEEN * line
