"""A cut through an objective along the coming step: what stands in the fit chart where there are no data."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.game.objective import surface_of
from lossstudio.core.objective.objective import Objective
from lossstudio.picture.charts.fit.fit import NoFit, SlopeFit

POINTS = 160


def slope_of(objective: Objective, theta: Floats, runner: int, update: Floats | None) -> SlopeFit | NoFit:
    """Return the cut through theta ``(P,)`` along the update, or straight downhill when there is none."""
    with np.errstate(all="ignore"):
        cut = _slope(objective, theta, runner, update)
    return cut if np.isfinite([cut.here, cut.slope]).all() else NoFit("Too far away: no number for the height here.")


def _slope(objective: Objective, theta: Floats, runner: int, update: Floats | None) -> SlopeFit:
    here, gradient = surface_of(objective).values_and_gradients(theta)
    heading = -gradient if update is None or not np.any(update) else update
    length = float(np.linalg.norm(heading))
    direction = heading / length if length > 0 else np.eye(len(theta))[0]
    reach = 1.0 if update is None or length == 0 else float(2.0 ** np.ceil(np.log2(4 * length)))
    distance = np.linspace(-reach / 4, reach, POINTS)
    landing = None if update is None else (float(np.linalg.norm(update)), float(objective.values(theta + update)))
    return SlopeFit(
        distance=distance,
        height=objective.values(theta + distance[:, np.newaxis] * direction),
        here=float(here),
        slope=float(gradient @ direction),
        landing=landing,
        runner=runner,
        axes=("distance along the step", "value"),
    )
