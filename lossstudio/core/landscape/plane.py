"""A Plane is a two-dimensional slice through parameter space: theta = origin + a * x + b * y."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from lossstudio.core.array import Floats

Range = tuple[float, float, float, float]
Kind = Literal["axes", "pca", "random", "directions", "eigenvectors"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Plane:
    """A slice.

    Attributes
    ----------
    origin, x, y
        ``(P,)`` each: a place on the plane and its two directions, which need not be orthogonal or of length 1.
    range
        (a low, a high, b low, b high): the part of it that is on show.
    labels
        The names of its two axes, for people.
    kind
        How it was found.
    exact
        Whether the plane is the whole parameter space.
    """

    origin: Floats
    x: Floats
    y: Floats
    range: Range
    labels: tuple[str, str]
    kind: Kind
    exact: bool = False

    def point(self, a: Floats | float, b: Floats | float) -> Floats:
        """Return the parameters ``(..., P)`` at plane coordinates `a`, `b` of shape ``(...)``."""
        first, second = np.asarray(a, dtype=np.float64)[..., None], np.asarray(b, dtype=np.float64)[..., None]
        return self.origin + first * self.x + second * self.y

    def project(self, theta: Floats) -> tuple[Floats, Floats]:
        """Return the nearest place on the plane and how far off it lies.

        Parameters
        ----------
        theta
            ``(..., P)``.

        Returns
        -------
        coordinates
            ``(..., 2)``.
        distance
            ``(...)``, Euclidean, in parameter space; infinite where it is too large for a number.
        """
        basis, inverse = self._basis
        with np.errstate(all="ignore"):
            offset = theta - self.origin
            coordinates = offset @ inverse
            distance = np.linalg.norm(offset - coordinates @ basis, axis=-1)
        return coordinates, distance

    @cached_property
    def _basis(self) -> tuple[Floats, Floats]:
        """The directions ``(2, P)`` and their pseudo-inverse ``(P, 2)``."""
        basis = np.stack([self.x, self.y])
        inverse = np.asarray(np.linalg.pinv(basis), dtype=np.float64)
        return basis, inverse


def share_held(plane: Plane, path: Floats) -> float:
    """Return how much of a path's variance ``(n, P)`` lies along the plane's directions, 0 .. 1.

    A path that doesn't move is held wholly.
    """
    scale = float(np.abs(path).max(initial=0.0)) or 1.0
    moved = path / scale - (path / scale).mean(axis=0)
    total = float(np.sum(moved**2))
    if not total > 0:
        return 1.0
    across, _ = np.linalg.qr(np.stack([plane.x, plane.y], axis=1))
    return float(min(1.0, np.sum((moved @ across) ** 2) / total))
