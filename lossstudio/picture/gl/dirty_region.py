"""Which part of the picture the moving things of a frame touch, so that no more than that is drawn again."""

import math

import numpy as np

from lossstudio.picture.camera.camera import Camera, Size
from lossstudio.picture.scene.frame import Frame
from lossstudio.picture.text.area import Area

REACH_PT = 30.0
"""How far balls, beads, arrow heads and marks reach beyond their places."""

Part = tuple[int, int, int, int]
"""Left, top, width and height in whole pixels."""


def touched(frame: Frame, camera: Camera, size: Size, scale: float) -> Area | None:
    """Return where paths, balls, arrows and marks are on a picture of `size` pixels at `scale` pixels per point.

    None is anywhere: labels choose their own places, and fog lies everywhere.
    """
    if frame.labels or frame.fog:
        return None
    places = [path.points for path in frame.paths] + [arrow.points for arrow in frame.arrows]
    places += [ball.place[None] for ball in frame.balls] + [mark.place[None] for mark in frame.marks]
    places += [frame.patch.corners] if frame.patch is not None else []
    if not places:
        return Area(0.0, 0.0, 0.0, 0.0)
    every = np.concatenate(places)
    every = every[np.all(np.isfinite(every), axis=1)]
    if not len(every):
        return Area(0.0, 0.0, 0.0, 0.0)
    both = np.concatenate([every, every * (1.0, 1.0, 0.0)])  # and their shadows on the floor
    at = camera.project(both, size)[:, :2]
    if not np.isfinite(at).all():
        return None
    (left, top), (right, bottom) = at.min(axis=0), at.max(axis=0)
    return Area(float(left), float(top), float(right), float(bottom)).grown(REACH_PT * scale)


def whole_pixels(areas: list[Area], size: Size) -> Part:
    """Return the smallest part of a picture that holds all areas."""
    left = max(0, math.floor(min(area.left for area in areas)))
    top = max(0, math.floor(min(area.top for area in areas)))
    right = min(size[0], math.ceil(max(area.right for area in areas)))
    bottom = min(size[1], math.ceil(max(area.bottom for area in areas)))
    return left, top, max(1, right - left), max(1, bottom - top)
