"""A Table is read-only numbers that a document can keep: cheap to share, compared and hashed by digest."""

import hashlib
from itertools import chain
from typing import Any

import numpy as np

from lossstudio.core.array import Floats, frozen
from lossstudio.core.option import OptionError, describe


class Table:
    """Rows of finite numbers, as rows of columns or as one plain list.

    Parameters
    ----------
    array
        ``(N, D)``, or ``(N,)`` for a plain list; it is copied.
    """

    __slots__ = ("_array", "_digest")

    def __init__(self, array: Floats) -> None:
        self._array = frozen(np.array(array, dtype=np.float64, order="C"))
        shape = repr(self._array.shape).encode()
        self._digest = hashlib.blake2b(shape + (self._array + 0.0).tobytes(), digest_size=16).digest()

    @property
    def array(self) -> Floats:
        """The numbers as they were given, ``(N, D)`` or ``(N,)``, read-only."""
        return self._array

    @property
    def rows(self) -> Floats:
        """The numbers as ``(N, D)``, read-only; a plain list is one column."""
        return self._array if self._array.ndim == 2 else self._array[:, None]

    @property
    def digest(self) -> bytes:
        """What stands for the numbers in comparisons."""
        return self._digest

    def to_lists(self) -> list[Any]:
        """Return the numbers as they are written in a file."""
        listed: list[Any] = self._array.tolist()
        return listed

    def __len__(self) -> int:
        return len(self._array)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"Table{self._array.shape}"


def check_table(value: Any) -> Table:
    """Return a Table of what a file holds: a list of numbers, or of rows of numbers.

    Raises
    ------
    OptionError
        If it is something else, empty, ragged or not finite; the text says where.
    """
    if isinstance(value, Table):
        return value
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if not isinstance(value, list | tuple):
        raise OptionError(f"must be a list of rows, not {describe(value)}")
    if not value:
        raise OptionError("must have at least one row")
    flat = not isinstance(value[0], list | tuple)
    _check_shape(value, flat)
    _check_numbers(value, flat)
    return Table(np.array(value, dtype=np.float64))


def _check_shape(rows: list[Any] | tuple[Any, ...], flat: bool) -> None:
    if flat:
        return
    width = len(rows[0])
    for index, row in enumerate(rows):
        if not isinstance(row, list | tuple):
            raise OptionError(f"row {index} must be a list, not {describe(row)}")
        if len(row) != width:
            raise OptionError(f"row {index} has {len(row)} values where row 0 has {width}")


def _check_numbers(rows: list[Any] | tuple[Any, ...], flat: bool) -> None:
    values = rows if flat else chain.from_iterable(rows)
    if set(map(type, values)) <= {int, float} and _all_finite(rows, flat):
        return
    index, column, value = next(
        (index, column, value)
        for index, row in enumerate(rows)
        for column, value in enumerate([row] if flat else row)
        if type(value) not in {int, float} or not _is_finite(value)
    )
    place = f"row {index}" if flat else f"row {index}, column {column}"
    raise OptionError(f"{place} must be a finite number, not {describe(value)}")


def _all_finite(rows: list[Any] | tuple[Any, ...], flat: bool) -> bool:
    try:
        return bool(np.isfinite(np.fromiter(rows if flat else chain.from_iterable(rows), dtype=np.float64)).all())
    except OverflowError:
        return False


def _is_finite(value: float) -> bool:
    try:
        return bool(np.isfinite(float(value)))
    except OverflowError:
        return False
