"""The numbers of an axis: none is cut by the edge of the picture."""

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from lossstudio.picture.charts.axis import TickAxis

TICKS = (0.0, 0.0025, 0.0050, 0.0075)


def test_a_number_that_the_right_edge_would_cut_is_left_out(qtbot: QtBot) -> None:
    axis = TickAxis("bottom")
    axis.resize(QSizeF(300.0, 30.0))
    axis.setRange(0.0, 0.0077)
    whole = axis.tickStrings(TICKS, 1.0, 1.0)
    assert whole == ["0", "0.0025", "0.0050", "0.0075"]
    half = QFontMetricsF(axis.label.font()).horizontalAdvance("0.0075") / 2
    left_over = 300.0 * 0.0002 / 0.0077
    axis.beyond_px = half - left_over + 1.0
    assert axis.tickStrings(TICKS, 1.0, 1.0) == whole
    axis.beyond_px = half - left_over - 1.0
    assert axis.tickStrings(TICKS, 1.0, 1.0) == [*whole[:3], ""]
