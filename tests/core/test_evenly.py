"""Evenly chosen numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lossstudio.core.evenly import evenly


@given(count=st.integers(0, 10_000), most=st.integers(2, 2_000))
def test_evenly_chosen_numbers_rise_in_steps_as_equal_as_whole_numbers_can_be(count: int, most: int) -> None:
    chosen = evenly(count, most)
    assert len(chosen) == min(count, most)
    steps = np.diff(chosen)
    if len(steps):
        assert (chosen[0], chosen[-1]) == (0, count - 1)
        assert steps.min() >= 1
        assert steps.max() - steps.min() <= 2
