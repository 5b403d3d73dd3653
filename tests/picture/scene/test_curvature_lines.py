"""How the surface bends at the ball."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.objective import PlainObjective
from lossstudio.picture.scene.path_projection import ProjectionBasis
from lossstudio.picture.scene.surface_marks import curvature_lines_at
from tests.picture.framed import frame_of


class Valley(PlainObjective):
    """loss = θᵀ A θ / 2 in three dimensions."""

    matrix = np.array([[6.0, 1.0, 0.5], [1.0, -2.0, 0.3], [0.5, 0.3, 1.0]])
    size, rows, groups, parameter_names = 3, 0, (), ("a", "b", "c")

    def values(self, theta, batch=None):
        return 0.5 * np.einsum("...i,ij,...j->...", theta, self.matrix, theta)

    def values_and_gradients(self, theta, batch=None):
        return self.values(theta), theta @ self.matrix

    def hessian_products(self, theta, vectors, batch=None):
        return vectors @ self.matrix

    def describe(self):
        return "a valley"


def ground_of(moment):
    return ProjectionBasis(moment.objective, moment.landscape.plane, frame_of(moment).static_scene.box)


def test_the_curvatures_of_a_bowl_are_its_hessians_eigenvalues(bowl_moment):
    bends = curvature_lines_at(ground_of(bowl_moment), np.array([0.3, -0.2]))
    assert [bend.curvature for bend in bends] == pytest.approx([8.0, 2.0])
    assert np.abs(bends[0].way) == pytest.approx([0.0, 1.0], abs=1e-9)


def test_on_a_slice_it_is_the_hessian_within_the_slice(bowl_moment):
    box = frame_of(bowl_moment).static_scene.box
    x, y = np.array([2.0, 0.0, 0.0]), np.array([1.0, 0.5, 0.0])
    plane = Plane(origin=np.zeros(3), x=x, y=y, range=(-1, 1, -1, 1), labels=("x", "y"), kind="random")
    bends = curvature_lines_at(ProjectionBasis(Valley(), plane, box), np.full(3, 0.01))
    within = np.linalg.eigvalsh(Valley.matrix[:2, :2])
    assert sorted(bend.curvature for bend in bends) == pytest.approx(sorted(within))
    assert bends[0].curvature == pytest.approx(within[np.argmax(np.abs(within))])


def test_directions_lie_upon_the_surface_through_the_ball(bowl_moment):
    theta = np.array([0.1, 0.1])
    ground = ground_of(bowl_moment)
    here = ground.box.place(ground.points(theta[None]))[0]
    for bend in curvature_lines_at(ground, theta):
        middle = bend.points[len(bend.points) // 2]
        assert middle == pytest.approx(here)
        x, y = ground.box.coordinates(bend.points[3, 0], bend.points[3, 1])
        height = ground.box.height(ground.objective.values(np.array([float(x), float(y)])))
        assert bend.points[3, 2] == pytest.approx(float(height))


def test_where_nothing_is_finite_there_is_nothing_to_draw(bowl_moment):
    assert curvature_lines_at(ground_of(bowl_moment), np.array([np.inf, 0.0])) == ()


def test_patch_and_curvatures_are_in_the_frame_when_asked_for(bowl_moment):
    plain, shown = frame_of(bowl_moment), frame_of(replace(bowl_moment, curvature=True))
    assert plain.patch is None
    assert shown.patch is not None
    assert len(shown.paths) == len(plain.paths) + 2
    assert {label.text for label in shown.labels} == {"curvature 8.00", "curvature 2.00"}
