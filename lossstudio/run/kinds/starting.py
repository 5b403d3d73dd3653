"""Where a runner begins: at given parameters, at drawn ones, or where the descent is worth watching."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.curvature import DENSE_LIMIT
from lossstudio.core.evenly import evenly
from lossstudio.core.models.network import Network
from lossstudio.core.objective.objective import Objective
from lossstudio.core.random import normal, uniform
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import GivenStart, Start

NEWTON_STEPS = 30
STEP = float(np.cbrt(np.finfo(np.float64).eps))
"""How far a gradient is looked at on each side, where a parameter is of the order of 1."""
RIDGE = 1e-3
"""How strongly the sought minimum is drawn to zero, as a share of the largest curvature there: where classes are
separable the true minimum is infinitely far away."""
STEEP_SHARE = 0.85
"""How much of the climb from the minimum is along the most curved direction; the rest is along the least curved."""
CLIMB = 0.25
"""How far above the minimum the start lies, as a share of what learning takes away from parameters of zero."""


FLAT_SHARE = 0.1
"""A start where the surface curves less than this share of what it does at zero lies on a plateau: it would be left by
no step of a usual length."""


FARTHEST = 1e6
"""So far is looked for a height: beside how far the minimum is from zero, and beside 1."""

MOST_NUMBERS = 2**21
"""How many numbers one look at the curvature may pass through the model; where all rows make more, evenly chosen ones
stand for them. Some thirty looks find a start."""


def initial_point(start: Start, size: int, network: Network | None, path: str) -> Floats:
    """Return the parameters ``(P,)`` that a written or drawn start means.

    Without a network there are no layers whose width could decide: all but "uniform" and "zeros" are then normal.

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
        return start.scale * _plain_numbers(start.init, start.seed, size)
    return network.start(start.seed, start.init, start.scale)


def _plain_numbers(init: str | None, seed: int, size: int) -> Floats:
    if init == "zeros":
        return np.zeros(size)
    if init == "uniform":
        return uniform(seed, "start", (size,), low=-1.0, high=1.0)
    return normal(seed, "start", (size,))


def default_initial_point(objective: Objective) -> Floats:
    """Return a start ``(P,)`` away from the minimum from which the path curves; deterministic.

    The minimum is sought from zero by Newton steps. From there the start climbs along the steepest and the flattest
    direction of curvature, so that a descent first falls and then turns. Where classes can be parted without an
    error, all about the minimum may be a plateau; the start then climbs from zero.
    """
    nowhere = np.zeros(objective.size)
    if objective.size > DENSE_LIMIT:
        return nowhere
    ground = _ground(objective)
    with np.errstate(all="ignore"):
        steepest = _steepness(ground, nowhere)
        ridge = RIDGE * steepest if steepest > 0 else 1.0
        lowest = _lowest(ground, ridge)
        if _falls_on(ground, lowest):
            return _climb(ground, nowhere, ridge, CLIMB, sloping=True)  # there is no minimum to be above
        floor = float(ground.values(lowest))
        untaught = float(ground.values(nowhere))
        gain = untaught - floor
        # A gain that is only rounding is none: learning takes nothing away here.
        climb = CLIMB * gain if gain > 1e-8 * max(abs(untaught), abs(floor)) else 1.0
        start = lowest + _climb(ground, lowest, ridge, climb)
        if _steepness(ground, start) < FLAT_SHARE * steepest:
            return _climb(ground, nowhere, ridge, climb, sloping=True)
        return start


def _ground(objective: Objective) -> Objective:
    """Return the objective on so many of its rows as can be looked at again and again."""
    judged = objective.pointwise
    if judged is None:
        return objective
    most = max(1, MOST_NUMBERS // (2 * judged.size * judged.network.width))
    return judged.on_rows(evenly(judged.rows, most)) if judged.rows > most else objective


def _steepness(ground: Objective, theta: Floats) -> float:
    return float(np.abs(np.linalg.eigvalsh(_curvature(ground, theta))).max())


def _falls_on(ground: Objective, lowest: Floats) -> bool:
    """Say whether the surface falls without a bound: what looked lowest is nothing beside what is far behind it."""
    nowhere, floor, farther = (float(ground.values(times * lowest)) for times in (0.0, 1.0, FARTHEST**2))
    return farther < floor - FARTHEST * (nowhere - floor) < floor


def _climb(ground: Objective, theta: Floats, ridge: float, climb: float, *, sloping: bool = False) -> Floats:
    """Return the way from `theta` to where the objective is higher by `climb`; on a slope, it begins uphill."""
    values, vectors = np.linalg.eigh(_curvature(ground, theta) + ridge * np.eye(len(theta)))
    direction = _direction(np.maximum(values, ridge), vectors)
    here, slope = ground.values_and_gradients(theta)
    if sloping and slope @ direction < 0:
        direction = -direction
    return direction * _climbing(ground, theta, direction, float(here) + climb)


def _direction(values: Floats, vectors: Floats) -> Floats:
    """Return where to climb: mostly down the most curved direction, and up the least curved."""
    steep = _upright(vectors[:, -1]) / np.sqrt(values[-1])
    # Where the surface hardly bends, this length would have no bound.
    flat = _upright(vectors[:, 0]) / np.sqrt(max(values[0], values[-1] / 100))
    along = STEEP_SHARE if len(values) > 1 else 1.0
    climb: Floats = flat * np.sqrt(1 - along) - steep * np.sqrt(along)
    return climb


def _climbing(ground: Objective, lowest: Floats, direction: Floats, height: float) -> float:
    """Return how far along `direction` the objective first reaches `height`, by doubling and halving.

    Where it never does, as a loss with a bound, it is how far it comes half as high as it can; on flat ground 1.
    """
    low, high = 0.0, 1e-3
    farthest = FARTHEST * max(1.0, float(np.linalg.norm(lowest)))
    while ground.values(lowest + high * direction) < height and high < farthest:
        low, high = high, 2 * high
    if high >= farthest:
        here, top = (float(ground.values(lowest + length * direction)) for length in (0.0, high))
        if not top > here:
            return 1.0
        low, height = 0.0, (here + top) / 2
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if ground.values(lowest + middle * direction) < height else (low, middle)
    return high


def _lowest(ground: Objective, ridge: float) -> Floats:
    """Return about the minimum, drawn a little to zero: Newton steps, halved while they climb."""
    theta = np.zeros(ground.size)
    for _ in range(NEWTON_STEPS):
        value, gradient = ground.values_and_gradients(theta)
        slope = gradient + ridge * theta
        values, vectors = np.linalg.eigh(_curvature(ground, theta))
        step = vectors @ ((vectors.T @ slope) / (np.abs(values) + ridge))
        here, length = float(value) + ridge / 2 * float(theta @ theta), 1.0
        while length > 1e-6:
            there = theta - length * step
            if ground.values(there) + ridge / 2 * there @ there <= here:
                break
            length /= 2
        else:
            return theta
        theta = there
        if length * np.linalg.norm(step) <= 1e-9 * max(1.0, float(np.linalg.norm(theta))):
            break
    return theta


def _curvature(ground: Objective, theta: Floats) -> Floats:
    """Return how the gradient changes about a place ``(P, P)``, symmetric: differences over a small step.

    No second derivative, since what bends an absolute error is its kinks, over which a step strides.
    """
    steps = STEP * np.maximum(1.0, np.abs(theta))
    shifts = np.diag(steps)
    _, above = ground.values_and_gradients(theta + shifts)
    _, below = ground.values_and_gradients(theta - shifts)
    rows = (above - below) / (2 * steps[:, None])
    matrix: Floats = 0.5 * (rows + rows.T)
    return matrix if np.isfinite(matrix).all() else np.zeros_like(matrix)


def _upright(vector: Floats) -> Floats:
    """Return the vector with its largest component positive, so that its sign is no accident."""
    return vector if vector[np.argmax(np.abs(vector))] >= 0 else -vector
