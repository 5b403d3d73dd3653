"""An array that grows while others read what is there."""

import numpy as np

from lossstudio.core.array import Floats

RESERVED_FROM = 2**25
"""From so many bytes on all that is planned is reserved at once, and nothing is copied any more while that is enough:
copying it again and again would double it."""
MOVES_FROM = 2**20
"""More bytes than these aren't copied at once into a larger store, which takes as long as several frames, but bit by
bit."""
MOVES = 4
"""For each row that is added so many move. The larger store is begun when a third of this one is free, so that all have
moved before it is full."""


class Growing:
    """An array ``(length, ...)`` that grows along its first axis; what was written is never written again.

    Parameters
    ----------
    first
        What it begins with.
    planned
        To how many rows it is expected to grow.

    Attributes
    ----------
    copied
        How many rows were copied so far because an array had become too small.
    """

    def __init__(self, first: Floats, planned: int = 0) -> None:
        self._store, self._planned = first.copy(), planned
        self._next: Floats | None = None
        self._moved = self.copied = 0
        self.length = len(first)

    @property
    def view(self) -> Floats:
        """What is there, ``(length, ...)``, read-only."""
        view = self._store[: self.length]
        view.flags.writeable = False
        return view

    @property
    def nbytes(self) -> int:
        """What is there takes."""
        return self.view.nbytes

    def append(self, rows: Floats) -> None:
        """Add rows ``(n, ...)``."""
        needed = self.length + len(rows)
        is_enough = needed <= self._planned <= len(self._store)
        soon_full = self._store.nbytes > MOVES_FROM and needed > len(self._store) * 2 // 3
        if soon_full and not is_enough and self._next is None:
            self._next = self._larger(needed)
        if self._next is not None:
            self._move(self._next, MOVES * len(rows))
        if needed > len(self._store):
            larger = self._next if self._next is not None and len(self._next) >= needed else self._larger(needed)
            self._moved = self._moved if larger is self._next else 0
            self._move(larger, self.length)
            self._store, self._next, self._moved = larger, None, 0
        self._store[self.length : needed] = rows
        self.length = needed

    def _larger(self, needed: int) -> Floats:
        size = max(needed, len(self._store) * 3 // 2, 64)
        if size * self._store[:1].nbytes > RESERVED_FROM:
            size = max(size, self._planned)  # no page of it takes memory before it is written
        return np.empty((size, *self._store.shape[1:]))

    def _move(self, larger: Floats, most: int) -> None:
        """Copy at most so many of the rows that haven't moved yet."""
        end = min(self.length, self._moved + most)
        larger[self._moved : end] = self._store[self._moved : end]
        self.copied += end - self._moved
        self._moved = end
