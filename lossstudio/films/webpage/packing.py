"""Arrays of numbers as text for a page: quantised, little endian, in base64; `resources/page/unpack.js` reads them."""

from base64 import b64encode
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossstudio.core.array import Floats

Bits: TypeAlias = Literal[8, 16, 32]
Packed: TypeAlias = dict[str, Any]
"""What JSON can hold: shape, bits, low, high and data."""


def packed(array: ArrayLike, bits: Bits = 16) -> Packed:
    """Return an array as a page has it.

    With 8 or 16 bits numbers are rounded to even parts of the array's own range, and the highest code says NaN, which
    infinite ones become, too. With 32 bits they are floating-point numbers as they are; where one is too large or too
    small for that, all have 64.

    Parameters
    ----------
    array
        Of any shape.
    bits
        Of each number.
    """
    values = np.asarray(array, dtype=np.float64)
    known = values[np.isfinite(values)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 0.0)
    if bits == 32:
        content: NDArray[Any] = values.astype("<f4" if _fit_in_32_bits(known) else "<f8")
    else:
        content = _codes(values, low, high, bits)
    data = b64encode(content.tobytes()).decode("ascii")
    return {"shape": list(values.shape), "bits": 8 * content.itemsize, "low": low, "high": high, "data": data}


def _fit_in_32_bits(numbers: Floats) -> bool:
    """Say whether finite numbers ``(n,)`` can be written with 32 bits and keep their first digits."""
    sizes, single = np.abs(numbers[numbers != 0.0]), np.finfo(np.float32)
    return bool((sizes < single.max).all() and (sizes > single.tiny).all())


def _codes(values: Floats, low: float, high: float, bits: int) -> NDArray[Any]:
    """Return the codes of numbers between `low` and `high`; the highest code is NaN's."""
    missing = 2**bits - 1
    finite = np.isfinite(values)
    shares = (np.where(finite, values, low) - low) / ((high - low) or 1.0)
    codes = np.where(finite, np.round(shares * (missing - 1)), missing)
    written: NDArray[Any] = codes.astype(f"<u{bits // 8}")
    return written
