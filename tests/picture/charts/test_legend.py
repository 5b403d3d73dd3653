"""A legend stands where the curves are lower, and changes sides only for a good reason."""

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from lossstudio.films.render.offscreen import ensure_application
from lossstudio.picture.charts import paint_chart
from lossstudio.picture.charts.chart import Chart, release_chart
from lossstudio.picture.charts.curve_names import Legend, LegendEntry
from lossstudio.picture.colors import DARK, LIGHT
from tests.picture.charts.seen import words_in

X = np.linspace(0.0, 1.0, 101)
ENTRIES = (LegendEntry("target p", DARK.secondary), LegendEntry("q", DARK.runner(0)))


def new_chart() -> Chart:
    ensure_application()
    made = Chart(DARK)
    made.set_range((0.0, 1.0), (0.0, 1.0))
    return made


def stands_right(chart: Chart) -> bool:
    return {item.pos().x() for item in words_in(chart)} == {1.0}


def test_it_stands_where_the_curves_are_lower():
    chart = new_chart()
    legend = Legend(chart)
    legend.show(ENTRIES, X, X[np.newaxis])
    assert not stands_right(chart)
    legend.show(ENTRIES, X, 1.0 - X[np.newaxis])
    assert stands_right(chart)
    assert legend.words == ("target p", "q")


def test_it_stays_while_both_sides_are_nearly_as_high():
    chart = new_chart()
    legend = Legend(chart)
    legend.show(ENTRIES, X, 0.5 + 0.05 * X[np.newaxis])
    assert stands_right(chart)


def test_it_does_not_stand_upon_the_marked_place():
    chart = new_chart()
    legend = Legend(chart)
    legend.show(ENTRIES, X, 0.1 + 0.05 * X[np.newaxis], marked=(0.99, 0.97))
    assert not stands_right(chart)
    legend.show(ENTRIES, X, 0.1 + 0.05 * X[np.newaxis], marked=(0.01, 0.97))
    assert stands_right(chart)


def test_curves_that_leave_the_chart_or_have_gaps_do_not_matter_beyond_its_edge():
    chart = new_chart()
    legend = Legend(chart)
    gaps = np.where(X < 0.5, np.nan, 1e200)[np.newaxis]
    legend.show(ENTRIES, X, gaps)
    assert stands_right(chart)


def test_it_stands_below_where_lines_go_through_both_upper_corners():
    chart = new_chart()
    legend = Legend(chart)
    legend.show(ENTRIES, X, np.abs(2.0 * X - 1.0)[np.newaxis])
    assert stands_right(chart)
    painted(chart)
    assert max(item.pos().y() for item in words_in(chart)) <= 0.5
    release_chart(chart)


def test_other_lines_colours_and_sizes_are_taken():
    chart = new_chart()
    legend = Legend(chart)
    legend.show(ENTRIES, X, X[np.newaxis])
    chart.set_theme(LIGHT)
    chart.set_scale(2.0)
    legend.show((*ENTRIES, LegendEntry("more", LIGHT.error)), X, X[np.newaxis])
    assert [item.toPlainText() for item in words_in(chart)] == ["target p", "q", "more"]
    legend.clear()
    assert legend.words == ()
    assert words_in(chart) == []


def painted(chart: Chart) -> bytes:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor(DARK.canvas))
    painter = QPainter(image)
    paint_chart(chart, painter, QRectF(20, 20, 360, 260), 1.3)
    painter.end()
    return bytes(image.constBits())


def test_its_ground_is_there_in_the_very_first_picture():
    chart = new_chart()
    Legend(chart).show(ENTRIES, X, X[np.newaxis])
    assert painted(chart) == painted(chart)
    release_chart(chart)
