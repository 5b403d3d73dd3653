"""Tubes along paths, and balls, as triangles."""

from collections.abc import Iterator

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.films.models.model import MeshPart, Triangles

SIDES = 6
"""Of a tube."""
SHARPEST = -0.2
"""The cosine of the angle at a corner, beyond which a tube ends there and another begins."""
LEAST_STEP = 1e-6
CAP = 2 * SIDES
"""How many triangles close the two ends of a tube."""


def tube_triangles(points: int, tubes: int = 1) -> int:
    """Return how many triangles tubes through so many points have."""
    return 2 * SIDES * max(0, points - tubes) + CAP * tubes


def straight_parts(points: Floats) -> Iterator[Floats]:
    """Yield the parts ``(k, 3)`` of a path ``(n, 3)`` that a tube can follow: no gaps, and no sharp corners."""
    gaps = np.flatnonzero(~np.isfinite(points).all(axis=1))
    for part in np.split(points, gaps):
        whole = part[np.isfinite(part).all(axis=1)]
        steps = np.linalg.norm(np.diff(whole, axis=0), axis=1)
        whole = whole[np.concatenate([[True], steps > LEAST_STEP])] if len(whole) else whole
        if len(whole) < 2:
            continue
        ways = _unit(np.diff(whole, axis=0))
        sharp = 1 + np.flatnonzero(np.einsum("ij,ij->i", ways[:-1], ways[1:]) < SHARPEST)
        for start, end in zip([0, *sharp], [*sharp, len(whole) - 1], strict=True):
            yield whole[start : end + 1]


def tube(name: str, color: str, parts: list[Floats], radius: float) -> MeshPart:
    """Return tubes along the parts ``(k, 3)`` of a path, closed at their ends."""
    places, normals, triangles, count = [], [], [], 0
    for points in parts:
        middles, outward = _rings(points)
        rings = (middles[:, None] + radius * outward).reshape(-1, 3)
        ends = np.stack([points[0], points[-1]])
        along = _unit(np.stack([points[0] - points[1], points[-1] - points[-2]]))
        places += [rings, ends]
        normals += [_unit(outward.reshape(-1, 3)), along]
        triangles.append(count + _closed(len(points)))
        count += len(rings) + 2
    return MeshPart(
        name=name,
        places=np.concatenate(places),
        normals=np.concatenate(normals),
        triangles=np.concatenate(triangles).astype(np.int32),
        color=color,
    )


def ball_triangles(sides: int) -> int:
    """Return how many triangles a ball has, of so many sides around."""
    return 2 * sides * (sides // 2 - 1)


def ball(radius: float, sides: int) -> MeshPart:
    """Return a ball about the origin with so many sides around, an even number, and half as many from pole to pole."""
    down = np.linspace(0.0, np.pi, sides // 2 + 1)[1:-1]
    round_ = np.linspace(0.0, 2 * np.pi, sides, endpoint=False)
    ring = np.stack([np.cos(round_), np.sin(round_), np.zeros(sides)], axis=-1)
    outward = np.concatenate(
        [
            (ring * np.sin(down)[:, None, None] + np.array([0.0, 0.0, 1.0]) * np.cos(down)[:, None, None]).reshape(
                -1, 3
            ),
            [[0.0, 0.0, 1.0], [0.0, 0.0, -1.0]],
        ]
    )
    triangles = _closed(len(down), sides)[:, ::-1].astype(np.int32)
    return MeshPart(name="Ball", places=radius * outward, normals=outward, triangles=triangles)


def _rings(points: Floats) -> tuple[Floats, Floats]:
    """Return the middles ``(k, 3)`` and the ways out ``(k, SIDES, 3)`` of a tube's rings, mitred at corners."""
    ways = _unit(np.diff(points, axis=0))
    tangents = _unit(np.concatenate([ways[:1], ways[:-1] + ways[1:], ways[-1:]]))
    before = np.concatenate([ways[:1], ways])
    longer = 1.0 / np.einsum("ij,ij->i", tangents, before)
    angles = np.linspace(0.0, 2 * np.pi, SIDES, endpoint=False)
    outward = np.empty((len(points), SIDES, 3))
    across = _beside(tangents[0])
    for number, tangent in enumerate(tangents):
        across = _unit(across - tangent * (across @ tangent))
        up = np.cross(tangent, across)
        outward[number] = np.cos(angles)[:, None] * across + np.sin(angles)[:, None] * up
        outward[number] += (longer[number] - 1.0) * _in_the_bend(outward[number], before[number], tangent)
    return points, outward


def _in_the_bend(outward: Floats, way: Floats, tangent: Floats) -> Floats:
    """Return the parts ``(SIDES, 3)`` of the ways out that lie in the bend's plane, where a mitre is longer."""
    bend = way - tangent * (way @ tangent)
    size = float(np.linalg.norm(bend))
    if size < LEAST_STEP:
        return np.zeros_like(outward)
    bend /= size
    within: Floats = (outward @ bend)[:, None] * bend
    return within


def _closed(rings: int, sides: int = SIDES) -> Triangles:
    """Return the triangles between rings, and from the first and the last one to the two points that come after all."""
    number = np.arange(rings * sides).reshape(rings, sides)
    here, next_ = number, np.roll(number, -1, axis=1)
    a, b, c, d = (each.ravel() for each in (here[:-1], next_[:-1], next_[1:], here[1:]))
    first, last = np.full(sides, rings * sides), np.full(sides, rings * sides + 1)
    return np.concatenate(
        [
            np.column_stack([a, b, c]),
            np.column_stack([a, c, d]),
            np.column_stack([first, next_[0], here[0]]),
            np.column_stack([last, here[-1], next_[-1]]),
        ]
    ).astype(np.int32)


def _beside(way: Floats) -> Floats:
    """Return a direction that isn't along the way."""
    return np.array([1.0, 0.0, 0.0]) if abs(way[2]) > abs(way[0]) else np.array([0.0, 0.0, 1.0])


def _unit(vectors: Floats) -> Floats:
    unit: Floats = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    return unit


def thinned(points: Floats, slack: float) -> Floats:
    """Return a path ``(n, 3)`` through fewer of its points, which is nowhere farther than `slack` from all of them.

    Douglas & Peucker, "Algorithms for the reduction of the number of points" (1973).
    """
    kept = np.zeros(len(points), np.bool_)
    kept[[0, -1]] = True
    waiting = [(0, len(points) - 1)]
    while waiting:
        start, end = waiting.pop()
        if end - start < 2:
            continue
        away = _distances(points[start + 1 : end], points[start], points[end])
        farthest = int(np.argmax(away))
        if away[farthest] > slack:
            middle = start + 1 + farthest
            kept[middle] = True
            waiting += [(start, middle), (middle, end)]
    return points[kept]


def _distances(points: Floats, start: Floats, end: Floats) -> Floats:
    """Return how far points ``(n, 3)`` are from a stretch between two."""
    way = end - start
    length = float(way @ way)
    share = np.clip((points - start) @ way / length, 0.0, 1.0) if length > 0 else np.zeros(len(points))
    away: Floats = np.linalg.norm(points - start - share[:, None] * way, axis=1)
    return away
