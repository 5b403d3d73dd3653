from itertools import pairwise

import numpy as np
import pytest

from lossstudio.core.numbers import readout
from lossstudio.core.telling_digits import telling_digits


def changes_seen(column: np.ndarray, digits: int) -> float:
    texts = [readout(float(number), digits) for number in column]
    return float(np.mean([one != other for one, other in pairwise(texts)]))


@pytest.mark.parametrize(("slope", "digits"), [(1e-2, 3), (4e-4, 4), (4e-5, 5), (1e-9, 5)])
def test_a_loss_that_creeps_has_as_many_digits_as_show_it(slope: float, digits: int) -> None:
    column = 0.693 - slope * np.arange(60)
    assert telling_digits(column[:, None]) == digits
    assert digits == 3 or changes_seen(column, digits - 1) < 0.5
    assert slope < 1e-6 or changes_seen(column, digits) >= 0.5


def test_what_has_settled_may_look_the_same() -> None:
    falling = 0.2 + 3.0 * 0.7 ** np.arange(200)
    assert changes_seen(falling, 3) < 0.2
    assert telling_digits(falling[:, None]) == 3


def test_the_one_that_needs_most_decides_and_what_is_no_number_does_not() -> None:
    quick, slow = 3.0 * 0.7 ** np.arange(60), 0.693 - 4e-4 * np.arange(60)
    assert telling_digits(np.stack([quick, slow], axis=1)) == 4
    quick[10:], slow[3:] = np.inf, np.nan
    assert telling_digits(np.stack([quick, np.zeros(60)], axis=1)) == 3
    assert telling_digits(np.empty((0, 2))) == 3
