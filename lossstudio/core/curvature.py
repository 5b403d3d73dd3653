"""Second derivatives: Hessians, extreme eigenvalues, and the learning rate above which descent explodes.

They are exact, from the second derivatives that objectives have (see `Objective.hessian_products`), whatever the units
of data and parameters. Where pieces meet in a kink, what is told is how the pieces themselves bend.
"""

from typing import Any

import numpy as np

from lossstudio.core.array import Floats, Rows
from lossstudio.core.objective.objective import Objective
from lossstudio.core.optimizers.optimizer import Optimizer
from lossstudio.core.pieces import Pieces, finished
from lossstudio.core.random import normal

DENSE_LIMIT = 200
"""Up to this many parameters the whole Hessian is cheaper than an iteration."""

MOST_PRODUCTS = 80
"""So many products with the Hessian at most tell how it bends."""
FOUND = 1e-12
"""An extreme is found when it is off by less than this share of the largest, which leaves of it less than rounding."""


def hessian(objective: Objective, theta: Floats, batch: Rows = None) -> Floats:
    """Return the symmetric matrix of second derivatives ``(..., P, P)`` at theta ``(..., P)``."""
    size = theta.shape[-1]
    points = theta.reshape(-1, size)
    rough = np.stack([objective.hessian_products(point, np.eye(size), batch) for point in points])
    symmetric: Floats = 0.5 * (rough + rough.mT)
    return symmetric.reshape(*theta.shape, size)


def extreme_eigenvectors(
    objective: Objective, theta: Floats, *, dense_limit: int = DENSE_LIMIT
) -> tuple[Floats, Floats]:
    """Return the lowest and the highest eigenvalue ``(2,)`` of the Hessian at theta ``(P,)``, and their vectors.

    They come in pieces from `extreme_eigenvectors_in_pieces`.
    """
    return finished(extreme_eigenvectors_in_pieces(objective, theta, dense_limit=dense_limit))


def extreme_eigenvectors_in_pieces(
    objective: Objective, theta: Floats, *, dense_limit: int = DENSE_LIMIT
) -> Pieces[tuple[Floats, Floats]]:
    """Return the lowest and the highest eigenvalue ``(2,)`` of the Hessian at theta ``(P,)``, and their vectors.

    Where the Hessian isn't finite the values are NaN and the vectors are axes.

    Parameters
    ----------
    dense_limit
        Up to this many parameters the whole Hessian is made; above it, Lanczos iterations find its ends.

    Returns
    -------
    values
        ``(2,)``: lowest, highest.
    vectors
        ``(2, P)``, of length 1; the sign is such that the largest component is positive.
    """
    if theta.shape[-1] <= dense_limit:
        values, vectors = _eigen(hessian(objective, theta))
        chosen = vectors[:, [0, -1]].T
    else:
        values, chosen = yield from _lanczos(objective, theta)
    largest = np.take_along_axis(chosen, np.argmax(np.abs(chosen), axis=1)[:, None], axis=1)
    return values[[0, -1]], chosen * np.where(largest < 0, -1.0, 1.0)


def extreme_eigenvalues(objective: Objective, theta: Floats, *, dense_limit: int = DENSE_LIMIT) -> tuple[float, float]:
    """Return the lowest and the highest eigenvalue of the Hessian at theta ``(P,)``, as `extreme_eigenvectors` does."""
    values, _ = extreme_eigenvectors(objective, theta, dense_limit=dense_limit)
    return float(values[0]), float(values[1])


def stability_limit(optimizer: Optimizer, options: dict[str, Any], highest: float) -> float | None:
    """Return the learning rate above which full-batch training explodes on a quadratic.

    2 / λmax for plain descent; None where the curvature is not positive or the optimizer has no limit that simple.
    """
    share = None if optimizer.stability is None else optimizer.stability(**options)
    return share / highest if share is not None and highest > 0 else None


def _lanczos(objective: Objective, theta: Floats) -> Pieces[tuple[Floats, Floats]]:
    """Return Ritz values, rising, and the vectors ``(2, P)`` of the two extremes; pauses after each product.

    C. Lanczos, "An iteration method for the solution of the eigenvalue problem of linear differential and integral
    operators", 1950, with full reorthogonalisation.
    """
    vector = normal(0, "lanczos", theta.shape)
    basis = np.empty((MOST_PRODUCTS, theta.size))
    diagonal, beside = np.zeros(MOST_PRODUCTS), np.zeros(MOST_PRODUCTS)
    values, vectors = np.empty(0), np.empty((0, 0))
    for count in range(1, MOST_PRODUCTS + 1):
        # Not around the pause: whoever works meanwhile would ignore errors too.
        with np.errstate(all="ignore"):
            known = basis[:count]
            np.divide(vector, np.linalg.norm(vector), out=known[-1])
            vector = objective.hessian_products(theta, known[-1:])[0]
            diagonal[count - 1] = vector @ known[-1]
            # Twice, since rounding leaves some of the known directions in what is left after the first time.
            for _ in range(2):
                vector = vector - (known @ vector) @ known
            beside[count - 1] = np.linalg.norm(vector)
            values, vectors = _eigen(_tridiagonal(diagonal[:count], beside[: count - 1]))
            # By how much each vector's product is off its multiple (Parlett, "The symmetric eigenvalue problem", 1980,
            # section 13.2); the eigenvalue is off by the square of it.
            off = beside[count - 1] * np.abs(vectors[-1, [0, -1]]).max()
            if not off > FOUND * np.abs(values).max():
                break
        yield
    return values, np.nan_to_num(vectors[:, [0, -1]].T @ basis[: len(values)])


def _tridiagonal(diagonal: Floats, beside: Floats) -> Floats:
    """Return the symmetric matrix ``(n, n)`` with these numbers ``(n,)`` and, beside them, ``(n - 1,)``."""
    return np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1)


def _eigen(matrix: Floats) -> tuple[Floats, Floats]:
    """Return eigenvalues, rising, and eigenvectors of a symmetric matrix; NaN and axes where it isn't finite."""
    if not np.isfinite(matrix).all():
        return np.full(len(matrix), np.nan), np.eye(len(matrix))
    values, vectors = np.linalg.eigh(matrix)
    return values, vectors
