"""Where a curve is cut, and what is said there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossstudio.picture.charts.cut_ends import cut_ends

X = np.arange(5.0)


@pytest.mark.parametrize(
    ("heights", "found"),
    [
        ([0, 1, 2, 1, 0], []),
        ([0, 1, 2, 4, 8], [(2.5, "↑ 8.00")]),
        ([9, 5, 1, 1, 1], [(1.5, "↑ 9.00")]),
        ([1, 1, -3, 1, 1], [(2.0, "↓ −3.00")]),
        ([1, 5, 1, 9, 1], [(3.0, "↑ 9.00")]),
        ([1, 5, -4, 5, 1], [(1.0, "↑ 5.00"), (2.0, "↓ −4.00")]),
        ([7, 1, 1, 1, -7], [(0 + 4 / 6, "↑ 7.00"), (3.125, "↓ −7.00")]),
        ([1, 1, 1, 1e9, np.inf], [(2.0, "↑ 1.00 × 10⁹")]),
        ([1, 1, 1, np.inf, np.nan], [(2.0, "↑ infinity")]),
        ([5, 6, 7, 8, 9], [(4.0, "↑ 9.00")]),
        ([np.nan] * 5, []),
    ],
)
def test_a_curve_is_cut_at_its_ends_and_farthest_off(heights, found):
    cuts = cut_ends(X, np.array(heights, dtype=float), 0.0, 3.0)
    assert [cut.words for cut in cuts] == [words for _, words in found]
    np.testing.assert_allclose([cut.x for cut in cuts], [x for x, _ in found], atol=1e-6)


def test_heights_that_are_logarithms_are_told_as_what_they_stand_for():
    values = np.array([1.0, 10.0, 100.0, 0.0])
    with np.errstate(divide="ignore"):
        [cut] = cut_ends(X[:4], np.log10(values), -1.0, 3.0, values)
    assert cut.words == "↓ 0"


def test_a_loss_has_as_many_digits_as_asked_for():
    [cut] = cut_ends(X, np.array([0.0, 1.0, 2.0, 4.0, 8.1234]), 0.0, 3.0, digits=5)
    assert cut.words == "↑ 8.1234"


@given(st.lists(st.floats(-10, 10) | st.just(np.nan), max_size=12))
def test_whatever_is_beyond_is_said_once_and_what_is_inside_never(heights):
    curve = np.array(heights)
    cuts = cut_ends(np.arange(len(curve)) * 1.0, curve, -1.0, 1.0)
    known = curve[~np.isnan(curve)]
    assert bool(cuts) == bool((np.abs(known) > 1).any())
    assert all((cut.value > 1) == cut.above and abs(cut.value) > 1 for cut in cuts)
    assert len(cuts) <= 4
    assert [cut.x for cut in cuts] == sorted(cut.x for cut in cuts)
