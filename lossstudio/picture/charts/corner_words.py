"""A few words in a corner of a chart, upon its ground."""

import pyqtgraph as pg

from lossstudio.picture.charts.chart import Chart


class CornerWords:
    """Words at the upper left, or the upper right."""

    def __init__(self, chart: Chart, *, right: bool = False) -> None:
        self._chart, self._right = chart, right
        self._item = chart.add(pg.TextItem(anchor=(1.0 if right else 0.0, 0.0)), 60)
        self._item.textItem.document().setDocumentMargin(2)
        self._item.hide()
        chart.area.sigRangeChanged.connect(self._place)

    def say(self, text: str, color: str) -> None:
        """Show these words in this colour; nothing for none."""
        self._item.setVisible(bool(text))
        if text:
            self._item.setFont(self._chart.font(0.92))
            self._item.fill = pg.mkBrush(self._chart.color(self._chart.theme.card, 0.8))
            self._item.setColor(color)
            if text != self.said:
                self._item.setText(text)
            self._place()

    @property
    def said(self) -> str:
        """What stands there."""
        return str(self._item.toPlainText())

    def _place(self, *_changed: object) -> None:
        (left, right), (_, high) = self._chart.area.viewRange()
        self._item.setPos(right if self._right else left, high)
