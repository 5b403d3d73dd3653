"""The best viewpoint: the direction from which the paths read: in sight, with their extent and bends, and relief."""

from dataclasses import dataclass, replace

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.picture.camera.camera import (
    Camera,
    Margins,
    Size,
    outline,
)
from lossstudio.picture.camera.path_shape import PathShape
from lossstudio.picture.camera.picking import height_over
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import AZIMUTH_DEG, ELEVATION_DEG, StaticScene

APART_DEG = 4.0
"""How finely the way is looked at."""
HEIGHTS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The way of a camera about the vertical, in degrees, from low to high, at one elevation."""

    low: float
    high: float
    elevation: float

    @property
    def azimuths(self) -> Floats:
        """The directions that are looked at, ``(n,)``, in degrees."""
        return np.linspace(self.low, self.high, 2 + int((self.high - self.low) / APART_DEG))


def turning(static_scene: StaticScene, size: Size, margins: Margins, turn: Turn) -> Camera:
    """Return the nearest camera that has floor and surface inside the margins all the way; only its azimuth changes.

    Parameters
    ----------
    static_scene
        What is to be seen.
    size
        Of the picture, in pixels.
    margins
        Left, top, right and bottom, in pixels.
    turn
        The way.
    """
    points = outline(static_scene)
    every = [
        Camera(azimuth=turn.low, elevation=turn.elevation, target=(0.0, 0.0, float(height)))
        for height in np.linspace(0.0, TALL, HEIGHTS)
    ]
    distances = [
        max(_distance(replace(camera, azimuth=float(a)), points, size, margins) for a in turn.azimuths)
        for camera in every
    ]
    best = int(np.argmin(distances))
    return replace(every[best], distance=distances[best])


def _distance(camera: Camera, points: Floats, size: Size, margins: Margins) -> float:
    """Return how far from its target a camera must stand to have the points inside the margins."""
    right, up, forward = np.moveaxis((points - np.array(camera.target)) @ camera.axes.T, -1, 0)
    focal, (width, height) = camera.focal_px(size), size
    left_px, top_px, right_px, bottom_px = margins
    slopes = (
        (right, (width / 2 - right_px) / focal),
        (-right, (width / 2 - left_px) / focal),
        (up, (height / 2 - top_px) / focal),
        (-up, (height / 2 - bottom_px) / focal),
    )
    return max(float(np.max(at / slope - forward)) for at, slope in slopes)


_AZIMUTHS_DEG = (AZIMUTH_DEG, 335.0, 65.0, 295.0, 115.0, 245.0, 155.0, 205.0)
_ELEVATIONS_DEG = (ELEVATION_DEG, 48.0, 60.0)

GOOD_ENOUGH = 0.08
"""How much worse than the best a more usual direction may be and is still taken."""

LONG = 2.2
"""Where x is this much longer than y, the surface is seen from the side of x, so that it is broad on the picture."""

_HIDDEN_END = 0.3
"""What it costs that a path ends behind a hill, against 1 for the whole path."""

_GLASS = 0.05
"""How bad a place seen through glass is, against 1 for one behind a hill."""

_RELIEF = 0.25
"""How much the relief weighs, against the shape of the paths for the rest of 1."""

_DISTANCE = 2.9
"""About how far off the eye is when the whole surface is in the picture, in box units."""

_CLEARANCE = 0.012
_STEPS = 70


def best_view(static_scene: StaticScene, paths: Floats) -> tuple[float, float]:
    """Return the azimuth and elevation, in degrees, from which paths read best; the usual ones where they do.

    Parameters
    ----------
    static_scene
        The surface.
    paths
        ``(n, R, 3)``: each runner's places, in box units; they need not be finite.
    """
    shape = PathShape.of(static_scene, paths)
    if not len(shape.places):
        return AZIMUTH_DEG, ELEVATION_DEG
    views = [(azimuth, elevation) for elevation in _ELEVATIONS_DEG for azimuth in _azimuths(*static_scene.box.corner)]
    bounds = [_open_score(shape, *view) for view in views]
    scores = dict.fromkeys(views, -np.inf)
    best = -np.inf
    # What hides a path takes long to find, and can only lower a score: so the most promising come first.
    for number in sorted(range(len(views)), key=lambda number: -bounds[number]):
        if bounds[number] < best - GOOD_ENOUGH:
            break
        scores[views[number]] = reading_score(static_scene, shape, *views[number])
        best = max(best, scores[views[number]])
    return next(view for view in views if scores[view] >= best - GOOD_ENOUGH)


def reading_score(static_scene: StaticScene, shape: PathShape, azimuth: float, elevation: float) -> float:
    """Return how well paths read from a direction: at most 1, for paths all in sight of which nothing is foreshortened.

    It is the share of the paths that is seen, times what the picture keeps of their shape and of the relief.
    """
    hidden_ends = 1.0 - seen_share(static_scene, shape.ends, azimuth, elevation)
    seen = seen_share(static_scene, shape.places, azimuth, elevation) - _HIDDEN_END * hidden_ends
    return max(seen, 0.0) * _open_score(shape, azimuth, elevation)


def _open_score(shape: PathShape, azimuth: float, elevation: float) -> float:
    """Return the score that a direction would have if nothing were hidden; of heights it keeps the cosine."""
    sight = Camera(azimuth=azimuth, elevation=elevation).axes[2]
    return (1.0 - _RELIEF) * shape.kept(sight) + _RELIEF * float(np.cos(np.radians(elevation)))


def _azimuths(half_x: float, half_y: float) -> tuple[float, ...]:
    """Return the directions in the order in which they are liked."""
    if half_x <= LONG * half_y:
        return _AZIMUTHS_DEG
    return tuple(sorted(_AZIMUTHS_DEG, key=lambda azimuth: round(abs(float(np.cos(np.radians(azimuth)))), 6)))


def seen_share(static_scene: StaticScene, places: Floats, azimuth: float, elevation: float) -> float:
    """Return how well places are seen from a direction: 1 when all are in plain sight, 0 when all are hidden.

    The places ``(n, 3)`` are in box units, azimuth and elevation in degrees.
    """
    toward = Camera(azimuth=azimuth, elevation=elevation, distance=_DISTANCE).eye - places
    toward = toward / np.linalg.norm(toward, axis=1, keepdims=True)
    lengths = np.linspace(0.03, 1.5, _STEPS)
    line = places[:, None, :] + lengths[None, :, None] * toward[:, None, :]
    above = height_over(static_scene, line.reshape(-1, 3)).reshape(len(places), _STEPS)
    above = np.where(line[..., 2] - above > TALL, np.nan, above)  # the surface is cut off there
    over, under = above > _CLEARANCE, above < -_CLEARANCE
    behind_hill = np.any(np.maximum.accumulate(under, axis=1) & over, axis=1)
    through_glass = under.any(axis=1) & ~behind_hill
    return float(1 - np.mean(behind_hill) - _GLASS * np.mean(through_glass))
