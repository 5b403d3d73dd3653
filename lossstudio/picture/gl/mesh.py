"""The mesh of a surface: its relief in triangles, cut cleanly at the top of the box, and its outlines."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats
from lossstudio.picture.gl.silhouette import Edges, Indices, Silhouette
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import Stage
from lossstudio.picture.scene.height_interpolation import Relief, holes_at, relief

FINEST = 2.0
"""How many times as fine as asked a mesh becomes at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Triangles.

    Attributes
    ----------
    vertices
        ``(n, 7)``, float32: place, normal, level.
    triangles
        ``(m, 3)``, int32, counter-clockwise seen from above.
    heights
        ``(rows, columns)``, float32: the relief that it was made of, not cut.
    rims
        The closed or open outlines of the surface, each ``(k, 3)`` in box units.
    silhouette
        Where a camera sees it end.
    """

    vertices: NDArray[np.float32]
    triangles: NDArray[np.int32]
    heights: NDArray[np.float32]
    rims: tuple[Floats, ...]
    silhouette: Silhouette


def mesh_of(stage: Stage, points_per_side: int) -> Mesh:
    """Return the stage's surface with this many points along the longer side of the floor.

    A surface of which little is left after the cut has more of them: narrow valleys need them, and they cost the same.
    """
    finest = points_per_side * _finer(stage)
    columns, rows = (max(3, round(side / max(stage.box.sides) * (finest - 1)) + 1) for side in stage.box.sides)
    ground = relief(stage, columns, rows)
    whole, every = _vertices(ground), _triangles(ground.height, np.inf if stage.box.scale == "clipped" else TALL)
    vertices, triangles = cut(whole, every, TALL)
    surface = len(triangles)
    if stage.box.scale == "clipped":
        lid = _lid(whole, every[~holes_at(stage, ground.x, ground.y).ravel()[every].any(axis=1)])
        triangles = np.concatenate([triangles, lid[1] + len(vertices)])
        vertices = np.concatenate([vertices, lid[0]])
    edges, places = Edges.of(triangles), vertices[:, :3]
    level = (vertices[:, 2] - stage.levels.origin) / stage.levels.step
    return Mesh(
        vertices=np.column_stack([vertices, level]).astype(np.float32),
        triangles=triangles.astype(np.int32),
        heights=ground.height.astype(np.float32),
        rims=tuple(places[chain] for chain in edges.outlines(surface)),
        silhouette=Silhouette(places, triangles, edges),
    )


def _finer(stage: Stage) -> float:
    if stage.box.scale == "clipped":
        return 1.0
    left = float(np.mean(stage.heights <= TALL))
    return float(np.clip(np.sqrt(0.6 / max(left, 1e-3)), 1.0, FINEST))


def _lid(vertices: Floats, triangles: Indices) -> tuple[Floats, Indices]:
    """Return what is above the top, laid flat at the top."""
    upside_down = vertices * np.array([1.0, 1.0, -1.0, 1.0, 1.0, 1.0])
    lid, kept = cut(upside_down, triangles, -TALL)
    lid[:, 2:] = (TALL, 0.0, 0.0, 1.0)
    return lid, kept


def _vertices(ground: Relief) -> Floats:
    """Return places and normals ``(rows * columns, 6)``."""
    x, y = np.meshgrid(ground.x, ground.y)
    places = np.stack([x, y, ground.height], axis=-1)
    return np.concatenate([places, ground.normals()], axis=-1).reshape(-1, 6)


def _triangles(height: Floats, top: float) -> Indices:
    """Return two triangles per cell not wholly above `top`, split where the diagonal's ends differ less in height."""
    rows, columns = height.shape
    number = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = (part.ravel() for part in (number[:-1, :-1], number[:-1, 1:], number[1:, 1:], number[1:, :-1]))
    flat = height.ravel()
    kept = np.minimum(np.minimum(flat[a], flat[b]), np.minimum(flat[c], flat[d])) <= top
    a, b, c, d = a[kept], b[kept], c[kept], d[kept]
    straight = np.abs(flat[a] - flat[c]) <= np.abs(flat[b] - flat[d])
    first = np.where(straight, np.stack([a, b, c]), np.stack([a, b, d]))
    second = np.where(straight, np.stack([a, c, d]), np.stack([b, c, d]))
    return np.concatenate([first.T, second.T])


def cut(vertices: Floats, triangles: Indices, top: float) -> tuple[Floats, Indices]:
    """Cut away what is above `top`, with new vertices exactly there.

    Parameters
    ----------
    vertices
        ``(n, k)``; the third column is the height.
    triangles
        ``(m, 3)``.
    top
        Where to cut.
    """
    below = vertices[:, 2] <= top + 1e-12
    inside = below[triangles]
    count = inside.sum(axis=1)
    kept = [triangles[count == 3]]
    if not np.any((count == 1) | (count == 2)):
        return vertices, kept[0]
    one = _odd_first(triangles[count == 1], inside[count == 1])
    two = _odd_first(triangles[count == 2], ~inside[count == 2])
    ends = np.concatenate([one[:, [0, 1]], one[:, [0, 2]], two[:, [1, 0]], two[:, [2, 0]]])
    edges, place = np.unique(ends[:, 0] * len(vertices) + ends[:, 1], return_inverse=True)
    low, high = vertices[edges // len(vertices)], vertices[edges % len(vertices)]
    share = (top - low[:, 2]) / (high[:, 2] - low[:, 2])
    added = low + (high - low) * share[:, None]
    new = place.reshape(-1) + len(vertices)
    one_b, one_c, two_b, two_c = np.split(new, np.cumsum([len(one), len(one), len(two)]))
    kept += [
        np.column_stack([one[:, 0], one_b, one_c]),
        np.column_stack([two[:, 1], two[:, 2], two_b]),
        np.column_stack([two[:, 2], two_c, two_b]),
    ]
    return np.concatenate([vertices, added]), np.concatenate(kept)


def _odd_first(triangles: Indices, odd: NDArray[np.bool_]) -> Indices:
    """Turn each triangle, keeping its sense, so that its one odd corner comes first."""
    turn = (np.argmax(odd, axis=1)[:, None] + np.arange(3)) % 3
    return np.take_along_axis(triangles, turn, axis=1)
