"""Ranges that can't be drawn become ones that can."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from lossstudio.picture.charts import paint_chart
from lossstudio.picture.charts.axis import drawable
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.colors import DARK

LARGEST = 1.7976931348623157e308


@given(st.floats(), st.floats())
def test_every_range_can_be_drawn(low: float, high: float) -> None:
    start, end = drawable(low, high)
    assert start < end
    assert math.isfinite(end - start)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_an_ordinary_range_stays(low: float, span: float) -> None:
    assert drawable(low, low + span) == (low, low + span)


@pytest.mark.parametrize(
    "ends",
    [(math.nan, math.nan), (-math.inf, math.inf), (0.0, 0.0), (1e6, 1e6), (-LARGEST, LARGEST), (0.0, 5e-324)],
)
@pytest.mark.parametrize("decades", [False, True])
def test_a_chart_of_any_range_is_painted(qtbot: QtBot, ends: tuple[float, float], decades: bool) -> None:
    chart = Chart(DARK)
    chart.left.decades = decades
    chart.set_range(ends, ends)
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_chart(chart, painter, QRectF(image.rect()), 1.0)
    painter.end()
    low, high = chart.area.viewRange()[1]
    assert low < high
