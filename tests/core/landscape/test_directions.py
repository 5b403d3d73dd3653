"""Directions through parameter space."""

import numpy as np

from lossstudio.core.landscape.plane import middle, principal


def test_a_path_as_long_as_numbers_reach_has_its_middle_and_directions() -> None:
    path = np.array([[-1.0, 0.0, 0.5], [1.0, 0.5, 0.5], [0.0, 1.0, 0.5]])
    far = path * 1.5e308
    np.testing.assert_allclose(middle(far) / 1.5e308, path.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(principal(far), principal(path), atol=1e-12)


def test_a_path_that_stands_still_has_the_first_axes_for_directions() -> None:
    x, y = principal(np.full((4, 3), 0.0))
    assert np.array_equal(np.stack([x, y]), np.eye(3)[:2])


def test_an_axis_that_is_in_the_path_is_no_second_direction() -> None:
    x, y = principal(np.array([[0.0, 0.0, 0.0], [2.0, 0.0, 0.0]]))
    assert np.array_equal(np.stack([x, y]), np.eye(3)[:2])


def test_one_parameter_has_no_second_direction() -> None:
    x, y = principal(np.array([[0.0], [2.0]]))
    assert (x.tolist(), y.tolist()) == ([1.0], [0.0])
