"""Which samples each update sees: a pure function of (seed, step), without replacement within an epoch."""

from functools import lru_cache

import numpy as np

from lossstudio.core.array import Integers, Rows
from lossstudio.core.random import permutation


class Batches:
    """The batches of a run.

    Each epoch's order is a permutation keyed by (seed, epoch), or the rows as they are when `shuffle` is false; the
    last short batch of an epoch is a batch of its own.

    Parameters
    ----------
    rows
        How many training samples there are; 0 when the objective has none.
    size
        Samples a batch; None, or as many as there are, is the full batch.
    """

    def __init__(self, rows: int, size: int | None, *, shuffle: bool, seed: int) -> None:
        self._rows = rows
        self._size = rows if size is None else min(size, rows)
        self._whole = self._size >= rows
        self._per_epoch = 1 if self._whole else -(-rows // self._size)
        self._order = lru_cache(maxsize=2)(lambda epoch: self._order_of(epoch, shuffle=shuffle, seed=seed))

    def rows(self, step: int) -> Rows:
        """Return the row numbers ``(B,)`` that update `step` sees; None is all of them."""
        if self._whole:
            return None
        epoch, position = divmod(step, self._per_epoch)
        start = position * self._size
        return self._order(epoch)[start : start + self._size]

    def ends_epoch(self, step: int) -> bool:
        """Say whether update `step` is the last of its epoch."""
        return (step + 1) % self._per_epoch == 0

    def _order_of(self, epoch: int, *, shuffle: bool, seed: int) -> Integers:
        if shuffle:
            return permutation(seed, "batches", self._rows, step=epoch)
        return np.arange(self._rows)
