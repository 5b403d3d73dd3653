"""The colours of a map of runs, for whatever losses there are."""

from fractions import Fraction
from math import log

import numpy as np
import pytest

from lossstudio.picture.charts.run_map import LossScale


def test_colours_go_by_the_decades_above_the_lowest() -> None:
    scale = LossScale(low=2.0, high=101.0, unit=1.0)
    losses = np.array([1.0, 2.0, 11.0, 101.0, np.nan])
    np.testing.assert_allclose(scale.levels(losses), [0.0, 0.0, log(10) / log(100), 1.0, np.nan])
    assert scale.levels(np.array(scale.middle)) == pytest.approx(0.5)


@pytest.mark.parametrize(
    "losses",
    [
        [0.0, 5e-324, 1e-323],
        [1.0, 1.0 + 2e-16, 1.7e308],
        [-1.7e308, 0.0, 1.7e308],
        [1e-300, 2e-300, 3e-300, 1e300],
        [7.0, 7.0],
        [1.7e308, 1.7e308],
    ],
)
def test_any_numbers_have_colours_in_their_order(losses: list[float]) -> None:
    found = np.array(losses)
    scale = LossScale.of(found)
    levels = scale.levels(found)
    assert np.isfinite(levels).all()
    assert (np.diff(levels) >= 0).all()
    assert levels[0] == 0.0
    assert scale.low <= scale.middle <= max(scale.high, scale.low)
    if Fraction(losses[-1]) > Fraction(losses[0]):
        assert levels[-1] >= 0.99


def test_an_infinite_loss_has_no_colour() -> None:
    assert np.isposinf(LossScale(0.0, 1.0, 1.0).levels(np.array([np.inf]))).all()
