"""Second derivatives: Hessians, extreme eigenvalues, and the learning rate above which descent explodes.

They are exact, from the second derivatives that objectives have (see `Objective.hessian_products`), whatever the units
of data and parameters. Where pieces meet in a kink, what is told is how the pieces themselves bend.
"""

from typing import Any

import numpy as np

from lossstudio.core.array import Floats, Rows
from lossstudio.core.objective.objective import Objective
from lossstudio.core.optimizers.optimizer import Optimizer
from lossstudio.core.random import normal

DENSE_LIMIT = 200
"""Up to this many parameters the whole Hessian is cheaper than an iteration."""


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
    dense = theta.shape[-1] <= dense_limit
    values, vectors = _eigen(hessian(objective, theta)) if dense else _lanczos(objective, theta)
    chosen = vectors[:, [0, -1]].T
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


def _lanczos(objective: Objective, theta: Floats, most: int = 80) -> tuple[Floats, Floats]:
    """Return Ritz values and vectors after at most `most` steps with full reorthogonalisation (Lanczos, 1950)."""
    vector = normal(0, "lanczos", theta.shape)
    basis = np.empty((most, theta.size))
    diagonal, beside = np.zeros(most), np.zeros(most)
    count = 0
    while count < most:
        basis[count] = vector / np.linalg.norm(vector)
        vector = objective.hessian_products(theta, basis[count : count + 1])[0]
        diagonal[count] = vector @ basis[count]
        known = basis[: count + 1]
        # Twice, since rounding leaves some of the known directions in what is left after the first time.
        for _ in range(2):
            vector = vector - known.T @ (known @ vector)
        beside[count] = np.linalg.norm(vector)
        count += 1
        # What is left is rounding: the vectors so far hold all that can be reached, and its direction means nothing.
        if beside[count - 1] <= 1e-9 * float(np.abs(diagonal[:count]).max() + beside[:count].max()):
            break
    matrix = np.diag(diagonal[:count]) + np.diag(beside[: count - 1], 1) + np.diag(beside[: count - 1], -1)
    values, vectors = _eigen(matrix)
    return values, np.nan_to_num(basis[:count].T) @ vectors


def _eigen(matrix: Floats) -> tuple[Floats, Floats]:
    """Return eigenvalues, rising, and eigenvectors of a symmetric matrix; NaN and axes where it isn't finite."""
    if not np.isfinite(matrix).all():
        return np.full(len(matrix), np.nan), np.eye(len(matrix))
    values, vectors = np.linalg.eigh(matrix)
    return values, vectors
