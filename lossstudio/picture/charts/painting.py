"""Painting a chart without a window: through a graphics view that is never shown, at a film's scale."""

import pyqtgraph as pg
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame

from lossstudio.picture.charts.chart import Chart


def paint_chart(chart: Chart, painter: QPainter, rect: QRectF, scale: float) -> None:
    """Paint a chart into `rect`, its pens and fonts multiplied by `scale`; needs a QApplication, no screen.

    A chart that is painted so belongs to its unseen view from then on; a window needs one of its own.
    """
    view = _unseen_view(chart)
    if chart.scale != scale:
        chart.set_scale(scale)
    size = rect.size().toSize()
    if view.size() != size:
        view.resize(size)
        # WORKAROUND Qt sends a resize event to a widget only when it is shown, and this view never is (Qt 6.11): the
        # chart would keep the size that pyqtgraph gave it first.
        view.resizeEvent(None)
    chart.lay_out_now()
    view.render(painter, rect, QRect(0, 0, size.width(), size.height()), Qt.AspectRatioMode.IgnoreAspectRatio)


def _unseen_view(chart: Chart) -> pg.GraphicsView:
    if chart.unseen is None:
        view = pg.GraphicsView(background=None)
        view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setRenderHint(QPainter.RenderHint.Antialiasing)
        view.setCentralItem(chart.item)
        chart.unseen = view
    return chart.unseen


def release_chart(chart: Chart) -> None:
    """Let the unseen view of a chart go; the chart can't be painted again."""
    if chart.unseen is not None:
        chart.unseen.close()
        chart.unseen.deleteLater()
        chart.unseen = None
