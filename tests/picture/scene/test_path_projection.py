from dataclasses import replace

import numpy as np
import pytest

from lossstudio.picture.scene.path_projection import (
    MOST_BETWEEN,
    MOST_KNOTS,
    MOST_NUMBERS,
    MOST_NUMBERS_BETWEEN,
    ProjectionBasis,
    project_path,
)
from lossstudio.project.scene import Scene
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from tests.picture.framed import frame_of


@pytest.fixture(scope="module")
def ground(bowl_moment):
    static_scene = frame_of(bowl_moment).static_scene
    return ProjectionBasis(bowl_moment.objective, bowl_moment.landscape.plane, static_scene.box)


def test_a_trail_lies_on_the_objective_everywhere(ground, bowl_moment):
    trail = project_path(ground, bowl_moment.theta[:, 0])
    assert np.allclose(trail.points[:, 2], bowl_moment.objective.values(trail.points[:, :2]))
    assert np.all(np.diff(trail.time) > 0)


def test_a_trail_passes_through_every_step(ground, bowl_moment):
    theta = bowl_moment.theta[:, 0]
    trail = project_path(ground, theta)
    assert np.allclose(trail.points[trail.at_knot, :2], theta)
    assert np.allclose(trail.time[trail.at_knot], np.arange(len(theta)))


def test_a_grown_trail_is_the_trail_laid_at_once(ground, bowl_moment):
    theta = bowl_moment.theta[:, 0]
    at_once, grown = project_path(ground, theta), None
    for length in (1, 2, 5, 6, len(theta)):
        grown = project_path(ground, theta[:length], before=grown)
    assert np.array_equal(grown.time, at_once.time)
    assert np.array_equal(grown.points, at_once.points)


def test_a_branch_keeps_what_it_shares(ground, bowl_moment):
    theta = bowl_moment.theta[:, 0]
    other = theta.copy()
    other[4:] += 0.1
    branch = project_path(ground, other, before=project_path(ground, theta))
    assert np.array_equal(branch.points, project_path(ground, other).points)


def test_a_moment_shows_only_what_came_before(ground, bowl_moment):
    points, steps = project_path(ground, bowl_moment.theta[:, 0]).until(3.5)
    assert len(steps) == 4
    assert len(points) > 4


def test_long_runs_are_thinned(ground):
    theta = np.column_stack([np.linspace(-1, 1, 40_001), np.zeros(40_001)])
    trail = project_path(ground, theta)
    assert len(trail.knots) <= MOST_KNOTS
    assert len(trail.time) < 4 * MOST_KNOTS
    assert trail.time[-1] <= 40_000


def test_a_step_out_of_the_picture_gets_its_points_where_they_are_seen(ground):
    trail = project_path(ground, np.array([[0.0, 0.0], [1e9, 0.0]]))
    assert len(trail.time) <= MOST_BETWEEN + 2
    assert np.sum(np.abs(trail.points[:, 0]) < 2.5) > 10


def test_a_path_that_runs_away_beyond_all_numbers_is_laid_in_silence(ground, bowl_moment):
    theta = bowl_moment.theta[:3, 0].copy()
    away = np.concatenate([theta, theta[-1:] * 1e150, theta[-1:] * 1e200, theta[-1:] * -1e308])
    assert len(project_path(ground, away).at_knot) == len(away)


def test_where_one_look_takes_long_a_path_takes_few(ground):
    rows = np.random.default_rng(0).normal(size=(400, 1000))
    objective = CompiledRecipe.of(Scene.from_arrays(rows, rows[:, 0], loss="huber").recipe).objective()
    theta = np.linspace(-9.0, 9.0, 1000)[:, None] * np.eye(objective.size)[0]
    plane = replace(ground.plane, origin=np.zeros(1001), x=np.eye(1001)[0], y=np.eye(1001)[1])
    trail = project_path(ProjectionBasis(objective, plane, ground.box), theta)
    assert len(trail.knots) * objective.pointwise.rows * objective.size <= MOST_NUMBERS
    assert len(trail.knots) < len(trail.time) <= 1 + MOST_NUMBERS_BETWEEN / (objective.pointwise.rows * objective.size)
    assert np.allclose(trail.points[trail.at_knot, 2], objective.values(trail.knots))
