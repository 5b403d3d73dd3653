import numpy as np
import pytest

from lossstudio.core.largest import largest


@pytest.mark.parametrize("count", [1, 3, 40, 50])
def test_the_farthest_from_nought_come_first_and_of_equals_the_first(count):
    values = np.random.default_rng(count).integers(-5, 6, 40).astype(float)
    assert largest(values, count) == sorted(range(40), key=lambda at: -abs(values[at]))[:count]


def test_what_is_no_number_comes_last():
    assert largest(np.array([np.nan, 1.0, -np.inf, np.nan, 0.0]), 4) == [2, 1, 4, 0]
