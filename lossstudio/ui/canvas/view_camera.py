"""The view's camera: from where the surface is looked at, as a person turns, moves and zooms."""

from dataclasses import dataclass, replace
from typing import Literal

from lossstudio.picture.camera.camera import (
    MARGINS_PT,
    Camera,
    Margins,
    Size,
    far_enough,
    fit,
)
from lossstudio.picture.scene.frame import StaticScene
from lossstudio.picture.text.fonts import WINDOW
from lossstudio.picture.text.label_margins import margins_for
from lossstudio.project.view_spec import CameraSpec

Preset = Literal["best", "top", "front", "side"]

PRESETS: dict[Preset, tuple[str, tuple[float, float] | None]] = {
    "best": ("best", None),
    "top": ("from above", (0.0, 89.9)),
    "front": ("front", (0.0, 8.0)),
    "side": ("side", (90.0, 8.0)),
}
"""Their words, azimuths and elevations; the best view is the surface's own."""

DEGREES_PER_PX = 0.35
LOWEST_DEG, HIGHEST_DEG = -12.0, 89.9
ZOOM_STEP = 1.12
NEAREST, FARTHEST = 0.6, 12.0
BADGE_PT = 24.0
"""What the badge takes at the foot of the picture, so that no axis is named behind it."""
TOOLS_PT = 18.0
"""How much lower than in a film the topmost writing begins: the tools that float on the canvas would hide it."""


@dataclass(frozen=True, slots=True)
class ViewCamera:
    """From where.

    Attributes
    ----------
    angles
        Azimuth and elevation in degrees; None is where the surface is seen best from.
    distance
        In box units; None stands as near as everything fits.
    pan
        How far the picture is moved, in pixels at 10 points.
    target
        What is in the middle, in box units; None is the middle of all that is shown.
    written
        Whether it is as a document says, which may have been written where the picture had another shape.
    """

    angles: tuple[float, float] | None = None
    distance: float | None = None
    pan: tuple[float, float] = (0.0, 0.0)
    target: tuple[float, float, float] | None = None
    written: bool = False

    @classmethod
    def of(cls, spec: CameraSpec | None) -> "ViewCamera":
        """Return the eye that a document says; None is the best view."""
        return cls() if spec is None else cls((spec.azimuth, spec.elevation), spec.distance, written=True)

    def preset(self) -> Preset | None:
        """Return the preset that this is, if it is one."""
        if self.distance is not None or self.pan != (0.0, 0.0) or self.target is not None:
            return None
        return next((key for key, (_, angles) in PRESETS.items() if angles == self.angles), None)

    def camera(self, static_scene: StaticScene, size: Size, scale: float, margins: Margins | None = None) -> Camera:
        """Return the camera for a picture of this size; without margins it leaves room for the canvas's tools."""
        azimuth, elevation = self.direction(static_scene)
        if self.written and self.distance is not None:
            whole = ViewCamera(self.angles).camera(static_scene, size, scale, margins)
            if far_enough(static_scene, self.distance, whole) > self.distance:
                return whole
        if margins is None:
            margins = self._margins(static_scene, size, scale)
        made = fit(static_scene, size, margins, azimuth, elevation, self.distance)
        made = made if self.target is None else replace(made, target=self.target)
        across, down = self.pan
        return made.moved_by(across * scale, down * scale, size) if self.pan != (0.0, 0.0) else made

    def margins_of_writing(self, static_scene: StaticScene, size: Size, scale: float) -> Margins:
        """Return how much the writing alone takes, in pixels."""
        return margins_for(static_scene, size, scale, WINDOW, [self.direction(static_scene)])

    def _margins(self, static_scene: StaticScene, size: Size, scale: float) -> Margins:
        """Return how much is left free: what the writing takes, where the distance is fitted to it."""
        least = tuple(margin * scale for margin in MARGINS_PT)
        left, top, right, bottom = least
        if self.distance is None:
            left, top, right, bottom = margins_for(static_scene, size, scale, WINDOW, [self.direction(static_scene)])
            top += TOOLS_PT * scale
        bottom += BADGE_PT * scale
        left, top, right, bottom = (max(pair) for pair in zip(least, (left, top, right, bottom), strict=True))
        return left, top, right, bottom

    def direction(self, static_scene: StaticScene) -> tuple[float, float]:
        """Return azimuth and elevation, in degrees."""
        return static_scene.view if self.angles is None else self.angles

    def turned(self, across_px: float, down_px: float, static_scene: StaticScene, distance: float) -> "ViewCamera":
        """Return the eye turned about the surface by a drag, as far away as it is now."""
        azimuth, elevation = self.direction(static_scene)
        elevation = min(max(elevation + down_px * DEGREES_PER_PX, LOWEST_DEG), HIGHEST_DEG)
        azimuth = (azimuth - across_px * DEGREES_PER_PX + 180.0) % 360.0 - 180.0
        return replace(self, angles=(azimuth, elevation), distance=distance, written=False)

    def zoomed(self, notches: float, distance: float) -> "ViewCamera":
        """Return the eye nearer (notches above 0) or farther; `distance` is where it stands now."""
        wanted = distance / ZOOM_STEP**notches
        return replace(self, distance=min(max(wanted, NEAREST), FARTHEST), written=False)

    def moved(self, across_px: float, down_px: float) -> "ViewCamera":
        """Return the eye with the picture moved; pixels at 10 points."""
        return replace(self, pan=(self.pan[0] + across_px, self.pan[1] + down_px))


def preset_camera(key: Preset) -> ViewCamera:
    """Return the eye of a preset."""
    return ViewCamera(PRESETS[key][1])


def camera_spec(view_camera: ViewCamera, camera: Camera) -> CameraSpec | None:
    """Return what a document keeps of an eye, all but how far the picture is moved; None for the best view."""
    if view_camera.angles is None and view_camera.distance is None:
        return None
    distance = camera.distance if view_camera.distance is None else view_camera.distance
    return CameraSpec(
        azimuth=round(camera.azimuth, 2), elevation=round(camera.elevation, 2), distance=round(distance, 4)
    )
