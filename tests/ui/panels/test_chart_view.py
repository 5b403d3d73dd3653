"""Charts in the window leave the wheel to the column that scrolls around them."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from lossstudio.ui.panels.curve_panel import CurvePanel
from lossstudio.ui.panels.fit.fit_panel import FitPanel
from lossstudio.ui.panels.loss.loss_panel import LossPanel


def roll(widget, place):
    none, up = Qt.MouseButton.NoButton, QPoint(0, 120)
    glob = QPointF(widget.mapToGlobal(place))
    event = QWheelEvent(
        QPointF(place), glob, QPoint(), up, none, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False
    )
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


@pytest.mark.parametrize("panel_class", [FitPanel, CurvePanel, LossPanel])
def test_the_wheel_over_any_place_of_a_chart_scrolls_what_is_around_it(qtbot, studio, appearance, panel_class):
    panel = panel_class(studio, appearance)
    qtbot.addWidget(panel)
    panel.resize(380, 420)
    panel.grab()
    view = panel.view
    ranges = panel.chart.area.viewRange()
    for x in range(2, view.width(), 12):
        for y in range(2, view.height(), 12):
            assert not roll(view.viewport(), QPoint(x, y)), (x, y)
    assert panel.chart.area.viewRange() == ranges
