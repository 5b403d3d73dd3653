"""Who is who in a race's chart: in a row above the plot, where no name covers anything, and none has to move."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QBrush, QColor, QFontMetricsF
from PySide6.QtWidgets import QGraphicsSimpleTextItem

from lossstudio.core.array import Floats
from lossstudio.picture.charts.chart import TEXT_PX, Chart
from lossstudio.picture.charts.curve_names import NAME, SIZES, Legend, LegendEntry
from lossstudio.picture.charts.fit.fit import Marked
from lossstudio.picture.runners_drawn import MOST_NAMED

BETWEEN = 1.2
"""How far apart names are, in heights of the chart's text."""
ROW = 1.3
"""How tall the row is, in the same."""


class RunnerNames:
    """Names in a row above a chart's plot; where there is no room for it, in a corner, away from what is drawn."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._legend = Legend(chart)
        self._row: list[QGraphicsSimpleTextItem] = []
        self._entries: tuple[LegendEntry, ...] = ()
        self._over: tuple[Floats, Floats] = np.zeros(0), np.zeros((1, 0))
        self._marked: tuple[float, float] | None = None
        chart.area.sigResized.connect(self._place)

    def show(
        self,
        names: Sequence[str],
        selected: int,
        samples: tuple[Floats, Floats],
        lines: tuple[Floats, Floats] | None = None,
        marked: Marked | None = None,
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
        """
        told = range(len(names)) if len(names) <= MOST_NAMED else [selected]
        theme = self._chart.theme
        named = tuple(LegendEntry(names[runner], theme.runner(runner)) for runner in told)
        order = np.argsort(samples[0])
        x, heights = samples[0][order], samples[1][order][None]
        if lines is not None:
            grid, over = lines
            heights = np.vstack([heights, *(np.interp(x, grid, line)[None] for line in over)])
        self._entries, self._over = named if len(names) > 1 else (), (x, heights)
        self._marked = None if marked is None else (marked.x, marked.y)
        self._place()

    def clear(self) -> None:
        """Tell nobody."""
        self._entries = ()
        self._place()

    def _place(self, *_resized: object) -> None:
        size = self._fitting()
        self._write(self._entries if size else (), size)
        if self._entries and not size:
            self._legend.show(self._entries, *self._over, marked=self._marked)
        else:
            self._legend.clear()
        self._chart.set_head(self, ROW if size else 0.0)

    def _fitting(self) -> float:
        """Return the largest share of its size at which the row has room; 0 for none."""
        chart, room = self._chart, self._chart.area.rect().width()
        for size in SIZES if self._entries else ():
            metrics = QFontMetricsF(chart.font(NAME * size))
            gaps = BETWEEN * TEXT_PX * chart.scale * (len(self._entries) - 1)
            if sum(metrics.horizontalAdvance(each.words) for each in self._entries) + gaps <= room:
                return size
        return 0.0

    def _write(self, entries: tuple[LegendEntry, ...], size: float) -> None:
        chart = self._chart
        self._row += [QGraphicsSimpleTextItem(chart.item) for _ in entries[len(self._row) :]]
        line, left = TEXT_PX * chart.scale, chart.area.pos().x()
        for number, item in enumerate(self._row):
            item.setVisible(number < len(entries))
        for item, entry in zip(self._row, entries, strict=False):
            item.setFont(chart.font(NAME * size))
            item.setText(entry.words)
            item.setBrush(QBrush(QColor(entry.color)))
            tall = item.boundingRect().height()
            item.setPos(left, (ROW * line - tall) / 2)
            left += item.boundingRect().width() + BETWEEN * line
