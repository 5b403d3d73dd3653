"""The lowest places of a terrain, marked upon its surface with a small cross each."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.objective import Objective
from lossstudio.core.objective.terrain import TerrainObjective
from lossstudio.picture.box import Box
from lossstudio.picture.trails import Ground

ARM = 0.021
"""How far the arms of a cross reach, in box units."""
POINTS = 9


def minima_of(objective: Objective, plane: Plane, box: Box) -> tuple[Floats, ...]:
    """Return the strokes ``(n, 3)`` of the crosses, in box units; none where the lowest places aren't known."""
    if not isinstance(objective, TerrainObjective) or not plane.exact:
        return ()
    ground = Ground(objective, plane, box)
    places = objective.terrain.minima(**objective.options)
    return tuple(stroke for place in places for stroke in _cross(ground, np.array(place)))


def _cross(ground: Ground, theta: Floats) -> tuple[Floats, ...]:
    """Return two strokes that cross at a place, laid upon the surface; none where the place isn't in the picture."""
    box, (at, _) = ground.box, ground.plane.project(theta)
    middle = np.stack(box.across(at[0], at[1]))
    if (np.abs(middle) > np.array(box.corner)).any():
        return ()
    along = np.linspace(-ARM, ARM, POINTS)[:, None] / np.sqrt(2.0)
    strokes = []
    for way in (np.array([1.0, 1.0]), np.array([1.0, -1.0])):
        flat = np.clip(middle + along * way, -np.array(box.corner), np.array(box.corner))
        places = ground.plane.point(*box.coordinates(flat[:, 0], flat[:, 1]))
        strokes.append(box.place(ground.points(places)))
    return tuple(stroke for stroke in strokes if np.isfinite(stroke).all() and box.holds(stroke).all())
