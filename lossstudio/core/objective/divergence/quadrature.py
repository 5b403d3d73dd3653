"""Integrals over the line, panel by panel: Gauss and Legendre's rule, on panels as fine as a function needs them.

The rule of 16 nodes integrates polynomials up to degree 31 exactly, so that a panel on which a function is a polynomial
of degree 15 to its last digits is fine enough (Trefethen, "Approximation theory and approximation practice", 2013,
chapters 8 and 19).
"""

from collections.abc import Callable

import numpy as np

from lossstudio.core.array import Floats

ORDER = 16
"""How many nodes a panel has."""
TOLERANCE = 1e-12
"""What is left of a function on a panel beyond a polynomial, as a share of its values there or of 1."""
ROUNDING = 8.0 * float(np.finfo(np.float64).eps)
"""How well a place on a panel is known, as a share of itself: no panel can be finer than that lets it."""
MOST_HALVINGS, MOST_ROUGH = 40, 2048
"""How often panels are halved, and how many of them at once, before they are left as they are."""

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(ORDER)
_ANGLES = np.pi * (np.arange(ORDER) + 0.5) / ORDER
_CHEBYSHEV_NODES: Floats = np.cos(_ANGLES)
_TO_COEFFICIENTS: Floats = np.cos(np.outer(_ANGLES, np.arange(ORDER))) * (2.0 - (np.arange(ORDER) == 0)) / ORDER


def nodes(breaks: Floats) -> tuple[Floats, Floats]:
    """Return the nodes and weights ``(..., 16 (B - 1))`` of the panels between rising breaks ``(..., B)``."""
    half = 0.5 * np.diff(breaks, axis=-1)[..., None]
    x = (breaks[..., :-1, None] + half) + half * _NODES
    flat = (*breaks.shape[:-1], ORDER * (breaks.shape[-1] - 1))
    return x.reshape(flat), (half * _WEIGHTS).reshape(flat)


def resolved(function: Callable[[Floats], Floats], breaks: Floats) -> Floats:
    """Return rising breaks between which a function is a polynomial of degree 15, to `TOLERANCE`.

    Parameters
    ----------
    function
        Elementwise.
    breaks
        ``(B,)``, rising, so close that no feature hides between the nodes of a panel; panels are halved as needed.
    """
    low, high = breaks[:-1], breaks[1:]
    found = [breaks]
    for _ in range(MOST_HALVINGS):
        values = function(_places(low, high))
        left = np.abs(values @ _TO_COEFFICIENTS[:, -2:]).max(axis=1)
        steep = np.ptp(values, axis=1) / (high - low)
        noise = ROUNDING * np.maximum(np.abs(low), np.abs(high)) * steep
        rough = left > np.maximum(TOLERANCE * np.maximum(1.0, np.abs(values).max(axis=1)), noise)
        if not 0 < np.count_nonzero(rough) <= MOST_ROUGH:
            break
        low, high = low[rough], high[rough]
        middle = (low + high) / 2
        found.append(middle)
        low, high = np.concatenate([low, middle]), np.concatenate([middle, high])
    return np.unique(np.concatenate(found))


class Pieces:
    """A function kept as a polynomial on each panel, which costs the same however dear the function is.

    Parameters
    ----------
    function
        Elementwise.
    breaks
        ``(B,)``, as `resolved` finds them.
    """

    def __init__(self, function: Callable[[Floats], Floats], breaks: Floats) -> None:
        self.breaks = breaks
        self._coefficients = np.ascontiguousarray((function(_places(breaks[:-1], breaks[1:])) @ _TO_COEFFICIENTS).T)

    def __call__(self, x: Floats) -> Floats:
        """Return the function ``(...)`` at places ``(...)`` from first to last break (Clenshaw's recurrence)."""
        panel = np.clip(np.searchsorted(self.breaks, x) - 1, 0, len(self.breaks) - 2)
        low, high = self.breaks[panel], self.breaks[panel + 1]
        twice = 2.0 * ((x - low) - (high - x)) / (high - low)
        after = before = np.zeros(np.shape(x))
        for row in self._coefficients[:0:-1]:
            before, after = row[panel] + twice * before - after, before
        value: Floats = self._coefficients[0][panel] + 0.5 * twice * before - after
        return value


def _places(low: Floats, high: Floats) -> Floats:
    """Return where coefficients are made from, ``(panels, 16)``."""
    places: Floats = ((low + high)[:, None] + (high - low)[:, None] * _CHEBYSHEV_NODES) / 2
    return places
