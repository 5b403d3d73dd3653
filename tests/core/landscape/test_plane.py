"""A slice through parameter space: points on it, and how far others are from it."""

from time import sleep

import numpy as np

from lossstudio.core.landscape.landscape import sample, sampled_in_blocks
from lossstudio.core.landscape.plane import Plane, share_held


def a_plane():
    origin, x, y = np.array([1.0, 2.0, 3.0]), np.array([2.0, 0.0, 0.0]), np.array([1.0, 1.0, 0.0])
    return Plane(origin=origin, x=x, y=y, range=(-1.0, 1.0, -1.0, 1.0), labels=("a", "b"), kind="directions")


def test_a_point_on_the_plane_is_found_again_however_oblique_its_directions_are():
    plane = a_plane()
    coordinates, distance = plane.project(plane.point(0.3, -0.7))
    np.testing.assert_allclose(coordinates, [0.3, -0.7], atol=1e-12)
    np.testing.assert_allclose(distance, 0.0, atol=1e-12)


def test_a_point_off_the_plane_is_as_far_away_as_it_is():
    plane = a_plane()
    _, distance = plane.project(plane.point(0.5, 0.5) + np.array([0.0, 0.0, -4.0]))
    np.testing.assert_allclose(distance, 4.0)


def test_a_point_too_far_away_for_a_number_is_infinitely_far_and_silent():
    _, distance = a_plane().project(np.array([[0.0, 0.0, 1e200], [0.0, 0.0, np.inf], [1.0, 2.0, 3.0]]))
    assert not np.isfinite(distance[:2]).any()
    assert distance[2] == 0.0


def test_a_path_that_stands_still_is_held_wholly():
    assert share_held(a_plane(), np.full((5, 3), 7.0)) == 1.0
    assert share_held(a_plane(), np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 1.0]])) == 0.0


class Slow:
    """A surface whose every look takes longer than a pause should be apart."""

    size, pointwise = 3, None

    def values(self, theta, batch=None):
        sleep(0.001)
        return theta[..., 0]

    def values_in_pieces(self, theta):
        yield from ()
        return self.values(theta)


def test_a_slow_surface_is_sampled_in_blocks_that_do_not_grow():
    *pauses, landscape = sampled_in_blocks(Slow(), a_plane(), 16, 16)
    assert pauses == [None] * 4
    assert np.array_equal(landscape.loss, sample(Slow(), a_plane(), 16, 16).loss)
