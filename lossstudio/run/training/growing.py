"""An array that grows while others read what is there."""

import numpy as np

from lossstudio.core.array import Floats

RESERVED_FROM = 2**25
"""From so many bytes on all that is planned is reserved at once: copying it again and again would double it."""


class Growing:
    """An array ``(length, ...)`` that grows along its first axis; what was written is never written again.

    Parameters
    ----------
    first
        What it begins with.
    planned
        To how many rows it is expected to grow.
    """

    def __init__(self, first: Floats, planned: int = 0) -> None:
        self._store, self._planned = first.copy(), planned
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
        if needed > len(self._store):
            size = max(needed, len(self._store) * 3 // 2, 64)
            if size * self._store[:1].nbytes > RESERVED_FROM:
                size = max(size, self._planned)  # no page of it takes memory before it is written
            store = np.empty((size, *self._store.shape[1:]))
            store[: self.length] = self._store[: self.length]
            self._store = store
        self._store[self.length : needed] = rows
        self.length = needed
