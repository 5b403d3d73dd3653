"""The line where values on a grid cross a level (marching squares; W. E. Lorensen and H. E. Cline, 1987, in 2-D)."""

import numpy as np

from lossstudio.core.array import Floats

# For each of the 16 patterns of corners above the level: the edges that its segments join.
# Corners count from the low left one anticlockwise, 1 2 4 8; edges: 0 bottom, 1 right, 2 top, 3 left.
_SEGMENTS: tuple[tuple[tuple[int, int], ...], ...] = (
    *((), ((3, 0),), ((0, 1),), ((3, 1),), ((1, 2),), ((3, 0), (1, 2)), ((0, 2),), ((3, 2),)),
    *(((2, 3),), ((2, 0),), ((0, 1), (2, 3)), ((2, 1),), ((1, 3),), ((1, 0),), ((0, 3),), ()),
)


def level_line(x: Floats, y: Floats, values: Floats, level: float) -> Floats:
    """Return segments ``(S, 2, 2)`` of (x, y) where values ``(len(y), len(x))`` cross `level`."""
    above = values - level
    corners = above[:-1, :-1], above[:-1, 1:], above[1:, 1:], above[1:, :-1]
    pattern = np.sum([(corner > 0).astype(np.intp) << bit for bit, corner in enumerate(corners)], axis=0)
    edges = _edges(x, y, corners)
    parts = []
    for number, segments in enumerate(_SEGMENTS):
        rows, columns = np.nonzero(pattern == number) if segments else ((), ())
        for first, last in segments:
            parts.append(np.stack([edges[first][rows, columns], edges[last][rows, columns]], axis=1))
    return np.concatenate(parts)


def _edges(x: Floats, y: Floats, corners: tuple[Floats, ...]) -> list[Floats]:
    """Return where the level crosses the bottom, right, top and left edge of each cell, ``(rows, columns, 2)``."""
    low_left, low_right, high_right, high_left = corners
    left, right = np.broadcast_arrays(x[:-1], x[1:], low_left)[:2]
    low, high = np.broadcast_arrays(y[:-1, np.newaxis], y[1:, np.newaxis], low_left)[:2]
    ends = (
        (low_left, low_right, (left, low), (right, low)),
        (low_right, high_right, (right, low), (right, high)),
        (high_left, high_right, (left, high), (right, high)),
        (low_left, high_left, (left, low), (left, high)),
    )
    return [_between(*end) for end in ends]


def _between(first: Floats, last: Floats, start: tuple[Floats, Floats], stop: tuple[Floats, Floats]) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.clip(np.nan_to_num(first / (first - last), nan=0.5), 0.0, 1.0)
    return np.stack([begin + share * (end - begin) for begin, end in zip(start, stop, strict=True)], axis=-1)
