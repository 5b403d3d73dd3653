"""A dotted line at the height above which an answer counts as yes."""

import pyqtgraph as pg
from PySide6.QtCore import Qt

from lossstudio.picture.charts.chart import Chart


class CutLine:
    """The line, and nothing where no question of yes or no is asked."""

    def __init__(self, chart: Chart, z: float) -> None:
        self._chart = chart
        self.line = chart.add(pg.InfiniteLine(angle=0), z)
        self.line.hide()

    def show(self, height: float | None) -> None:
        """Draw it at a height."""
        chart = self._chart
        self.line.setPen(chart.pen(chart.theme.secondary, 1.4, style=Qt.PenStyle.DotLine))
        self.line.setVisible(height is not None)
        if height is not None:
            self.line.setPos(height)
