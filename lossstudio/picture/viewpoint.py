"""The best viewpoint: the direction from which a path is seen, and not through a hill or through glass."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.picture.box import TALL
from lossstudio.picture.camera import AZIMUTH_DEG, ELEVATION_DEG, Camera
from lossstudio.picture.frame import Stage
from lossstudio.picture.picking import height_over

_AZIMUTHS_DEG = (AZIMUTH_DEG, 335.0, 65.0, 295.0, 115.0, 245.0, 155.0, 205.0)
_ELEVATIONS_DEG = (ELEVATION_DEG, 48.0)

GOOD_ENOUGH = 0.08
"""How much worse than the best a more usual direction may be and is still taken."""

_GLASS = 0.05
"""How bad a place seen through glass is, against 1 for one behind a hill."""

_MOST_PLACES = 120
_CLEARANCE = 0.012
_STEPS = 70


def best_view(stage: Stage, places: Floats) -> tuple[float, float]:
    """Return the azimuth and elevation, in degrees, from which a path is seen best; the usual ones where they do.

    Parameters
    ----------
    stage
        The surface.
    places
        The path ``(n, 3)`` in box units, rows of NaN allowed: the whole run's, so that nothing turns while it plays.
    """
    inside = places[np.all(np.isfinite(places), axis=1)]
    inside = inside[stage.box.holds(inside)] if len(inside) else inside
    if len(inside) < 2:
        return AZIMUTH_DEG, ELEVATION_DEG
    chosen = inside[np.unique(np.linspace(0, len(inside) - 1, min(len(inside), _MOST_PLACES)).round().astype(np.intp))]
    views = [(azimuth, elevation) for elevation in _ELEVATIONS_DEG for azimuth in _AZIMUTHS_DEG]
    scores = [seen_share(stage, chosen, *view) for view in views]
    enough = max(scores) - GOOD_ENOUGH
    return next(view for view, score in zip(views, scores, strict=True) if score >= enough)


def seen_share(stage: Stage, places: Floats, azimuth: float, elevation: float) -> float:
    """Return how well places are seen from a direction: 1 when all are in plain sight, 0 when all are hidden."""
    toward = -Camera(azimuth=azimuth, elevation=elevation).axes[2]
    lengths = np.linspace(0.03, 1.5, _STEPS)
    line = places[:, None, :] + lengths[None, :, None] * toward
    above = height_over(stage, line.reshape(-1, 3)).reshape(len(places), _STEPS)
    above = np.where(line[..., 2] > TALL, np.nan, above)
    over, under = above > _CLEARANCE, above < -_CLEARANCE
    behind_hill = np.any(np.maximum.accumulate(under, axis=1) & over, axis=1)
    through_glass = under.any(axis=1) & ~behind_hill
    return float(1 - np.mean(behind_hill) - _GLASS * np.mean(through_glass))
