"""A legend stands where the curves are lower, and changes sides only for a good reason."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from lossstudio.films.render.offscreen import ensure_application
from lossstudio.picture.charts import paint_chart
from lossstudio.picture.charts.chart import Chart, release_chart
from lossstudio.picture.charts.chart_legend import Legend, LegendEntry
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


def painted(chart: Chart, width: int = 360) -> bytes:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor(DARK.canvas))
    painter = QPainter(image)
    paint_chart(chart, painter, QRectF(20, 20, width, 260), 1.3)
    painter.end()
    return bytes(image.constBits())


def test_its_ground_is_there_in_the_very_first_picture():
    chart = new_chart()
    Legend(chart).show(ENTRIES, X, X[np.newaxis])
    assert painted(chart) == painted(chart)
    release_chart(chart)


LONG = "steps that are larger than is good for a", 2 * "学習率が大きすぎる勾配降下法の長い名前"


@pytest.mark.parametrize("name", LONG)
def test_long_names_are_cut_in_their_middle_where_what_is_told_nowhere_else_stays_whole(name: str) -> None:
    chart = new_chart()
    runners = [LegendEntry(f"{name[:-2]} {at}", DARK.runner(at), "↑ 1234", spare=True) for at in range(2)]
    legend = Legend(chart)
    legend.show((LegendEntry("Reverse KL 0.730", DARK.error), *runners), X, 0.1 * X[np.newaxis])
    painted(chart, width=190)
    assert len(legend.words) == 3
    first, *others = (item.toPlainText() for item in words_in(chart))
    room = chart.area.mapRectToScene(chart.area.rect())
    places = [item.mapRectToScene(item.boundingRect()) for item in words_in(chart)]
    release_chart(chart)
    assert first == "Reverse KL 0.730"
    assert [words[:4] for words in others] == [name[:4]] * 2
    assert [words.partition("…")[2][-9:] for words in others] == [f"{at}  ↑ 1234"[-9:] for at in range(2)]
    assert all(room.left() <= place.left() and place.right() <= room.right() + 1 for place in places)


def test_names_that_are_told_elsewhere_are_left_out_before_others_are_cut() -> None:
    chart = new_chart()
    runners = [LegendEntry(f"{LONG[0]} {at}", DARK.runner(at), spare=True) for at in range(9)]
    legend = Legend(chart)
    legend.show((LegendEntry("Reverse KL 0.730", DARK.error), *runners), X, 0.1 * X[np.newaxis])
    painted(chart, width=230)
    assert [item.toPlainText() for item in words_in(chart)] == ["Reverse KL 0.730"]
    assert len(legend.words) == 10
    release_chart(chart)
