from dataclasses import replace

import numpy as np
import pytest

from lossstudio.picture.gl.mesh import cut, mesh_of
from lossstudio.picture.scene.box import TALL
from tests.picture.framed import frame_of


def _areas(mesh):
    a, b, c = (mesh.vertices[mesh.triangles[:, corner], :2].astype(float) for corner in range(3))
    return ((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]) / 2


@pytest.mark.parametrize("points", [31, 80])
def test_a_mesh_is_cut_exactly_at_the_top(bowl_moment, points):
    mesh = mesh_of(frame_of(bowl_moment).static_scene, points)
    used = mesh.vertices[np.unique(mesh.triangles)]
    assert used[:, 2].max() == pytest.approx(TALL, abs=1e-6)
    assert all(rim[:, 2] == pytest.approx(TALL, abs=1e-6) for rim in mesh.rims)


def test_a_bowl_has_one_closed_rim_of_the_right_size(bowl_moment):
    static_scene = frame_of(bowl_moment).static_scene
    mesh = mesh_of(static_scene, 121)
    (rim,) = mesh.rims
    assert np.array_equal(rim[0], rim[-1])
    x, y = rim[:-1, 0], rim[:-1, 1]
    area = abs(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))) / 2
    radius = np.sqrt(static_scene.box.top - 0.2)
    per_unit = static_scene.box.sides[0] / 5.2
    assert area == pytest.approx(np.pi * radius * radius / 2 * per_unit**2, rel=2e-3)


def test_every_triangle_turns_the_same_way(waves_moment):
    assert _areas(mesh_of(frame_of(waves_moment).static_scene, 60)).min() > -1e-9


def test_a_clipped_surface_covers_the_whole_floor(bowl_moment):
    static_scene = frame_of(replace(bowl_moment, scale="clipped")).static_scene
    mesh = mesh_of(static_scene, 60)
    assert _areas(mesh).sum() == pytest.approx(np.prod(static_scene.box.sides), rel=1e-5)
    assert mesh.vertices[np.unique(mesh.triangles), 2].max() == pytest.approx(TALL)


def test_a_hole_stays_a_hole_whatever_the_scale(with_holes):
    for scale in ("linear", "clipped"):
        static_scene = frame_of(replace(with_holes, scale=scale)).static_scene
        mesh = mesh_of(static_scene, 60)
        middle = mesh.vertices[mesh.triangles].mean(axis=1)
        in_hole = (middle[:, 0] > static_scene.x[42]) & (middle[:, 1] < static_scene.y[14])
        assert not in_hole.any()


def test_cutting_one_triangle_keeps_the_part_below():
    vertices = np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 2]])
    kept, triangles = cut(vertices, np.array([[0, 1, 2]]), 1.0)
    assert len(triangles) == 2
    assert kept[:, 2].max() == 2
    assert kept[np.unique(triangles), 2].max() == pytest.approx(1.0)


def test_a_surface_wholly_above_the_top_has_an_empty_mesh(bowl_moment):
    static_scene = frame_of(bowl_moment).static_scene
    mesh = mesh_of(replace(static_scene, heights=np.full_like(static_scene.heights, np.nan)), 20)
    assert len(mesh.triangles) == 0
    assert mesh.rims == ()
