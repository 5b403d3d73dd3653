"""Smoothstep."""

import numpy as np
import pytest

from lossstudio.core.easing import smoothstep


def test_smoothstep_goes_from_nothing_to_all_and_is_level_at_both_ends():
    share = np.linspace(0.0, 1.0, 101)
    way = smoothstep(share)
    assert (way[0], way[50], way[-1]) == (0.0, pytest.approx(0.5), 1.0)
    slope = np.gradient(way, share)
    assert slope[1:-1].min() > 0
    assert slope[[0, -1]] == pytest.approx(0.0, abs=0.03)
    assert [smoothstep(float(each)) for each in share] == way.tolist()
