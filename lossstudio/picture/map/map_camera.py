"""The MapCamera: looking straight down, for the contour view; box units become pixels by scaling alone."""

from dataclasses import dataclass, replace

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.picture.camera.camera import Margins, Size
from lossstudio.picture.scene.frame import StaticScene
from lossstudio.picture.text.area import Area

CLOSEST = 0.02
"""The least of the floor that may be on show, in box units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapCamera:
    """A part of the floor on a part of the picture.

    Attributes
    ----------
    middle
        What is in the middle, in box units.
    per_unit
        Pixels per box unit.
    plot
        Where on the picture, in pixels.
    """

    middle: tuple[float, float]
    per_unit: float
    plot: Area

    def project(self, points: Floats, _size: Size | None = None) -> Floats:
        """Return places ``(..., 3)`` in box units as x and y in pixels from the top left and a depth of 1."""
        x, y = self.plot.middle
        across = x + (points[..., 0] - self.middle[0]) * self.per_unit
        down = y - (points[..., 1] - self.middle[1]) * self.per_unit
        return np.stack([across, down, np.ones_like(across)], axis=-1)

    def place(self, pixel: tuple[float, float]) -> tuple[float, float]:
        """Return the place on the floor, in box units, under a pixel from the top left."""
        x, y = self.plot.middle
        return self.middle[0] + (pixel[0] - x) / self.per_unit, self.middle[1] - (pixel[1] - y) / self.per_unit

    @property
    def seen(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The ranges of the floor that are on show, in box units."""
        left, top = self.place((self.plot.left, self.plot.top))
        right, bottom = self.place((self.plot.right, self.plot.bottom))
        return (left, right), (bottom, top)

    def zoomed(self, factor: float, pixel: tuple[float, float], static_scene: StaticScene) -> "MapCamera":
        """Return the camera this much nearer, with the same place under a pixel, and never beyond the floor."""
        farthest = min(self.plot.width / static_scene.box.sides[0], self.plot.height / static_scene.box.sides[1])
        per_unit = float(np.clip(self.per_unit * factor, farthest, self.plot.width / CLOSEST))
        x, y = self.place(pixel)
        held = replace(self, per_unit=per_unit)
        now_x, now_y = held.place(pixel)
        return replace(held, middle=(self.middle[0] + x - now_x, self.middle[1] + y - now_y)).kept_over(static_scene)

    def moved_by(self, across_px: float, down_px: float, static_scene: StaticScene) -> "MapCamera":
        """Return the camera panned so that the map moves this many pixels, and never beyond the floor."""
        middle = (self.middle[0] - across_px / self.per_unit, self.middle[1] + down_px / self.per_unit)
        return replace(self, middle=middle).kept_over(static_scene)

    def kept_over(self, static_scene: StaticScene) -> "MapCamera":
        """Return the camera moved by as little as shows only the floor."""
        room = [
            max(0.0, half - extent / 2 / self.per_unit)
            for half, extent in zip(static_scene.box.corner, (self.plot.width, self.plot.height), strict=True)
        ]
        x, y = (float(np.clip(at, -most, most)) for at, most in zip(self.middle, room, strict=True))
        return replace(self, middle=(x, y))


def fit_map(static_scene: StaticScene, size: Size, margins: Margins) -> MapCamera:
    """Return the camera that shows the whole floor inside the margins (left, top, right, bottom, in pixels)."""
    left, top, right, bottom = margins
    width, height = max(size[0] - left - right, 8.0), max(size[1] - top - bottom, 8.0)
    per_unit = min(width / static_scene.box.sides[0], height / static_scene.box.sides[1])
    middle = (left + width / 2, top + height / 2)
    exact = Area.around(middle, static_scene.box.sides[0] * per_unit, static_scene.box.sides[1] * per_unit)
    plot = Area(*(float(round(edge)) for edge in (exact.left, exact.top, exact.right, exact.bottom)))
    return MapCamera(middle=(0.0, 0.0), per_unit=per_unit, plot=plot)
