"""The level line lies where the values cross the level."""

import numpy as np

from lossstudio.picture.charts.fit.class_map import level_line

GRID = np.linspace(-2, 2, 41)
X, Y = np.meshgrid(GRID, GRID)


def test_a_circle_is_found_as_a_closed_ring():
    segments = level_line(GRID, GRID, X**2 + Y**2, 1.21)
    radius = np.hypot(segments[..., 0], segments[..., 1])
    np.testing.assert_allclose(radius, 1.1, atol=0.01)
    length = np.hypot(*(segments[:, 0] - segments[:, 1]).T).sum()
    assert abs(length - 2.2 * np.pi) < 0.02
    ends = {tuple(np.round(end, 9)) for segment in segments for end in segment}
    assert len(ends) == len(segments)


def test_both_sides_of_a_saddle_are_found():
    segments = level_line(GRID, GRID, X * Y, 0.5)
    np.testing.assert_allclose(segments[..., 0] * segments[..., 1], 0.5, atol=0.02)
    assert (segments[..., 0] > 0).any()
    assert (segments[..., 0] < 0).any()


def test_where_nothing_crosses_there_is_no_line():
    assert level_line(GRID, GRID, X * 0, 1.0).shape == (0, 2, 2)
