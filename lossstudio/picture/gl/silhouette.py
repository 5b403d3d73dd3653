"""The edges of a mesh's triangles: its outlines, and where a camera sees it turn away."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats

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
