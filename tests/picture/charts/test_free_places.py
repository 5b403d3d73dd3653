"""Names stand where nothing is drawn."""

from itertools import pairwise

import numpy as np
import pytest

from lossstudio.picture.charts.free_places import FreePlaces

ROOM = (0.0, 0.0, 300.0, 200.0)
FALL = np.array([[0.0, 20.0], [150.0, 100.0], [np.nan, np.nan], [150.0, 100.0], [300.0, 190.0]])


def test_a_name_leaves_a_curve_by_the_shortest_way_and_a_free_one_stays() -> None:
    free = FreePlaces(ROOM, [FALL], 3.0)
    upon, beside = (120.0, 80.0, 180.0, 96.0), (200.0, 20.0, 260.0, 36.0)
    assert free.covered(np.array([upon]))[0] > 0
    assert free.nearest(beside) == beside
    moved = free.nearest(upon)
    assert moved is not None
    assert free.covered(np.array([moved]))[0] == 0
    assert abs(moved[1] - upon[1]) <= 64


def test_names_keep_their_order_and_have_no_place_where_there_is_no_room() -> None:
    free, upon = FreePlaces(ROOM, [FALL], 3.0), (120.0, 80.0, 180.0, 96.0)
    places = free.in_order([upon, upon, upon])
    assert all(one[3] <= other[1] for one, other in pairwise(places))
    assert not free.covered(np.array(places)).any()
    large = (0.0, 0.0, 80.0, 16.0)
    assert FreePlaces((0.0, 0.0, 50.0, 20.0), [FALL], 3.0).in_order([large]) is None


@pytest.mark.parametrize("far", [np.inf, -np.inf, 1e300, -1e300, 1e308])
def test_a_curve_may_leave_the_chart_for_anywhere(far: float) -> None:
    away = np.array([[290.0, 190.0], [295.0, far], [far, 10.0], [-far, far]])
    free, upon = FreePlaces(ROOM, [FALL, away], 3.0), (20.0, 20.0, 60.0, 40.0)
    assert free.nearest(upon) == FreePlaces(ROOM, [FALL], 3.0).nearest(upon)
    assert free.covered(np.array([(140.0, 90.0, 160.0, 110.0)]))[0] > 0
