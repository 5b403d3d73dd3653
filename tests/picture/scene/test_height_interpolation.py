from dataclasses import replace

import numpy as np

from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.height_interpolation import height_interpolation, holes_at, spline_weights
from tests.picture.framed import frame_of


def test_splines_go_through_their_samples_and_follow_parabolas():
    knots = np.linspace(-1, 3, 9)
    at = np.linspace(-1, 3, 57)
    weights = spline_weights(knots, at)
    assert np.allclose(spline_weights(knots, knots), np.eye(9))
    assert np.allclose(weights.sum(axis=1), 1)
    inside = (at > knots[1]) & (at < knots[-2])
    assert np.allclose((weights @ knots**2)[inside], at[inside] ** 2)
    assert np.allclose(weights @ (2 * knots + 1), 2 * at + 1)


def test_the_relief_lies_on_the_objective(bowl_moment):
    static_scene = frame_of(bowl_moment).static_scene
    ground = height_interpolation(static_scene, 91, 77)
    x, y = static_scene.box.coordinates(*np.meshgrid(ground.x, ground.y))
    exact = static_scene.box.height(bowl_moment.objective.values(np.stack([x, y], -1)))
    below = exact < TALL
    assert np.abs(ground.height - exact)[below].max() < 1e-4


def test_normals_are_those_of_the_slope(bowl_moment):
    static_scene = frame_of(bowl_moment).static_scene
    ground = height_interpolation(static_scene, 101, 51)
    normals = ground.normals()
    assert np.allclose(np.linalg.norm(normals, axis=-1), 1)
    row, column = 25, 30
    slope = (ground.height[row, column + 1] - ground.height[row, column - 1]) / (
        ground.x[column + 1] - ground.x[column - 1]
    )
    assert np.isclose(-normals[row, column, 0] / normals[row, column, 2], slope, rtol=1e-6)


def test_places_without_a_loss_are_walls_and_are_known_as_holes(with_holes):
    static_scene = frame_of(with_holes).static_scene
    ground = height_interpolation(static_scene, 61, 51)
    holes = holes_at(static_scene, ground.x, ground.y)
    assert holes[5, 50]
    assert not holes[40, 10]
    assert (ground.height[holes] > TALL).all()


def test_logarithms_are_taken_after_the_spline(bowl_moment):
    static_scene = frame_of(replace(bowl_moment, scale="log")).static_scene
    ground = height_interpolation(static_scene, 121, 101)
    x, y = static_scene.box.coordinates(*np.meshgrid(ground.x, ground.y))
    exact = static_scene.box.height(bowl_moment.objective.values(np.stack([x, y], -1)))
    assert np.abs(ground.height - exact)[exact < TALL].max() < 2e-3
