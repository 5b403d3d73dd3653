"""What the error function promises."""

import math

import numpy as np

from lossstudio.core.special_functions import erf


def test_it_agrees_with_the_standard_library_to_the_last_digits():
    x = np.concatenate([np.linspace(-7, 7, 4001), [0.0, 1.0, -1.0, 1e-300, 1e-9, 30.0, 1e300, -1e300, np.inf, -np.inf]])
    np.testing.assert_allclose(erf(x), [math.erf(each) for each in x], rtol=4e-16, atol=0)


def test_it_has_any_shape_and_passes_on_what_is_no_number():
    assert erf(np.zeros((2, 0, 3))).shape == (2, 0, 3)
    assert np.isnan(erf(np.array([np.nan])))[0]
