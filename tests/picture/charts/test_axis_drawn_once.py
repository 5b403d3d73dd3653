"""An axis is drawn anew when it has become another one, and copied else."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from lossstudio.picture.charts.axis import TickAxis
from lossstudio.picture.charts.chart import Chart, paint_chart, release_chart
from lossstudio.picture.colors import DARK


@pytest.fixture
def chart(qapp):
    made = Chart(DARK)
    made.set_range((0.0, 40.0), (0.0, 1.0))
    yield made
    release_chart(made)


@pytest.fixture
def drawings(monkeypatch):
    """Count how often axes are drawn."""
    drawn, draw = [], TickAxis.generateDrawSpecs
    monkeypatch.setattr(
        TickAxis, "generateDrawSpecs", lambda axis, painter: (drawn.append(axis), draw(axis, painter))[1]
    )
    return drawn


def _painted(chart, width=300, height=160):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    paint_chart(chart, painter, QRectF(0, 0, width, height), 1.0)
    painter.end()
    return bytes(image.constBits())


def test_axes_are_copied_while_they_are_the_same_and_drawn_anew_when_they_are_others(chart, drawings):
    chart.set_names("step", "loss")
    first = _painted(chart)
    drawings.clear()
    chart.set_names("step", "loss")  # as with each picture of another step
    assert (_painted(chart), drawings) == (first, [])
    for change in (
        lambda: chart.set_range((0.0, 400.0), (0.0, 1.0)),
        lambda: chart.set_names("step", "a name of several words"),
    ):
        change()
        assert _painted(chart) != first
        assert drawings
        drawings.clear()
    _painted(chart, 420, 200)
    assert {axis.orientation for axis in drawings} == {"left", "bottom"}
