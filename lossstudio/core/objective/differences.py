"""Derivatives of fields by differences of the sixth order, for what has no second derivatives written down.

B. Fornberg, "Generation of finite difference formulas on arbitrarily spaced grids", 1988, table 1. With a step of a
ten-thousandth of the way on which the field becomes another one, what is cut off is nothing and what is rounded some
2e-12 of the field; the seventh root of the machine's precision would be better still, but stride over more kinks.
"""

from collections.abc import Callable

import numpy as np

from lossstudio.core.array import Floats

STEP = 1e-4
_COEFFICIENTS = ((1, 3.0 / 4.0), (2, -3.0 / 20.0), (3, 1.0 / 60.0))


def along(field: Callable[[Floats], Floats], theta: Floats, vectors: Floats, lengths: Floats) -> Floats:
    """Return a field's derivatives along vectors ``(..., V, P)`` at theta ``(..., P)``, in the field's shape.

    Parameters
    ----------
    field
        From ``(..., P)`` to ``(..., F)``.
    lengths
        ``(..., P)``: how far each parameter has to move for the field to become another one.
    """
    sizes = np.linalg.norm(vectors / lengths[..., None, :], axis=-1, keepdims=True)
    steps = STEP / np.where(sizes > 0.0, sizes, 1.0)
    here = theta[..., None, :]
    total: Floats = np.zeros(())
    for times, coefficient in _COEFFICIENTS:
        away = times * steps * vectors
        total = total + coefficient * (field(here + away) - field(here - away))
    return total / steps
