"""A camera that goes round the surface: the middle stands still, and nothing leaves the picture on the way."""

from dataclasses import dataclass, replace

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.picture.camera.camera import (
    Camera,
    Margins,
    Size,
    outline,
)
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import Stage

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


def turning(stage: Stage, size: Size, margins: Margins, turn: Turn) -> Camera:
    """Return the nearest camera that has floor and surface inside the margins all the way; only its azimuth changes.

    Parameters
    ----------
    stage
        What is to be seen.
    size
        Of the picture, in pixels.
    margins
        Left, top, right and bottom, in pixels.
    turn
        The way.
    """
    points = outline(stage)
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
