"""The Renderer draws a Frame with a Camera into any framebuffer of its context: in the window, for films, for tests."""

import math

import moderngl
import numpy as np

from lossstudio.core.array import Floats
from lossstudio.picture.camera.camera import Camera, Size
from lossstudio.picture.gl.dynamic_layer import DynamicLayer
from lossstudio.picture.gl.fog import Fog
from lossstudio.picture.gl.projection import Projection
from lossstudio.picture.gl.resources import Framebuffers, Programs
from lossstudio.picture.gl.static_layer import RESTING, RenderQuality, StaticLayer
from lossstudio.picture.scene.frame import Frame
from lossstudio.picture.text.area import Area

REACH_PT = 30.0
"""How far balls, beads, arrow heads and marks reach beyond their places."""

Part = tuple[int, int, int, int]
"""Left, top, width and height in whole pixels."""


def dirty_region(frame: Frame, camera: Camera, size: Size, scale: float) -> Area | None:
    """Return where paths, balls, arrows and marks are on a picture of `size` pixels at `scale` pixels per point.

    None is anywhere: labels choose their own places, and fog lies everywhere.
    """
    if frame.labels or frame.fog:
        return None
    places = [path.points for path in frame.paths] + [arrow.points for arrow in frame.arrows]
    places += [ball.place[None] for ball in frame.balls] + [mark.place[None] for mark in frame.marks]
    places += [frame.patch.corners] if frame.patch is not None else []
    return region_around(places, camera, size, scale)


def region_around(places: list[Floats], camera: Camera, size: Size, scale: float) -> Area | None:
    """Return where what is drawn at places ``(n, 3)``, in box units, and its shadow can be; None is anywhere."""
    every = np.concatenate(places) if places else np.empty((0, 3))
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


class Renderer:
    """Draws frames.

    Parameters
    ----------
    ctx
        An OpenGL 3.3 core context, current whenever the renderer is used.
    flipped, swapped
        Draw for an image (the first row on top, blue before red) and not for a screen.
    """

    def __init__(self, ctx: moderngl.Context, *, flipped: bool = False, swapped: bool = False) -> None:
        self._ctx, self._flipped, self._swapped = ctx, flipped, swapped
        self._programs = Programs(ctx)
        self._still = StaticLayer(ctx, self._programs)
        self._movers = DynamicLayer(ctx, self._programs)
        self._fog = Fog(ctx, self._programs)
        self._quad = ctx.vertex_array(self._programs["copy"], [])

    def prepare(self, frame: Frame, camera: Camera, size: Size, scale: float, quality: RenderQuality = RESTING) -> None:
        """Begin to draw what stands still in a frame; `draw` with the same finds it begun."""
        self._still.prepare(frame.static_scene, self._optics(camera, size, scale), quality)

    def draw(
        self,
        frame: Frame,
        camera: Camera,
        framebuffer: moderngl.Framebuffer,
        size: Size,
        scale: float,
        quality: RenderQuality = RESTING,
        *,
        part: Part | None = None,
    ) -> None:
        """Draw a frame.

        Parameters
        ----------
        frame
            What is to be seen. Its static scene is drawn only when it, the camera, the size or the quality has changed.
        camera
            From where.
        framebuffer
            Where to draw, with a depth attachment.
        size
            In pixels.
        scale
            Pixels per point: the picture of twice the size at twice the scale is the same, only sharper.
        quality
            How finely the surface is drawn.
        part
            The only part that is drawn, in the framebuffer's own pixels; None is all.
        """
        optics = self._optics(camera, size, scale)
        layer = self._still.show(frame.static_scene, optics, quality)
        framebuffer.scissor = part or (0, 0, *size)
        framebuffer.use()
        self._ctx.viewport = (0, 0, *size)
        framebuffer.depth_mask = True
        framebuffer.clear(alpha=1.0, depth=1.0)
        self._copy(layer, framebuffer)
        self._ctx.blend_func = moderngl.SRC_ALPHA, moderngl.ONE_MINUS_SRC_ALPHA
        if frame.fog:
            self._fog.draw(frame, optics, layer.depth)
        self._ctx.depth_func = "<="
        self._movers.draw(frame, optics, layer.depth)
        self._ctx.enable_only(moderngl.NOTHING)
        framebuffer.scissor = 0, 0, *size

    def _optics(self, camera: Camera, size: Size, scale: float) -> Projection:
        return Projection(camera, size, scale, self._flipped, self._swapped)

    def _copy(self, layer: Framebuffers, framebuffer: moderngl.Framebuffer) -> None:
        """Bring the still layer into the framebuffer: at once into one like it, with a shader into a window's."""
        if self._flipped:
            self._ctx.copy_framebuffer(framebuffer, layer.plain)
            framebuffer.use()
            return
        self._ctx.enable_only(moderngl.NOTHING)
        layer.picture.use(0)
        self._programs.set("copy", {"picture": 0})
        self._quad.render(moderngl.TRIANGLE_STRIP, vertices=4)

    def release(self) -> None:
        """Give everything back to the context."""
        for held in (self._quad, self._fog, self._movers, self._still, self._programs):
            held.release()
