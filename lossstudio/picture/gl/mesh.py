"""The mesh of a surface: its relief in triangles, cut cleanly at the top of the box, and its outlines."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import StaticScene
from lossstudio.picture.scene.height_interpolation import HeightInterpolation, height_interpolation, holes_at
from lossstudio.picture.scene.sky import sky_at

Indices: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Which vertices triangles are joined by.

    Attributes
    ----------
    alone
        ``(a, 2)``: edges of one triangle only, in its sense.
    owner
        ``(a,)``: that triangle.
    shared
        ``(s, 2)``: edges between two triangles.
    sides
        ``(s, 2)``: those triangles.
    """

    alone: Indices
    owner: Indices
    shared: Indices
    sides: Indices

    @classmethod
    def of(cls, triangles: Indices) -> "Edges":
        """Return the edges of triangles ``(m, 3)``, of which at most two meet at each."""
        starts, ends = triangles.ravel().astype(np.int64), np.roll(triangles, -1, axis=1).ravel().astype(np.int64)
        if not starts.size:
            return cls(*(np.empty(shape, np.int64) for shape in ((0, 2), 0, (0, 2), (0, 2))))
        size = int(starts.max()) + 1
        name = np.minimum(starts, ends) * size + np.maximum(starts, ends)
        numbered = np.sort(name * starts.size + np.arange(starts.size))
        edge, number = numbered // starts.size, numbered % starts.size
        change = np.concatenate([[True], edge[1:] != edge[:-1], [True]])
        alone = number[change[1:] & change[:-1]]
        twice = np.flatnonzero(~change[1:-1])
        one, other = number[twice], number[twice + 1]
        return cls(
            alone=np.column_stack([starts[alone], ends[alone]]),
            owner=alone // 3,
            shared=np.column_stack([starts[one], ends[one]]),
            sides=np.column_stack([one // 3, other // 3]),
        )

    def outlines(self, first: int) -> tuple[Indices, ...]:
        """Return the edges that one of the `first` triangles has alone, as chains ``(n,)`` of vertex numbers."""
        alone = self.alone[self.owner < first]
        return tuple(np.array(chain) for chain in _joined(alone[:, 0].tolist(), alone[:, 1].tolist()))


class Silhouette:
    """Where the picture of a mesh ends, or turns from its upper to its lower side.

    Parameters
    ----------
    places
        ``(n, 3)``: the vertices.
    triangles
        ``(m, 3)``.
    edges
        Theirs.
    """

    def __init__(self, places: Floats, triangles: Indices, edges: Edges) -> None:
        a, b, c = (places[triangles[:, corner]] for corner in range(3))
        self._normals = np.cross(b - a, c - a)
        self._offsets = np.einsum("ij,ij->i", self._normals, a)
        self._sides = edges.sides
        self._outline = places[edges.alone].reshape(-1, 6).astype(np.float32)
        self._inner = places[edges.shared].reshape(-1, 6).astype(np.float32)

    def seen_from(self, eye: Floats) -> NDArray[np.float32]:
        """Return the edges ``(k, 6)``, each from its start to its end, as this eye sees them."""
        upper = self._normals @ eye > self._offsets
        turning = upper[self._sides[:, 0]] != upper[self._sides[:, 1]]
        return np.concatenate([self._outline, self._inner[turning]])


def _joined(starts: list[int], ends: list[int]) -> list[list[int]]:
    following: dict[int, list[int]] = {}
    for start, end in zip(starts, ends, strict=True):
        following.setdefault(start, []).append(end)
    chains: list[list[int]] = []
    for start in starts:
        chain = [start]
        while following.get(chain[-1]):
            chain.append(following[chain[-1]].pop())
        if len(chain) > 1:
            chains.append(chain)
    return chains


FINEST = 2.0
"""How many times as fine as asked a mesh becomes at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Triangles.

    Attributes
    ----------
    vertices
        ``(n, 8)``, float32: place, normal, share of the sky that it sees, level.
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


def mesh_of(static_scene: StaticScene, points_per_side: int) -> Mesh:
    """Return the static scene's surface with this many points along the longer side of the floor.

    A surface of which little is left after the cut has more of them: narrow valleys need them, and they cost the same.
    """
    finest = points_per_side * _finer(static_scene)
    columns, rows = (
        max(3, round(side / max(static_scene.box.sides) * (finest - 1)) + 1) for side in static_scene.box.sides
    )
    ground = height_interpolation(static_scene, columns, rows)
    sky = sky_at(static_scene, ground.x, ground.y)
    whole, every = (
        _vertices(ground, sky),
        _triangles(ground.height, np.inf if static_scene.box.scale == "clipped" else TALL),
    )
    vertices, triangles = cut(whole, every, TALL)
    surface = len(triangles)
    if static_scene.box.scale == "clipped":
        lid = _lid(whole, every[~holes_at(static_scene, ground.x, ground.y).ravel()[every].any(axis=1)])
        triangles = np.concatenate([triangles, lid[1] + len(vertices)])
        vertices = np.concatenate([vertices, lid[0]])
    edges, places = Edges.of(triangles), vertices[:, :3]
    level = (vertices[:, 2] - static_scene.levels.origin) / static_scene.levels.step
    return Mesh(
        vertices=np.column_stack([vertices, level]).astype(np.float32),
        triangles=triangles.astype(np.int32),
        heights=ground.height.astype(np.float32),
        rims=tuple(places[chain] for chain in edges.outlines(surface)),
        silhouette=Silhouette(places, triangles, edges),
    )


def _finer(static_scene: StaticScene) -> float:
    if static_scene.box.scale == "clipped":
        return 1.0
    left = float(np.mean(static_scene.heights <= TALL))
    return float(np.clip(np.sqrt(0.6 / max(left, 1e-3)), 1.0, FINEST))


def _lid(vertices: Floats, triangles: Indices) -> tuple[Floats, Indices]:
    """Return what is above the top, laid flat at the top."""
    upside_down = vertices * np.array([1.0, 1.0, -1.0, 1.0, 1.0, 1.0, 1.0])
    lid, kept = cut(upside_down, triangles, -TALL)
    lid[:, 2:] = (TALL, 0.0, 0.0, 1.0, 1.0)
    return lid, kept


def _vertices(ground: HeightInterpolation, sky: Floats) -> Floats:
    """Return places, normals and shares of the sky ``(rows * columns, 7)``."""
    x, y = np.meshgrid(ground.x, ground.y)
    places = np.stack([x, y, ground.height], axis=-1)
    return np.concatenate([places, ground.normals(), sky[..., None]], axis=-1).reshape(-1, 7)


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
