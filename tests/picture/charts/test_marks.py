"""Marks in a chart."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from lossstudio.films.render.offscreen import ensure_application
from lossstudio.picture.charts import FitChart
from lossstudio.picture.charts.marks import Dot, Points
from lossstudio.picture.colors import DARK


@pytest.mark.parametrize("place", [(np.nan, 0.0), (0.0, np.inf), (1e200, 0.0), (0.0, -1e200)])
def test_what_has_no_place_is_not_shown(place):
    ensure_application()
    dot = Dot(FitChart(DARK), 5)
    dot.put(1.0, 2.0)
    assert dot.isVisible()
    dot.put(*place)
    assert not dot.isVisible()


def test_points_that_move_leave_no_pictures_behind():
    ensure_application()
    points = Points(FitChart(DARK), 5)
    colors = [QColor(DARK.data), QColor(DARK.error)] * 10
    for moved in range(30):
        points.show(np.arange(20), np.full((20, 2), float(moved)), np.zeros((5, 2)), colors)
    assert len(points.filled.fragmentAtlas) == 2  # a colour each
    assert len(points.hollow.fragmentAtlas) == 1
