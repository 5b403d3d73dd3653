"""The numbers on charts' axes: all different, all whole."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lossstudio.picture.charts import paint_chart
from lossstudio.picture.charts.axis import TickAxis, drawable
from lossstudio.picture.charts.chart import Chart, release_chart
from lossstudio.picture.colors import LIGHT

AXES: dict[bool, TickAxis] = {}


def axis_with(decades: bool) -> TickAxis:
    """Return an axis, one for all examples, since making one takes longer than asking it."""
    if decades not in AXES:
        AXES[decades] = TickAxis("left")
        AXES[decades].decades = decades
    return AXES[decades]


@given(
    st.booleans(),
    st.floats(-300.0, 300.0) | st.floats(-1e-3, 1e-3),
    st.floats(1e-13, 1e3),
    st.none() | st.tuples(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6)),
    st.sampled_from([60.0, 120.0, 240.0, 600.0]),
)
@example(False, 0.6931, 1e-12, None, 240.0)
@example(False, 217.95, 0.01, (-777275.38, 0.00038), 240.0)
@example(True, 4.0, 1e-9, None, 240.0)
@example(False, 0.999, 0.001, None, 120.0)
def test_ticks_of_one_axis_never_read_the_same(
    qapp: object, decades: bool, low: float, span: float, other: tuple[float, float] | None, size: float
) -> None:
    axis = axis_with(decades)
    axis.other = None if decades else other
    for _, values in axis.tickValues(*drawable(low, low + span), size):
        texts = axis.tickStrings(values, 1.0, 1.0)
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("high", [8.2e-16, 1.2e-3, 0.015, 1e6, 60.0])
def test_numbers_below_a_narrow_chart_stand_apart(qtbot: QtBot, high: float) -> None:
    chart = Chart(LIGHT)
    chart.set_range((-0.1 * high, high), (0.0, 1.0))
    axis, metrics = chart.bottom, QFontMetricsF(chart.bottom.number_font)
    for size in (70.0, 120.0, 200.0, 400.0):
        [(_, values)] = axis.tickValues(-0.1 * high, high, size)
        wide = [metrics.horizontalAdvance(text) for text in axis.tickStrings(values, 1.0, 1.0)]
        gaps = np.diff(values) * size / (1.1 * high)
        needed = [(one + other) / 2 for one, other in pairwise(wide)]
        assert values
        assert all(gap > need for gap, need in zip(gaps, needed, strict=True)), size


def test_the_last_number_below_a_chart_is_never_cut_off(qtbot: QtBot) -> None:
    chart = Chart(LIGHT)
    chart.set_names("distance", "value")
    chart.set_range((0.0, 0.015), (0.0, 1.0))
    image = QImage(300, 160, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    paint_chart(chart, painter, QRectF(image.rect()), 1.0)
    painter.end()
    [(_, values)] = chart.bottom.tickValues(0, 0.015, chart.area.rect().width())
    assert values[-1] == 0.015  # its number's middle is at the plot's right end
    ink = np.frombuffer(image.constBits(), np.uint8).reshape(160, 300, 4)[130:, :, :3].min(axis=2) < 200
    assert ink[:, 260:].any()
    assert not ink[:, -1].any()


def middle_of(image: QImage, part: tuple[slice, slice]) -> float:
    """Return where what is drawn in a part of a white picture has its middle, from the part's top, in pixels."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)[part]
    ink = 255.0 - rows[..., :3].astype(float).mean(axis=-1)
    return float((ink.sum(axis=1) * np.arange(len(ink))).sum() / ink.sum())


def test_the_numbers_of_a_chart_glide_by_parts_of_a_pixel(qapp: QApplication) -> None:
    chart, seen = Chart(LIGHT), []
    for shift in (0.0, 0.0012, 0.0024, 0.0036):
        chart.set_range((0.0, 1.0), (shift, 1.0 + shift))
        image = QImage(300, 240, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        paint_chart(chart, painter, QRectF(10, 10, 280, 220), 1.45)
        painter.end()
        area = chart.area.mapRectToScene(chart.area.rect())
        numbers = slice(90, 140), slice(11, 9 + round(area.left()))
        seen.append(middle_of(image, numbers) - area.height() * shift)
    release_chart(chart)
    assert seen == pytest.approx([seen[0]] * 4, abs=0.04)
