"""Shares of loss and gradient as fractions, whatever their size."""

import numpy as np
import pytest

from lossstudio.core.objective.loss_contributions import Contribution
from lossstudio.ui.panels.loss.contribution_bars import bars_of


def shares(*sizes):
    return [Contribution(str(at), np.array(value), np.array(gradient)) for at, (value, gradient) in enumerate(sizes)]


def test_gradients_too_long_to_square_are_compared_all_the_same():
    first, second = bars_of(shares((3.0, [3e200, 4e200]), (1.0, [0.0, 5e200])))
    assert (first.loss, second.loss) == (0.75, 0.25)
    assert (first.gradient, second.gradient) == pytest.approx((0.5, 0.5))


def test_what_is_no_number_has_no_share():
    first, second = bars_of(shares((np.inf, [np.inf, 0.0]), (1.0, [1.0, 0.0])))
    assert (first.loss, first.gradient) == (0.0, 0.0)
    assert (second.loss, second.gradient) == (1.0, 1.0)
