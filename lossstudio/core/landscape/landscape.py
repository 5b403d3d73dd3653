"""A Landscape is the objective sampled on a plane: whole at once, or block by block so that a worker can pause."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats, frozen
from lossstudio.core.landscape.on_plane import OnPlane
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.objective import Objective
from lossstudio.core.pieces import Pieces, finished, timed


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


POINTS_AT_ONCE = 1024
"""After so many points at the latest a work that can be given up pauses."""

PAUSE_S = 0.001
"""How long a block should take when somebody wants to pause in between."""


def sample(objective: Objective, plane: Plane, columns: int, rows: int) -> Landscape:
    """Return the objective on a grid of `columns` x `rows` points over the plane's range."""
    x, y = grid_of(plane, columns, rows)
    there = finished(OnPlane.of(objective, plane, columns * rows))
    return _landscape(x, y, there.values(*np.meshgrid(x, y)), plane)


def values_in_pieces_on_plane(objective: Objective, plane: Plane, x: Floats, y: Floats) -> Pieces[Floats]:
    """Return the objective ``(n,)`` at plane coordinates ``(n,)``: the same places give the same bytes."""
    there = yield from OnPlane.of(objective, plane, x.size)
    values, largest = np.empty(x.size), min(POINTS_AT_ONCE, there.largest_block)
    for at in range(0, x.size, largest):
        some = slice(at, at + largest)
        values[some] = yield from there.values_in_pieces(x[some], y[some])
        yield
    return values


def sampled_in_blocks(objective: Objective, plane: Plane, columns: int, rows: int) -> Iterator[Landscape | None]:
    """Yield None after each short block of work and the Landscape at last."""
    x, y = grid_of(plane, columns, rows)
    total = columns * rows
    there = yield from OnPlane.of(objective, plane, total)
    loss = np.empty(total)
    block, at = 64, 0
    while at < total:
        some = slice(at, at + min(block, there.largest_block))
        row, column = np.divmod(np.arange(*some.indices(total)), columns)
        loss[some], took_s = yield from timed(there.values_in_pieces(x[column], y[row]))
        at = some.stop
        if took_s < PAUSE_S / 2:
            block *= 2
        yield None
    yield _landscape(x, y, loss, plane)


def grid_of(plane: Plane, columns: int, rows: int) -> tuple[Floats, Floats]:
    """Return the coordinates of a grid's columns ``(columns,)`` and rows ``(rows,)`` over the plane's range."""
    x_low, x_high, y_low, y_high = plane.range
    return np.linspace(x_low, x_high, columns), np.linspace(y_low, y_high, rows)


def _landscape(x: Floats, y: Floats, loss: Floats, plane: Plane) -> Landscape:
    return Landscape(frozen(x), frozen(y), frozen(loss.reshape(y.size, x.size)), plane)
