"""Where the runners are at every step: an array, or a sequence that replays the steps that it is asked for."""

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from lossstudio.core.array import Floats


class Thetas(Protocol):
    """What an array ``(n, R, P)`` of parameters and a sequence that replays them have in common."""

    @property
    def shape(self) -> tuple[int, ...]:
        """As of an array."""

    def __len__(self) -> int: ...

    def __getitem__(self, at: Any, /) -> Any: ...


class ReplayedThetas:
    """A sequence ``(n, ...)`` that looks like an array and finds its rows out again when they are asked for.

    A number gives one row, an array of numbers those rows, and a slice too; a slice that would take more than `most`
    bytes is such a sequence itself. What comes after the first index is as of an array. `numpy.asarray` makes the
    whole array, if there is room for it.

    Parameters
    ----------
    row
        Returns the parameters ``(R, P)`` at a step.
    steps
        Which steps these are.
    whole
        The shape ``(R, P)`` of a row.
    most
        What a slice may take as an array.
    of_row
        What is taken of each row.
    stride
        Each so-many-th step needn't be replayed.
    """

    dtype = np.dtype(np.float64)

    def __init__(
        self,
        row: Callable[[int], Floats],
        steps: range,
        whole: tuple[int, ...],
        most: int,
        of_row: tuple[Any, ...] = (),
        stride: int = 1,
    ) -> None:
        self.stride = stride
        self._row, self._steps, self._whole, self._most, self._of_row = row, steps, whole, most, of_row

    def __len__(self) -> int:
        return len(self._steps)

    @property
    def shape(self) -> tuple[int, ...]:
        """``(n, R, P)``, or what is left of it."""
        return (len(self), *self._taken(np.broadcast_to(0.0, self._whole)).shape)

    @property
    def ndim(self) -> int:
        """How many axes it has."""
        return len(self.shape)

    def __getitem__(self, at: Any) -> Any:
        first, rest = (at[0], at[1:]) if isinstance(at, tuple) else (at, ())
        if isinstance(first, slice):
            of_row = self._and(rest)
            part = ReplayedThetas(self._row, self._steps[first], self._whole, self._most, of_row, self.stride)
            return part if 8 * int(np.prod(part.shape)) > self._most else np.asarray(part)
        numbers = np.asarray(first)
        if numbers.ndim == 0:
            row = self._taken(self._row(self._steps[int(numbers)]))
            return row[rest] if rest else row
        if numbers.dtype == np.bool_:
            numbers = np.flatnonzero(numbers)
        gathered = np.array([self._taken(self._row(self._steps[int(number)])) for number in numbers.ravel()])
        gathered = gathered.reshape(*numbers.shape, *self.shape[1:])
        if any(isinstance(each, list | np.ndarray) for each in rest):
            return gathered[(np.arange(len(numbers)), *rest)]
        return gathered[(*(slice(None),) * numbers.ndim, *rest)]

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Floats:
        found = np.empty(self.shape, dtype)
        for index, step in enumerate(self._steps):
            found[index] = self._taken(self._row(step))
        return found

    def _and(self, rest: tuple[Any, ...]) -> tuple[Any, ...]:
        return (*self._of_row, rest) if rest else self._of_row

    def _taken(self, row: Floats) -> Floats:
        for each in self._of_row:
            row = row[each]
        return row


def stride_at_hand(thetas: Thetas) -> int:
    """Return a power of two: each so-many-th row ``(n, ...)`` from the first on is there without being replayed."""
    return thetas.stride if isinstance(thetas, ReplayedThetas) else 1
