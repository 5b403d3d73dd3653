"""What a camera, a size and a scale mean to the shaders: matrices, pixels, light."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.picture.camera.camera import Camera, Size
from lossstudio.picture.colors import rgb
from lossstudio.picture.gl.resources import Value

_LIGHT = np.array([-0.42, 0.72, -0.62])
"""Toward the light: right, up, forward."""


@dataclass(frozen=True, slots=True)
class Projection:
    """One way of looking.

    Attributes
    ----------
    camera
        Where the eye is.
    size
        Of the picture, in pixels.
    scale
        Pixels per point.
    flipped
        Whether the first row is the top one, as images have it, and not the bottom one, as OpenGL has it.
    swapped
        Whether red and blue change places, as Qt's fastest image format has it.
    """

    camera: Camera
    size: Size
    scale: float
    flipped: bool = False
    swapped: bool = False

    @property
    def matrix(self) -> Floats:
        """From box units to clip coordinates, ``(4, 4)``; their y is turned round where the picture is flipped."""
        upright = np.diag([1.0, -1.0 if self.flipped else 1.0, 1.0, 1.0])
        return upright @ self.camera.projection(self.size) @ self.camera.view()

    @property
    def place_of(self) -> Floats:
        """From clip coordinates back to box units, ``(4, 4)``."""
        return np.asarray(np.linalg.inv(self.matrix))

    @property
    def light(self) -> tuple[float, float, float]:
        """Toward the light, in box units."""
        x, y, z = (_LIGHT / np.linalg.norm(_LIGHT)) @ self.camera.axes
        return float(x), float(y), float(z)

    def color(self, name: str) -> tuple[float, float, float]:
        """Return ``#rrggbb`` as the framebuffer wants it."""
        red, green, blue = (float(part) for part in rgb(name))
        return (blue, green, red) if self.swapped else (red, green, blue)

    def table(self, colors: Floats) -> Floats:
        """Return a colour map ``(n, 3)`` as the framebuffer wants it."""
        return colors[:, ::-1] if self.swapped else colors

    def pixels(self, points: Floats) -> Floats:
        """Return places ``(n, 3)`` in box units as pixels ``(n, 2)`` of the framebuffer, counted from its first row."""
        at = self.camera.project(points, self.size)[..., :2]
        if not self.flipped:
            at[..., 1] = self.size[1] - at[..., 1]
        return at

    def per_px(self, place: Floats) -> float:
        """Return how long a pixel is at a place ``(3,)``, both in box units."""
        distance = float((place - self.camera.eye) @ self.camera.axes[2])
        return distance / self.camera.focal_px(self.size)

    def on_screen(self) -> dict[str, Value]:
        """Return the uniforms that screen.glsl and light.glsl want; the camera is a matrix ``(4, 4)``."""
        camera = self.camera
        near, far = camera.near, camera.far
        return {
            "camera": self.matrix,
            "viewport": (float(self.size[0]), float(self.size[1])),
            "depth_law": ((far + near) / (far - near), -2 * far * near / (far - near)),
            "upward": -1.0 if self.flipped else 1.0,
        }
