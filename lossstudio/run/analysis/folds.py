"""How far a loss with folds still falls nearby: where slopes jump, no curvature tells what is left.

Gradient sampling: the slopes of places around are met, and the way that leads down against all of them is tried (Burke,
Lewis and Overton, "A robust gradient sampling algorithm for nonsmooth, nonconvex optimization", 2005). Lengths are
measured by how much each sample's own loss changes along them, so that neither units nor an offset of inputs decide.
"""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.evenly import evenly
from lossstudio.core.objective.objective import Objective
from lossstudio.core.random import normal

RADII = (1.0, 0.1, 0.01, 1e-3, 1e-4)
"""How far around slopes are met, in lengths along which the loss would fall as far as it has fallen."""
MOVES = 12
"""At most so many ways down are gone at each radius."""
LENGTHS: Floats = 2.0 ** np.arange(-16.0, 3.0)
"""The lengths at which a way down is tried, in the same unit."""
ROWS = 256
"""On at most so many rows it is seen how each sample's own loss changes."""
NOTHING = 1e-10
"""What of a change is rounding, beside the largest."""
ENOUGH = 1e-6
"""What is found is exact to this share."""
NEAREST = 400
"""How often the nearest point of the slopes' hull is corrected."""
MOST_WORK = 5e6
"""Rows times parameters squared up to which it is tried at all."""


def fall_nearby(objective: Objective, theta: Floats, fallen: float) -> float | None:
    """Return by how much the loss falls where the slopes around theta ``(P,)`` lead; None where that takes too long.

    Parameters
    ----------
    fallen
        How far the loss has fallen so far, which says what is near; 0 takes the loss itself.
    """
    rows, size = objective.rows, theta.size
    if max(1, rows) * size * size > MOST_WORK:
        return None
    start = float(objective.values(theta))
    basis = _lengths(objective, theta)
    reach = fallen if fallen > 0.0 else abs(start)
    place, value = theta, start
    for number, radius in enumerate(RADII):
        for move in range(MOVES):
            around = place + radius * reach * _around(size, number * MOVES + move) @ basis.T
            slopes = objective.values_and_gradients(np.vstack([place, around]))[1] @ basis
            way = _nearest_of_hull(slopes)
            length = float(np.linalg.norm(way))
            if not np.isfinite(length) or length == 0.0:
                break
            places = place - reach * (LENGTHS / length)[:, None] * (basis @ way)
            values = np.nan_to_num(objective.values(places), nan=np.inf)
            best = int(np.argmin(values))
            if not values[best] < value - ENOUGH * (start - value):
                break
            place, value = places[best], float(values[best])
    return start - value


def _around(size: int, draw: int) -> Floats:
    """Return directions ``(n, P)`` of length 1, enough to meet the slopes to all sides."""
    ways = normal(0, "slopes around", (2 * size + 8, size), step=draw)
    return np.asarray(ways / np.linalg.norm(ways, axis=1, keepdims=True))


def _lengths(objective: Objective, theta: Floats) -> Floats:
    """Return a basis ``(P, P)`` along whose columns the samples' own losses change by 1 for each unit."""
    chosen = evenly(objective.rows, ROWS)
    slopes = np.array([objective.values_and_gradients(theta, chosen[row : row + 1])[1] for row in range(len(chosen))])
    _, sizes, vectors = np.linalg.svd(slopes / np.sqrt(max(1, len(slopes))), full_matrices=False)
    largest = float(sizes.max(initial=0.0)) or 1.0
    lengths = np.full(theta.size, largest)
    # A direction along which no sample's loss changes has no length of its own.
    lengths[: len(sizes)] = np.where(sizes > NOTHING * largest, sizes, largest)
    rest = np.linalg.qr(np.vstack([vectors, np.eye(theta.size)]).T)[0][:, len(vectors) :]
    return np.asarray(np.hstack([vectors.T, rest[:, : theta.size - len(vectors)]]) / lengths)


def _nearest_of_hull(slopes: Floats) -> Floats:
    """Return the point ``(P,)`` of the convex hull of slopes ``(n, P)`` that is nearest to 0.

    Frank and Wolfe's algorithm, with steps away from what counts too much (Guélat and Marcotte, "Some comments on
    Wolfe's away step", 1986).
    """
    gram = slopes @ slopes.T
    shares = np.zeros(len(slopes))
    shares[int(np.argmin(np.diag(gram)))] = 1.0
    for _ in range(NEAREST):
        leads = gram @ shares
        mean = float(shares @ leads)
        there = int(np.argmin(leads))
        away = int(np.argmax(np.where(shares > 0.0, leads, -np.inf)))
        if mean - leads[there] <= ENOUGH * mean:
            break
        if mean - leads[there] >= leads[away] - mean:
            way, most = -shares, 1.0
            way[there] += 1.0
        else:
            way, most = shares.copy(), shares[away] / max(1.0 - shares[away], 1e-300)
            way[away] -= 1.0
        bend = float(way @ gram @ way)
        if not bend > 0.0:
            break
        shares = np.maximum(shares + min(most, -float(way @ leads) / bend) * way, 0.0)
    return np.asarray(shares @ slopes)
