"""The lowest places of a terrain, each marked with a small level cross, as the tangent is there."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.objective import Objective
from lossstudio.picture.scene.box import Box
from lossstudio.picture.scene.path_projection import Ground

ARM = 0.021
"""How far the arms of a cross reach, in box units."""
LIFT = 0.003
"""How far a cross is above the surface, in box units."""


def minima_of(objective: Objective, plane: Plane, box: Box) -> tuple[Floats, ...]:
    """Return the strokes ``(n, 3)`` of the crosses, in box units; none where the lowest places aren't known."""
    if not plane.exact:
        return ()
    ground = Ground(objective, plane, box)
    return tuple(stroke for place in objective.minima for stroke in _cross(ground, place))


def _cross(ground: Ground, theta: Floats) -> tuple[Floats, ...]:
    """Return two strokes that cross at a place; none where the place isn't in the picture."""
    box, (at, _) = ground.box, ground.plane.project(theta)
    middle = np.stack(box.across(at[0], at[1]))
    if (np.abs(middle) > np.array(box.corner)).any():
        return ()
    height = float(box.place(ground.points(theta[None]))[0, 2]) + LIFT
    arm = ARM / np.sqrt(2.0)
    ways = np.array([[(-arm, -arm), (0.0, 0.0), (arm, arm)], [(-arm, arm), (0.0, 0.0), (arm, -arm)]])
    strokes = np.concatenate([middle + ways, np.full((2, 3, 1), height)], axis=-1)
    return tuple(strokes) if np.isfinite(height) and box.holds(strokes[:, 1]).all() else ()
