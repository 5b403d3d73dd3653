"""The array types that the mathematics speaks of, and the shape rule behind them.

Everything that takes parameters takes *leading axes*: ``theta`` is ``(..., P)``, model outputs are ``(..., N, K)``,
pointwise losses ``(..., N)``, values ``(...)`` and gradients ``(..., P)``. A race of R runners is ``(R, P)`` and a
landscape is ``(rows * columns, P)``: the same code path, one call.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.intp]
Rows: TypeAlias = Integers | None
"""Which samples a batch holds; None is all of them."""


def frozen(array: Floats) -> Floats:
    """Return `array` ``(...)`` read-only (in place), so that threads and documents may share it."""
    array.flags.writeable = False
    return array


def parameters(theta: Floats, size: int) -> Floats:
    """Return theta ``(..., P)`` as float64, where P is `size`.

    Raises
    ------
    ValueError
        If its last axis has another length.
    """
    theta = np.asarray(theta, np.float64)
    if theta.shape[-1:] != (size,):
        raise ValueError(f"theta must have {size} parameters along its last axis, but its shape is {theta.shape}")
    return theta
