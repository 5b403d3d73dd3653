"""What a chart has in its area, found as Qt keeps it."""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsSimpleTextItem

from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.marks import Dot


def words_in(chart: Chart) -> list[pg.TextItem]:
    """Return the words that are written, the uppermost last."""
    texts = [item for item in chart.area.childGroup.childItems() if isinstance(item, pg.TextItem)]
    return [item for item in texts if item.isVisible() and item.toPlainText()]


def names_above(chart: Chart) -> list[QGraphicsSimpleTextItem]:
    """Return what is written above the plot, from the left."""
    texts = [item for item in chart.item.childItems() if isinstance(item, QGraphicsSimpleTextItem)]
    return sorted((item for item in texts if item.isVisible()), key=lambda item: item.x())


def curves_in(chart: Chart, *styles: Qt.PenStyle) -> list[pg.PlotCurveItem]:
    """Return the curves with these pens that have points, the uppermost last."""
    curves = [item for item in chart.area.childGroup.childItems() if isinstance(item, pg.PlotCurveItem)]
    there = [item for item in curves if item.getData()[0] is not None and len(item.getData()[0])]
    return sorted((item for item in there if item.opts["pen"].style() in styles), key=lambda item: item.zValue())


def dots_in(chart: Chart) -> list[Dot]:
    """Return the dots that are seen."""
    return [item for item in chart.area.childGroup.childItems() if isinstance(item, Dot) and item.isVisible()]
