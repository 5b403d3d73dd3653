"""A mark in a chart."""

import numpy as np
import pytest

from lossstudio.films.render.offscreen import ensure_application
from lossstudio.picture.charts import FitChart
from lossstudio.picture.charts.marks import Dot
from lossstudio.picture.colors import DARK


@pytest.mark.parametrize("place", [(np.nan, 0.0), (0.0, np.inf), (1e200, 0.0), (0.0, -1e200)])
def test_what_has_no_place_is_not_shown(place):
    ensure_application()
    dot = Dot(FitChart(DARK), 5)
    dot.put(1.0, 2.0)
    assert dot.isVisible()
    dot.put(*place)
    assert not dot.isVisible()
