"""Names of axes: whole where they fit, else shorter, else on two lines that are about equally long."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from lossstudio.picture.charts.axis_name import fitted_name
from lossstudio.picture.charts.chart import Chart, paint_chart, release_chart
from lossstudio.picture.colors import LIGHT
from tests.picture.written import Paper


@pytest.mark.parametrize(
    ("name", "shorter", "room", "lines"),
    [
        ("loss (log)", "loss", 10, ("loss (log)",)),
        ("loss (log)", "loss", 9, ("loss",)),
        ("price (hundred thousand)", "price (hundred thousand)", 16, ("price (hundred", "thousand)")),
        ("words in capitals (10 %)", "words in capitals (10 %)", 9, ("words in", "capitals")),
        ("y (2)", "y (2)", 2, ("y", "(2)")),
        ("area (m²) of flats", "area (m²) of flats", 9, ("area (m²)", "of flats")),
        ("area (m²) of flats", "area (m²) of flats", 8, ("area (m²)", "of flats")),
        ("longitude", "longitude", 4, ("longitude",)),
        ("", "", 4, ()),
    ],
)
def test_a_name_fits_its_room(name: str, shorter: str, room: int, lines: tuple[str, ...]) -> None:
    assert fitted_name(name, shorter, room, len) == lines


@pytest.mark.parametrize("size", [(240, 200), (400, 160), (180, 300)])
def test_two_long_names_do_not_meet_in_the_corner(qapp: QApplication, size: tuple[int, int]) -> None:
    chart = Chart(LIGHT)
    for name in ("what is to be predicted from so many columns", "w"):
        chart.set_names(f"true {name}", f"predicted {name}")
        paper = Paper(size)
        painter = QPainter(paper)
        paint_chart(chart, painter, QRectF(0, 0, *size), 1.45)
        painter.end()
        names = [writing for writing in paper.writings if not writing.text[-1].isdigit()]
        assert len(names) >= 2
        assert not any(one.covers(other) for one in names for other in names if one is not other)
    release_chart(chart)
