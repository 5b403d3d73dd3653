"""A Plane is a two-dimensional slice through parameter space: theta = origin + a * x + b * y."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.group import Group
from lossstudio.core.random import normal


def principal(path: Floats) -> tuple[Floats, Floats]:
    """Return the two directions, of length 1, along which a path ``(n, P)`` varies most (its principal components).

    Where the path has fewer than two directions of its own, the first axes that are not in it take their place. The
    sign is such that the largest component is positive.
    """
    small, _ = scaled_down(path)
    moved = small - small.mean(axis=0)
    if len(moved) > moved.shape[1]:
        moved = np.linalg.qr(moved, mode="r")  # has the same directions, and costs nothing however long the path is
    _, strengths, vectors = np.linalg.svd(moved, full_matrices=False)
    # A singular value this small is rounding, and so would its direction be.
    own = [vector for vector, strength in zip(vectors[:2], strengths, strict=False) if strength > 1e-12 * strengths[0]]
    chosen = [vector * (1.0 if vector[np.argmax(np.abs(vector))] > 0 else -1.0) for vector in own]
    for index in range(path.shape[1]):
        if len(chosen) == 2:
            break
        axis = unit_axis(path.shape[1], index)
        rest = axis - sum(((axis @ vector) * vector for vector in chosen), np.zeros_like(axis))
        if np.linalg.norm(rest) > 1e-6:
            chosen.append(rest / np.linalg.norm(rest))
    return chosen[0], chosen[1] if len(chosen) > 1 else np.zeros(path.shape[1])


def unit_axis(size: int, index: int) -> Floats:
    """Return the direction ``(size,)`` of one parameter."""
    axis = np.zeros(size)
    axis[index] = 1.0
    return axis


def middle(path: Floats) -> Floats:
    """Return the mean ``(P,)`` of places ``(n, P)``, however large their numbers are."""
    small, exponent = scaled_down(path)
    mean: Floats = np.ldexp(small.mean(axis=0), exponent)
    return mean


def scaled_down(path: Floats) -> tuple[Floats, int]:
    """Return finite numbers ``(...)`` divided by a power of two so that none is above 1, and the exponent.

    A division by a power of two is exact.
    """
    exponent = int(np.frexp(np.abs(path).max(initial=0.0))[1])
    return np.ldexp(path, -exponent), exponent


def filter_normalised(theta: Floats, groups: tuple[Group, ...], seed: int) -> tuple[Floats, Floats]:
    """Return two random directions ``(P,)`` in which each neuron's weights have the length that they have in theta.

    Biases stay where they are (Li, Xu, Taylor, Studer and Goldstein, "Visualizing the loss landscape of neural nets",
    2018; a neuron is the filter of a dense layer). Where that leaves nothing that moves, since there are only biases or
    all weights are 0, or a length is beyond all numbers, the directions are random ones. Of one parameter there is only
    one direction.
    """
    if theta.size == 1:
        return np.ones(1), np.zeros(1)
    both = normal(seed, "plane", (2, theta.size))
    plain = both.copy()
    for group in groups:
        part = both[:, group.start : group.stop]
        if group.bias:
            part[:] = 0.0
            continue
        weights = theta[group.start : group.stop].reshape(group.shape)
        filters = part.reshape(2, *group.shape)
        lengths = np.linalg.norm(weights, axis=0) / np.linalg.norm(filters, axis=1)
        part[:] = (filters * lengths[:, None]).reshape(2, -1)
    spans = np.isfinite(both).all() and np.linalg.matrix_rank(both) == 2
    first, second = both if spans else plain
    return first.copy(), second.copy()


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
    paths
        ``(n, R, 3)``: places on the paths that it was fitted to, in its own coordinates, and their losses, which
        need not be finite; None: it was fitted to none.
    """

    origin: Floats
    x: Floats
    y: Floats
    range: Range
    labels: tuple[str, str]
    kind: Kind
    exact: bool = False
    paths: Floats | None = None

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
    moved = path / scale
    moved -= moved.mean(axis=0)
    total = float(np.vdot(moved, moved))
    if not total > 0:
        return 1.0
    across, _ = np.linalg.qr(np.stack([plane.x, plane.y], axis=1))
    return float(min(1.0, np.sum((moved @ across) ** 2) / total))
