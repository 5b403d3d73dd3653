"""A Landscape is the objective sampled on a plane: whole at once, or block by block so that a worker can pause."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats, Rows, frozen
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.objective import Objective
from lossstudio.core.pieces import Pieces, timed


@dataclass(frozen=True, slots=True, eq=False)
class Landscape:
    """Samples on a grid.

    Attributes
    ----------
    x, y
        ``(columns,)`` and ``(rows,)``: plane coordinates, rising.
    loss
        ``(rows, columns)``; not finite where the objective isn't.
    plane
        What it was sampled on.
    """

    x: Floats
    y: Floats
    loss: Floats
    plane: Plane


BLOCK_BYTES = 8 * 2**20
"""What the parameters of one block of grid points may take."""

POINTS_AT_ONCE = 1024
"""After so many points at the latest a work that can be given up pauses."""

PAUSE_S = 0.001
"""How long a block should take when somebody wants to pause in between."""


def sample(objective: Objective, plane: Plane, columns: int, rows: int) -> Landscape:
    """Return the objective on a grid of `columns` x `rows` points over the plane's range."""
    x, y = grid_of(plane, columns, rows)
    return _landscape(x, y, values_on_plane(objective, plane, *np.meshgrid(x, y)), plane)


def values_on_plane(objective: Objective, plane: Plane, x: Floats, y: Floats, batch: Rows = None) -> Floats:
    """Return the objective ``(...)`` on some rows (None: all) at plane coordinates ``(...)``, block by block."""
    across, up, largest = x.ravel(), y.ravel(), _largest_block(objective)
    values = np.empty(across.size)
    with np.errstate(all="ignore"):
        for at in range(0, across.size, largest):
            some = slice(at, at + largest)
            values[some] = objective.values(plane.point(across[some], up[some]), batch)
    return values.reshape(x.shape)


def values_in_pieces_on_plane(objective: Objective, plane: Plane, x: Floats, y: Floats) -> Pieces[Floats]:
    """Return the objective ``(n,)`` at plane coordinates ``(n,)``: the same places give the same bytes."""
    values, largest = np.empty(x.size), min(POINTS_AT_ONCE, _largest_block(objective))
    with np.errstate(all="ignore"):
        for at in range(0, x.size, largest):
            some = slice(at, at + largest)
            values[some] = yield from objective.values_in_pieces(plane.point(x[some], y[some]))
            yield
    return values


def sampled_in_blocks(objective: Objective, plane: Plane, columns: int, rows: int) -> Iterator[Landscape | None]:
    """Yield None after each short block of work and the Landscape at last."""
    x, y = grid_of(plane, columns, rows)
    total = columns * rows
    loss = np.empty(total)
    block, at, largest = 64, 0, _largest_block(objective)
    while at < total:
        theta = _points(plane, x, y, slice(at, at + block))
        loss[at : at + block], took_s = yield from timed(objective.values_in_pieces(theta))
        at += block
        if took_s < PAUSE_S / 2:
            block = min(2 * block, largest)
        yield None
    yield _landscape(x, y, loss, plane)


def grid_of(plane: Plane, columns: int, rows: int) -> tuple[Floats, Floats]:
    """Return the coordinates of a grid's columns ``(columns,)`` and rows ``(rows,)`` over the plane's range."""
    x_low, x_high, y_low, y_high = plane.range
    return np.linspace(x_low, x_high, columns), np.linspace(y_low, y_high, rows)


def _largest_block(objective: Objective) -> int:
    return max(1, BLOCK_BYTES // (8 * objective.size))


def _points(plane: Plane, x: Floats, y: Floats, part: slice) -> Floats:
    """Return the parameters ``(n, P)`` at a part of the grid's points, row by row."""
    row, column = np.divmod(np.arange(*part.indices(x.size * y.size)), x.size)
    return plane.point(x[column], y[row])


def _landscape(x: Floats, y: Floats, loss: Floats, plane: Plane) -> Landscape:
    return Landscape(frozen(x), frozen(y), frozen(loss.reshape(y.size, x.size)), plane)
