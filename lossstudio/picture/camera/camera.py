"""The Camera: from box units to eye and clip coordinates, to pixels and back, and how far to stand to see everything.

ARCHITECTURE.md (Frames) has all of these side by side.
"""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import cos, radians, sin, tan

import numpy as np

from lossstudio.core.array import Floats, frozen
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import AZIMUTH_DEG, ELEVATION_DEG, StaticScene

FOV_DEG = 24.0
MARGINS_PT = (66.0, 52.0, 66.0, 58.0)
"""Left, top, right and bottom: what the fitted surface leaves free for numbers and names."""

CLOSE_UP, USUAL_PX = 0.8, (912, 760)
"""A camera that stands nearer than this share of where all is in sight, here or in a picture of the usual shape, is
meant to show a part."""

REACH = 1.6
"""How far before and behind its target the camera sees, in box units."""

Size = tuple[int, int]
Margins = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """Where the eye is.

    Attributes
    ----------
    azimuth
        Degrees about the vertical; at 0 the x axis points at the viewer and y to the right.
    elevation
        Degrees above the floor.
    distance
        From the target, in box units.
    target
        What is in the middle of the picture, in box units.
    fov
        The vertical field of view, in degrees.
    axes
        The directions right, up and forward ``(3, 3)`` in box units, one a row, of length 1.
    eye
        Where the eye is ``(3,)``, in box units.
    """

    azimuth: float = AZIMUTH_DEG
    elevation: float = ELEVATION_DEG
    distance: float = 3.0
    target: tuple[float, float, float] = (0.0, 0.0, TALL / 2)
    fov: float = FOV_DEG

    axes: Floats = field(init=False, compare=False, repr=False)
    eye: Floats = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        around, above = radians(self.azimuth), radians(self.elevation)
        right = (-sin(around), cos(around), 0.0)
        up = (-sin(above) * cos(around), -sin(above) * sin(around), cos(above))
        forward = (-cos(above) * cos(around), -cos(above) * sin(around), -sin(above))
        axes = frozen(np.array([right, up, forward]))
        object.__setattr__(self, "axes", axes)
        object.__setattr__(self, "eye", frozen(np.array(self.target) - self.distance * axes[2]))

    @property
    def near(self) -> float:
        """What is nearer to the eye than this, in box units, isn't drawn."""
        return max(0.05, self.distance - REACH)

    @property
    def far(self) -> float:
        """What is farther from the eye than this, in box units, isn't drawn."""
        return self.distance + REACH

    def focal_px(self, size: Size) -> float:
        """How many pixels a thing of length 1 at distance 1 takes, both in box units."""
        return size[1] / 2 / tan(radians(self.fov / 2))

    def view(self) -> Floats:
        """Return the matrix ``(4, 4)`` from box units to eye coordinates (right, up, backward)."""
        axes = self.axes * np.array([[1.0], [1.0], [-1.0]])
        matrix = np.eye(4)
        matrix[:3, :3], matrix[:3, 3] = axes, -axes @ self.eye
        return matrix

    def projection(self, size: Size) -> Floats:
        """Return the matrix ``(4, 4)`` from eye to clip coordinates, as OpenGL has them."""
        focal, near, far = 1 / tan(radians(self.fov / 2)), self.near, self.far
        matrix = np.zeros((4, 4))
        matrix[0, 0], matrix[1, 1] = focal * size[1] / size[0], focal
        matrix[2, 2], matrix[2, 3] = (far + near) / (near - far), 2 * far * near / (near - far)
        matrix[3, 2] = -1.0
        return matrix

    def project(self, points: Floats, size: Size) -> Floats:
        """Return places ``(..., 3)`` in box units as x and y in pixels from the top left and depth in box units."""
        seen: Floats = (points - self.eye) @ self.axes.T
        # What is behind the eye has no place in the picture; it goes far outside instead of being mirrored into it.
        scale = self.focal_px(size) / np.maximum(seen[..., 2], 1e-6)
        seen[..., 0] = size[0] / 2 + seen[..., 0] * scale
        seen[..., 1] = size[1] / 2 - seen[..., 1] * scale
        return seen

    def ray(self, pixel: tuple[float, float], size: Size) -> tuple[Floats, Floats]:
        """Return the origin ``(3,)`` and the direction ``(3,)`` of the line of sight through a pixel, in box units."""
        across = np.array([pixel[0] - size[0] / 2, size[1] / 2 - pixel[1]]) / self.focal_px(size)
        direction = across @ self.axes[:2] + self.axes[2]
        return self.eye, direction / np.linalg.norm(direction)

    def moved_by(self, across_px: float, down_px: float, size: Size) -> "Camera":
        """Return the camera panned so that its target moves this many pixels on the picture."""
        per_px = self.distance / self.focal_px(size)
        shift = -across_px * per_px * self.axes[0] + down_px * per_px * self.axes[1]
        x, y, z = np.array(self.target) + shift
        return replace(self, target=(float(x), float(y), float(z)))


def fit(
    static_scene: StaticScene,
    size: Size,
    margins: Margins,
    azimuth: float = AZIMUTH_DEG,
    elevation: float = ELEVATION_DEG,
    distance: float | None = None,
) -> Camera:
    """Return the nearest camera of this direction that has floor and surface inside the margins.

    Parameters
    ----------
    static_scene
        What is to be seen.
    size
        Of the picture, in pixels.
    margins
        Left, top, right and bottom, in pixels.
    azimuth, elevation
        The direction, in degrees.
    distance
        Given, it is kept, and only the middle is fitted.
    """
    camera = Camera(azimuth=azimuth, elevation=elevation)
    points = outline(static_scene) @ camera.axes.T
    width, height = size
    focal = camera.focal_px(size)
    left, top, right, bottom = _kept(margins, size)
    across = _Extent(points[:, 0], points[:, 2], (width / 2 - left) / focal, (width / 2 - right) / focal)
    upward = _Extent(points[:, 1], points[:, 2], (height / 2 - bottom) / focal, (height / 2 - top) / focal)
    depth = float(np.array(camera.target) @ camera.axes[2])
    stand = max(across.nearest, upward.nearest, 0.3 - float(points[:, 2].min()))
    stand = stand if distance is None else max(distance - depth, 0.3 - float(points[:, 2].min()))
    middle = np.array([across.middle(stand), upward.middle(stand), depth])
    x, y, z = middle @ camera.axes
    return replace(camera, distance=stand + depth, target=(float(x), float(y), float(z)))


def far_enough(static_scene: StaticScene, chosen: float, fitted: Camera) -> float:
    """Return a distance that was chosen in a picture of another shape, where it meant to show all: far enough.

    Parameters
    ----------
    chosen
        In box units.
    fitted
        The camera that has all in this picture, from the same side.
    """
    usual = fit(static_scene, USUAL_PX, MARGINS_PT, fitted.azimuth, fitted.elevation).distance
    shows_all = chosen >= CLOSE_UP * min(usual, fitted.distance)
    return max(chosen, fitted.distance) if shows_all else chosen


@dataclass(frozen=True, slots=True)
class _Extent:
    """Points on one axis of the picture, their depths, and the slopes of sight on either side."""

    at: Floats
    depth: Floats
    before: float
    after: float

    @property
    def nearest(self) -> float:
        low = float(np.min(self.at + self.before * self.depth))
        high = float(np.max(self.at - self.after * self.depth))
        return (high - low) / (self.before + self.after)

    def middle(self, stand: float) -> float:
        low = float(np.min(self.at + self.before * (self.depth + stand)))
        high = float(np.max(self.at - self.after * (self.depth + stand)))
        return (low + high) / 2


@lru_cache(maxsize=8)  # while the view turns, it is asked for in each frame
def outline(static_scene: StaticScene) -> Floats:
    """Return places ``(n, 3)`` in box units with the hull of the floor and of the surface's part inside the box."""
    half_x, half_y = static_scene.box.corner
    floor = np.array([[x, y, 0.0] for x in (-half_x, half_x) for y in (-half_y, half_y)])
    seen = static_scene.heights <= (np.inf if static_scene.box.scale == "clipped" else TALL * 1.02)
    heights = np.minimum(static_scene.box.raised(static_scene.heights), TALL)
    rows, columns = np.nonzero(seen)
    if not rows.size:
        return frozen(np.concatenate([floor, floor + np.array([0.0, 0.0, TALL])]))
    surface = np.stack([static_scene.x[columns], static_scene.y[rows], heights[rows, columns]], axis=-1)
    return frozen(np.concatenate([floor, surface]))


def _kept(margins: Margins, size: Size) -> Margins:
    """Return the margins, made smaller where the picture is so small that they would fill it."""
    left, top, right, bottom = margins
    across = min(1.0, 0.5 * size[0] / max(left + right, 1e-9))
    upward = min(1.0, 0.5 * size[1] / max(top + bottom, 1e-9))
    return left * across, top * upward, right * across, bottom * upward
