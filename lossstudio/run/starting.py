"""Where a runner begins: as it is said, drawn, or at the place that makes a good show."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.curvature import DENSE_LIMIT, hessian
from lossstudio.core.models.network import Network
from lossstudio.core.objective.objective import Objective
from lossstudio.core.random import normal
from lossstudio.run.errors import SceneError
from lossstudio.run.recipe import GivenStart, Start

NEWTON_STEPS = 30
LONGEST_NEWTON_STEP = 2.0
STEEP_SHARE = 0.85
"""How much of the climb from the minimum is along the steepest direction; the rest is along the flattest."""
CLIMB = 0.25
"""How far above the minimum the start lies, as a share of what learning takes away from parameters of zero."""


def said_start(start: Start, size: int, network: Network | None, path: str) -> Floats:
    """Return the parameters that a written or drawn start means.

    Raises
    ------
    SceneError
        If it doesn't fit the number of parameters.
    """
    if isinstance(start, GivenStart):
        if len(start.theta) != size:
            raise SceneError(f"{path}.theta", f"has {len(start.theta)} numbers, but there are {size} parameters")
        return np.array(start.theta)
    if network is None:
        return start.scale * normal(start.seed, "start", (size,))
    return network.start(start.seed, start.init, start.scale)


def show_start(objective: Objective) -> Floats:
    """Return a start away from the minimum from which the path curves; deterministic.

    The minimum is sought from zero by damped Newton steps. From there the start climbs along the steepest and the
    flattest direction of curvature, so that a descent first falls and then turns.
    """
    size = objective.size
    if size > DENSE_LIMIT:
        return np.zeros(size)
    with np.errstate(all="ignore"):
        lowest = _lowest(objective)
        values, vectors = np.linalg.eigh(hessian(objective, lowest))
        gain = float(objective.values(np.zeros(size)) - objective.values(lowest))
    if not (np.isfinite(values).all() and values[-1] > 0):
        return np.ones(size)
    climb = CLIMB * gain if gain > 0 else 1.0
    steep, flat = vectors[:, -1] * _sign(vectors[:, -1]), vectors[:, 0] * _sign(vectors[:, 0])
    flattest = max(values[0], values[-1] / 100)
    along = 1.0 if size == 1 else STEEP_SHARE
    start: Floats = lowest - steep * np.sqrt(2 * along * climb / values[-1])
    if size > 1:
        start = start + flat * np.sqrt(2 * (1 - along) * climb / flattest)
    return start


def _lowest(objective: Objective) -> Floats:
    """Return about the minimum: damped Newton steps from zero, each of bounded length."""
    theta = np.zeros(objective.size)
    for _ in range(NEWTON_STEPS):
        _, gradient = objective.values_and_gradients(theta)
        curvature = hessian(objective, theta)
        if not np.isfinite(curvature).all():
            return theta
        values, vectors = np.linalg.eigh(curvature)
        floor = 1e-3 * max(float(np.abs(values).max()), 1e-12)
        step = vectors @ ((vectors.T @ gradient) / np.maximum(np.abs(values), floor))
        length = float(np.linalg.norm(step))
        longest = LONGEST_NEWTON_STEP * max(1.0, float(np.linalg.norm(theta)))
        theta = theta - step * min(1.0, longest / max(length, 1e-300))
        if length <= 1e-9 * max(1.0, float(np.linalg.norm(theta))):
            break
    return theta


def _sign(vector: Floats) -> float:
    return 1.0 if vector[np.argmax(np.abs(vector))] >= 0 else -1.0
