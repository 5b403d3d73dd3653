"""Arrays, frames and lists as scripts hand them over, as the numbers and classes of a scene's data."""

from numbers import Number
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.losses.loss import Task
from lossstudio.run.recipe.errors import SceneError

MOST_CLASSES = 1000
LONGEST_QUOTE = 40
_WORDS = "USb"
"""The kinds of NumPy's arrays that are classes: words, bytes and truth values."""
_NO_NUMBERS = {
    "c": "must be real numbers, not complex ones",
    "M": "holds dates; write them as numbers, such as days since the first one",
    "m": "holds spans of time; write them as numbers, such as hours",
    "V": "must have rows and columns of numbers; stack the fields of a structured array as columns first",
}
"""Why arrays of some kinds can't be used, by NumPy's letter for the kind."""


def column_names(inputs: Any) -> tuple[str, ...] | None:
    """Return what a frame calls its columns; None for what is no frame."""
    columns = getattr(inputs, "columns", None)
    return None if columns is None else tuple(str(column) for column in columns)


def input_rows(inputs: Any) -> Floats | None:
    """Return the inputs ``(N, D)``; None where there is nothing to predict from.

    Raises
    ------
    SceneError
        If they are no finite numbers in rows and columns; the text says where.
    """
    if inputs is None:
        return None
    rows = _numbers(_array(inputs, "X"), "X")
    rows = rows[:, None] if rows.ndim == 1 else rows
    if rows.ndim != 2:
        raise SceneError("X", f"must have rows and columns, not {rows.ndim} axes")
    return rows


def targets_and_classes(targets: Any) -> tuple[Floats, tuple[str, ...], Task]:
    """Return targets as numbers ``(N,)`` or ``(N, K)``, the names of their classes, and what is most likely wanted.

    Raises
    ------
    SceneError
        If they are neither finite numbers nor a column of words; the text says where.
    """
    array = _array(targets, "y")
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if not _has_words(array):
        return _numbers(array, "y"), (), "regression"
    if array.ndim != 1:
        raise SceneError("y", "must be one column where it holds words")
    said = [_word(each, row) for row, each in enumerate(array.tolist())]
    classes = sorted(set(said))
    if not 2 <= len(classes) <= MOST_CLASSES:
        raise SceneError("y", f"must have 2 to {MOST_CLASSES} classes, not {len(classes)}")
    numbers = {word: float(number) for number, word in enumerate(classes)}
    task: Task = "binary" if len(classes) == 2 else "multiclass"
    return np.array([numbers[word] for word in said]), tuple(classes), task


def _array(values: Any, name: str) -> np.ndarray:
    """Return an array whose masked places are None.

    Raises
    ------
    SceneError
        If it is none, or of a kind that is neither numbers nor words.
    """
    if isinstance(values, dict):
        raise SceneError(name, "must have rows and columns, not names; stack the values as columns first")
    try:
        array = np.asarray(values)
    except (TypeError, ValueError):
        raise SceneError(name, "must have rows of the same length") from None
    except RuntimeError as error:  # as of a tensor that is part of a graph
        raise SceneError(name, f"can't be made an array: {error}") from None
    if array.dtype.kind in _NO_NUMBERS:
        raise SceneError(name, _NO_NUMBERS[array.dtype.kind])
    if isinstance(values, list | tuple) and any(np.ma.is_masked(each) for each in values):
        values = np.ma.stack([np.ma.asarray(each) for each in values])
    if np.ma.is_masked(values):
        array = array.astype(object)
        array[np.ma.getmaskarray(values)] = None  # what lies under a mask is no value
    if not array.ndim or not array.size:
        raise SceneError(name, "must have at least one row")
    return array


def _has_words(array: np.ndarray) -> bool:
    mixed = array.dtype.kind == "O"
    return array.dtype.kind in _WORDS or (mixed and any(isinstance(each, str | bytes | bool) for each in array.flat))


def _numbers(array: np.ndarray, name: str) -> Floats:
    """Return finite numbers.

    Raises
    ------
    SceneError
        If something else is among them; the text says where.
    """
    try:
        numbers = array.astype(np.float64)
    except (TypeError, ValueError, OverflowError):
        place, value = next((place, each) for place, each in np.ndenumerate(array) if not _is_number(each))
        said = f"is {str(value)[:LONGEST_QUOTE]!r}, which isn't a number"
        advice = "write words as numbers, or as columns of 0 and 1"
        raise SceneError(name, f"{_place(place)} {said}; {advice}") from None
    wrong = np.argwhere(~np.isfinite(numbers))
    if len(wrong):
        raise SceneError(name, f"{_place(tuple(wrong[0].tolist()))} isn't a finite number; leave such rows out first")
    return numbers


def _is_number(value: Any) -> bool:
    try:
        float(value)
    except (TypeError, ValueError, OverflowError):
        return False
    return True


def _place(place: tuple[int, ...]) -> str:
    return "row " + ", column ".join(str(index) for index in place)


def _word(value: Any, row: int) -> str:
    """Return the class that a value names.

    Raises
    ------
    SceneError
        If it is missing, which is no class.
    """
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    missing = not isinstance(value, str | Number) or value != value  # noqa: PLR0124 - NaN alone isn't itself
    if missing:
        raise SceneError("y", f"{_place((row,))} is missing; leave such rows out first")
    return str(value)
