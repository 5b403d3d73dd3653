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
    assert telling_digits([column]) == digits
    assert digits == 3 or changes_seen(column, digits - 1) < 0.5
    assert slope < 1e-6 or changes_seen(column, digits) >= 0.5


def test_what_has_settled_may_look_the_same() -> None:
    falling = 0.2 + 3.0 * 0.7 ** np.arange(200)
    assert changes_seen(falling, 3) < 0.2
    assert telling_digits([falling]) == 3


def test_what_is_no_number_does_not_count() -> None:
    quick = 3.0 * 0.7 ** np.arange(60)
    quick[10:] = np.inf
    assert telling_digits([quick]) == telling_digits([np.zeros(60)]) == telling_digits([np.full(3, np.nan)]) == 3
    assert telling_digits([]) == 3


def test_where_something_else_is_minimised_it_settles_anew() -> None:
    first, then = 2.0 + 4.0 * 0.5 ** np.arange(60), 0.2 + 0.3 * 0.8 ** np.arange(60)
    assert telling_digits([first, then]) == 3
    assert telling_digits([np.concatenate([first, then])]) == 5


def test_whole_parts_are_written_whole_whatever_the_digits() -> None:
    assert telling_digits([12_400.0 - np.arange(60)]) == 3
    assert telling_digits([1e7 - np.arange(60)]) == 5
