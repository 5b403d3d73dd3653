"""Rates that are tried on the loss itself, where no limit says what would be possible: a few values, and no run."""

import numpy as np

from lossstudio.core.array import Floats, Rows
from lossstudio.core.evenly import evenly
from lossstudio.core.objective.objective import Objective
from lossstudio.run.analysis.critical_point import RIDGE
from lossstudio.run.coach.view import RunView

MOST_ROWS = 1024
SHARES: Floats = 10.0 ** -np.arange(0.5, 8.5, 0.5)
"""The first move is tried again as long as these shares of it say."""
UNSEEN = 1e-6
"""Where the smallest of these shares still raises the loss by more than this share of it, smaller ones are tried."""
LONGEST, MOST_ROUNDS = 1e8, 40
"""Smaller ones move at most so many times as far as the start is from zero, and 1 beside; so often they are tried."""
LARGEST_SHARE = 0.1
"""A share that is offered is at most this: a rate a little lower would meet the same fate."""
AHEAD: Floats = 2.0 ** np.arange(0.0, 31.0)
"""So many moves at once are tried, straight on."""
PLACES = 33
PACE = 0.05
"""A good pace goes the way that leads down straight on in this share of the plan."""


def better_first_share(view: RunView, runner: int) -> float:
    """Return the share of a runner's first move after which the loss is lowest, at most a tenth.

    Nearly all optimizers make a first move in proportion to the rate, so that it is the share of the rate too. Where
    none lowers the loss, as after the first of many small batches, it is a tenth.
    """
    theta, objective = view.timeline.theta[:2, runner], view.compiled.objective(runner, 0)
    shares, move = SHARES, theta[1] - theta[0]
    for _ in range(MOST_ROUNDS):
        values = _values(objective, theta[0] + np.append(0.0, shares)[:, None] * move)
        best = int(np.argmin(values))
        if best:
            return min(LARGEST_SHARE, float(shares[best - 1]))
        if not values[-1] > values[0] + UNSEEN * abs(values[0]):
            break
        # Each of 1,024 runners with a rate of 1e300 would else be tried at all of its powers of ten.
        longest = LONGEST * (1.0 + float(np.abs(theta[0]).max())) / float(np.abs(move).max())
        shares = SHARES * min(float(shares[-1]), longest)
    return LARGEST_SHARE


def first_move_is_too_long(view: RunView, runner: int) -> bool:
    """Say whether a tenth of a runner's first move, or less, lowers the loss, and all of it raises it."""
    theta, objective = view.timeline.theta[:2, runner], view.compiled.objective(runner, 0)
    lengths = np.array([0.0, 1.0, better_first_share(view, runner)])
    start, whole, part = _values(objective, theta[0] + lengths[:, None] * (theta[1] - theta[0]))
    return bool(part < start < whole)


def is_bowl_ahead(view: RunView, runner: int) -> bool:
    """Say whether the surface bends upwards along a runner's last move, and nearly nowhere downwards.

    Only there does the highest curvature say how long a step can be.
    """
    if view.quadratic:
        return True
    if view.point is not None and view.point.lowest < -RIDGE * view.point.highest:
        return False
    move, objective = view.moves[-1, runner], view.compiled.objective(runner, view.step)
    theta = view.timeline.theta[view.step, runner]
    return bool(move @ objective.hessian_products(theta, move[None], _enough(objective))[0] > 0.0)


def times_as_fast(view: RunView, runner: int, least: float) -> float:
    """Return how many times as fast a runner that goes straight on would have to go to get down within its plan.

    Straight on the loss falls for some number of its last moves; a good pace makes them in a small part of the plan,
    and is `least` times that of now at least. Plain descent goes at most as fast as the bends ahead let it.
    """
    moves = view.moves[-max(1, len(view.moves) // 4) :, runner]
    move, theta, objective = moves.mean(axis=0), view.timeline.theta[view.step, runner], view.objective
    values = _values(objective, theta + np.append(0.0, AHEAD)[:, None] * move)
    rises = np.flatnonzero(~(np.diff(values) < 0))
    room = float(AHEAD[max(0, int(rises[0]) - 1)]) if len(rises) else float(AHEAD[-1])
    pace = max(least, room / max(1.0, PACE * view.end))
    if view.settings[runner].optimizer_entry.stability is None:
        return pace
    return min(pace, 1.0 / max(view.rate(runner) * _sharpest_bend(objective, theta, 2.0 * room * move), 1e-300))


def _sharpest_bend(objective: Objective, theta: Floats, way: Floats) -> float:
    """Return the largest change of the slope per length, anywhere along a way ``(P,)`` from theta."""
    places = theta + np.linspace(0.0, 1.0, PLACES)[:, None] * way
    with np.errstate(all="ignore"):
        _, slopes = objective.values_and_gradients(places, _enough(objective))
    bends = np.linalg.norm(np.diff(slopes, axis=0), axis=-1) / np.linalg.norm(np.diff(places, axis=0), axis=-1)
    return float(np.max(bends, initial=0.0, where=np.isfinite(bends)))


def _values(objective: Objective, places: Floats) -> Floats:
    """Return the loss at places ``(n, P)`` on enough rows to compare them; infinite where it is no number."""
    with np.errstate(all="ignore"):
        values = objective.values(places, _enough(objective))
    return np.where(np.isfinite(values), values, np.inf)


def _enough(objective: Objective) -> Rows:
    """Return enough rows to know a surface by; None is all of them."""
    return evenly(objective.rows, MOST_ROWS) if objective.rows > MOST_ROWS else None
