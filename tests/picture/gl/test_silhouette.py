import numpy as np
import pytest

from lossstudio.picture.gl.mesh import Edges, Silhouette, mesh_of
from tests.picture.framed import frame_of

SQUARE = np.array([[0, 1, 2], [0, 2, 3]])


def test_the_outline_of_a_square_is_its_four_sides():
    (chain,) = Edges.of(SQUARE).outlines(2)
    assert sorted(chain[:-1].tolist()) == [0, 1, 2, 3]
    assert chain[0] == chain[-1]


def test_the_diagonal_of_a_square_is_shared():
    edges = Edges.of(SQUARE)
    assert sorted(edges.shared[0].tolist()) == [0, 2]
    assert edges.sides.tolist() == [[0, 1]]


def test_nothing_has_no_edges():
    edges = Edges.of(np.empty((0, 3), dtype=np.int64))
    assert edges.outlines(0) == ()
    assert Silhouette(np.empty((0, 3)), np.empty((0, 3), np.int64), edges).seen_from(np.zeros(3)).shape == (0, 6)


def test_only_the_first_triangles_have_outlines():
    """What is laid upon a surface has none of its own."""
    (chain,) = Edges.of(np.array([[0, 1, 2], [3, 4, 5]])).outlines(1)
    assert sorted(chain[:-1].tolist()) == [0, 1, 2]


@pytest.mark.parametrize(("eye", "count"), [((0.0, 0.0, 5.0), 4), ((9.0, 0.0, 0.5), 5)])
def test_a_ridge_is_an_edge_only_for_an_eye_from_which_one_slope_turns_away(eye, count):
    """A roof over a square, both of its slopes at 45 degrees."""
    roof = np.array([[0.0, -1, 1], [1, 0, 0], [0, 1, 1], [-1, 0, 0]])
    assert len(Silhouette(roof, SQUARE, Edges.of(SQUARE)).seen_from(np.array(eye))) == count


def test_from_far_above_only_the_outline_is_seen(waves_moment):
    mesh = mesh_of(frame_of(waves_moment).static_scene, 60)
    outline = Edges.of(mesh.triangles.astype(np.int64)).alone
    assert len(mesh.silhouette.seen_from(np.array([0.0, 0.0, 1e4]))) == len(outline) > 200


def test_hills_turn_away_from_a_low_eye(waves_moment):
    """Where they do, the sight only grazes them."""
    mesh = mesh_of(frame_of(waves_moment).static_scene, 120)
    eye = np.array([3.0, 0.0, 0.6])
    turning = mesh.silhouette.seen_from(eye)[len(Edges.of(mesh.triangles.astype(np.int64)).alone) :]
    assert len(turning) > 20
    normals = {tuple(place): normal for place, normal in zip(mesh.vertices[:, :3], mesh.vertices[:, 3:6], strict=True)}
    graze = [
        abs((eye - place) @ normals[tuple(place)]) / np.linalg.norm(eye - place) for place in turning.reshape(-1, 3)
    ]
    assert np.median(graze) < 0.05
