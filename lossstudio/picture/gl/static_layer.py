"""The still layer: canvas, floor, surface and glass, drawn once and kept with its depth until something changes."""

from dataclasses import dataclass

import moderngl
import numpy as np

from lossstudio.picture.colors import colormap, cross_colors, mix
from lossstudio.picture.gl.ground import SurfaceBuffers
from lossstudio.picture.gl.projection import Projection
from lossstudio.picture.gl.resources import Framebuffers, Programs, Value
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import (
    CROSS_PT,
    FIELD_OPACITY,
    FIELD_PT,
    LINE_PT,
    MAJOR_LINE_PT,
    RIM_PT,
    StaticScene,
)


@dataclass(frozen=True, slots=True)
class RenderQuality:
    """How finely the still layer is drawn.

    Attributes
    ----------
    points_per_side
        Of the mesh, along the longer side.
    """

    points_per_side: int


RESTING = RenderQuality(points_per_side=221)
MOVING = RenderQuality(points_per_side=71)


class StaticLayer:
    """What doesn't change between frames, in a texture beside its depth."""

    def __init__(self, ctx: moderngl.Context, programs: Programs) -> None:
        self._ctx, self._programs = ctx, programs
        self._targets: Framebuffers | None = None
        self._grounds: dict[int, SurfaceBuffers] = {}
        self._shades = ctx.texture((256, 1), 3, alignment=1)
        self._shades.repeat_x = False
        self._static_scene: StaticScene | None = None
        self._drawn: tuple[Projection, RenderQuality] | None = None
        self._finished = False

    def prepare(self, static_scene: StaticScene, optics: Projection, quality: RenderQuality) -> None:
        """Begin to draw this scene, seen this way, if it isn't there yet; a software rasteriser does it meanwhile."""
        wanted = (optics, quality)
        if self._targets is not None and static_scene is self._static_scene and wanted == self._drawn:
            return
        if static_scene is not self._static_scene:
            self._take(static_scene, optics)
        if self._targets is None or self._targets.size != optics.size:
            self._drop_targets()
            self._targets = Framebuffers(self._ctx, optics.size)
        self._draw(static_scene, optics, self._ground(static_scene, quality.points_per_side), self._targets)
        self._drawn, self._finished = wanted, False

    def show(self, static_scene: StaticScene, optics: Projection, quality: RenderQuality) -> Framebuffers:
        """Return the layer with this static scene, seen this way; it is drawn only if it isn't there yet."""
        self.prepare(static_scene, optics, quality)
        assert self._targets is not None
        if not self._finished:
            self._finish(static_scene, optics, self._ground(static_scene, quality.points_per_side), self._targets)
            self._finished = True
        return self._targets

    def release(self) -> None:
        """Give everything back to the context."""
        self._drop_targets()
        self._drop_grounds()
        self._shades.release()

    def _take(self, static_scene: StaticScene, optics: Projection) -> None:
        self._drop_grounds()
        table = optics.table(colormap(static_scene.colormap, static_scene.theme))
        self._shades.write(np.ascontiguousarray(np.round(table * 255).astype(np.uint8)).tobytes())
        self._static_scene = static_scene

    def _ground(self, static_scene: StaticScene, points_per_side: int) -> SurfaceBuffers:
        if points_per_side not in self._grounds:
            self._grounds[points_per_side] = SurfaceBuffers(self._ctx, self._programs, static_scene, points_per_side)
        return self._grounds[points_per_side]

    def _drop_grounds(self) -> None:
        for ground in self._grounds.values():
            ground.release()
        self._grounds.clear()

    def _drop_targets(self) -> None:
        if self._targets is not None:
            self._targets.release()
        self._targets = self._drawn = None

    def _draw(
        self, static_scene: StaticScene, optics: Projection, ground: SurfaceBuffers, targets: Framebuffers
    ) -> None:
        ctx = self._ctx
        ctx.enable_only(moderngl.DEPTH_TEST)
        ctx.blend_func = moderngl.SRC_ALPHA, moderngl.ONE_MINUS_SRC_ALPHA
        ctx.depth_func = "<="
        ctx.front_face = "cw" if optics.flipped else "ccw"
        targets.drawn.use()
        targets.drawn.depth_mask = True
        targets.drawn.clear(*optics.color(static_scene.theme.canvas), 1.0)
        self._set_surface(static_scene, optics)
        self._draw_side(ground, "back", glass=0.0)
        targets.drawn.depth_mask = False
        self._draw_floor(static_scene, optics, ground)
        ctx.enable(moderngl.BLEND)
        self._draw_side(ground, "front", glass=1.0)

    def _finish(
        self, static_scene: StaticScene, optics: Projection, ground: SurfaceBuffers, targets: Framebuffers
    ) -> None:
        """Smooth the edges and draw lines upon what is drawn; this waits for it."""
        targets.take_over()
        self._ctx.enable_only(moderngl.BLEND)
        self._ctx.blend_func = moderngl.SRC_ALPHA, moderngl.ONE_MINUS_SRC_ALPHA
        self._smooth(optics, ground, targets)
        self._draw_lines(static_scene, optics, ground, targets)

    def _draw_floor(self, static_scene: StaticScene, optics: Projection, ground: SurfaceBuffers) -> None:
        theme = static_scene.theme
        ground.heights.use(0)
        self._programs.set(
            "floor",
            {
                "camera": optics.matrix,
                "heights": 0,
                "texels": (float(ground.heights.width), float(ground.heights.height)),
                "ground_color": optics.color(mix(theme.canvas, theme.text, 0.045 if theme.dark else 0.022)),
                "line_color": optics.color(theme.lagoon[4] if theme.dark else theme.lagoon[0]),
                "line": (LINE_PT * optics.scale, 0.22, LINE_PT * optics.scale, 0.34),
                "tint": (*optics.color(theme.lagoon[2]), 0.05),
                "level_law": (static_scene.levels.origin, static_scene.levels.step),
                "lowest": _lowest_level(static_scene),
                "tall": TALL,
                "lidded": float(static_scene.box.scale == "clipped"),
            },
        )
        ground.draw_floor()

    def _set_surface(self, static_scene: StaticScene, optics: Projection) -> None:
        x, y, z = optics.camera.eye
        self._programs.set(
            "surface",
            {
                "camera": optics.matrix,
                "shades": 0,
                "eye": (float(x), float(y), float(z)),
                "light": optics.light,
                "line_color": optics.color(static_scene.theme.isoline),
                "diffuse": static_scene.theme.diffuse,
                "sunken": static_scene.theme.sunken,
                "line": (LINE_PT * optics.scale, 0.20, MAJOR_LINE_PT * optics.scale, 0.34),
                "tall": TALL,
                "level_step": static_scene.levels.step,
                "viewport": (float(optics.size[0]), float(optics.size[1])),
                "lowest": _lowest_level(static_scene),
            },
        )

    def _draw_side(self, ground: SurfaceBuffers, hidden: str, glass: float) -> None:
        """Draw the surface where it shows one of its sides."""
        self._shades.use(0)
        self._programs.set("surface", {"glass": glass})
        self._ctx.enable(moderngl.CULL_FACE)
        self._ctx.cull_face = hidden
        ground.draw_surface()
        self._ctx.disable(moderngl.CULL_FACE)

    def _smooth(self, optics: Projection, ground: SurfaceBuffers, targets: Framebuffers) -> None:
        """Smooth the edges of the surface."""
        targets.depth.use(0)
        targets.rough.use(1)
        self._programs.set("smooth", {**optics.on_screen(), "still_depth": 0, "rough": 1, "hidden_opacity": 0.0})
        ground.draw_silhouette(optics.camera.eye)

    def _draw_lines(
        self, static_scene: StaticScene, optics: Projection, ground: SurfaceBuffers, targets: Framebuffers
    ) -> None:
        targets.depth.use(0)
        common: dict[str, Value] = {
            **optics.on_screen(),
            "still_depth": 0,
            "casing_px": 0.0,
            "lane_px": 0.0,
            "part": 0,
            "raised": 1.0,
            "tube": 0.0,
            "nearer": 0.0,
            "hidden_opacity": 0.0,
        }
        theme = static_scene.theme
        edge = optics.color(mix(theme.canvas, theme.secondary, 0.75))
        self._programs.set("stroke", common | {"body_color": edge, "opacity": 0.8, "radius_px": 0.5 * optics.scale})
        ground.draw_edges()
        rim: dict[str, Value] = {
            "body_color": optics.color(theme.isoline),
            "opacity": 0.55,
            "radius_px": RIM_PT / 2 * optics.scale,
        }
        self._programs.set("stroke", rim)
        ground.draw_rims()
        arrows: dict[str, Value] = {
            "body_color": optics.color(theme.isoline),
            "casing_color": optics.color(theme.casing),
            "casing_px": 0.8 * optics.scale,
            "opacity": FIELD_OPACITY,
            "radius_px": FIELD_PT / 2 * optics.scale,
            "hidden_opacity": 0.0,
        }
        self._programs.set("stroke", arrows)
        ground.draw_field()
        body, casing = cross_colors(theme)
        crosses: dict[str, Value] = {
            "body_color": optics.color(body),
            "casing_color": optics.color(casing),
            "opacity": 1.0,
            "radius_px": CROSS_PT / 2 * optics.scale,
            "hidden_opacity": 0.45,
        }
        self._programs.set("stroke", crosses)
        ground.draw_minima()


def _lowest_level(static_scene: StaticScene) -> float:
    return (static_scene.levels.lowest - static_scene.levels.origin) / static_scene.levels.step
