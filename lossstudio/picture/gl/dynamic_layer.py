"""What moves over the still layer: paths, beads, arrows, the tangent patch, balls and their shadows."""

from functools import lru_cache
from typing import TypeAlias

import moderngl
import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats
from lossstudio.picture.gl.contact_shadows import ContactShadows
from lossstudio.picture.gl.projection import Projection
from lossstudio.picture.gl.resources import PIECE, Instances, Programs, Value, pieces
from lossstudio.picture.scene.frame import (
    BEAD_SHARE,
    CASING_PT,
    PATH_PT,
    Arrow,
    Frame,
    Patch,
    Path,
)

HIDDEN_OPACITY = 0.25
"""How much of a path or ball shows through the surface in front of it."""

_RANK = 0.008
"""How much nearer a path of the next rank counts, in box units."""

WHOLE, CASING, BODY = 0, 1, 2
"""Casings are drawn before bodies, so that paths in the same place touch without a seam; a translucent path at once."""

_HEAD_PT = (15.0, 6.5)
_SHAFT_PT = 4.0
_BALL_CASING_PT = 1.25
_WIDER = 1.08
"""How much larger than itself a flat piece is drawn, so that its edge is smooth."""

Cut: TypeAlias = tuple[Path, NDArray[np.float32]]
"""A path, and the pieces that are drawn of it."""

_FINEST_PT = 0.7
"""A path's points nearer to each other than this, on the picture, are as one."""

_LOCAL = tuple((x * _WIDER, y * _WIDER) for x, y in ((-1, -1), (1, -1), (-1, 1), (1, 1)))


class DynamicLayer:
    """Draws the moving things of a Frame into a framebuffer that holds the still layer already."""

    def __init__(self, ctx: moderngl.Context, programs: Programs) -> None:
        self._ctx, self._programs = ctx, programs
        self._strokes = Instances(ctx, programs["stroke"], *PIECE)
        self._sprites = Instances(ctx, programs["sprite"], "3f 3f 4f/i", "place", "color", "form")
        self._flat_buffer = ctx.buffer(reserve=4 * 5 * 4, dynamic=True)
        self._flat = ctx.vertex_array(programs["flat"], [(self._flat_buffer, "3f 2f", "place", "local")])
        self._head = ctx.vertex_array(programs["head"], [])
        self._contact = ContactShadows(ctx, programs)

    def draw(self, frame: Frame, optics: Projection, depth: moderngl.Texture) -> None:
        """Draw everything, later things upon earlier ones."""
        depth.use(0)
        common: dict[str, Value] = {**optics.on_screen(), "still_depth": 0, "hidden_opacity": HIDDEN_OPACITY}
        casing = optics.color(frame.static_scene.theme.casing)
        for name in ("stroke", "sprite", "head", "flat"):
            self._programs.set(name, common | {"casing_color": casing})
        self._ctx.enable_only(moderngl.BLEND)
        paths = [(path, pieces(visible(path, optics))) for path in frame.paths]
        self._contact.draw(frame, optics)
        self._draw_shadows(paths, optics)
        self._draw_paths(paths, optics)
        self._ctx.enable_only(moderngl.BLEND)
        if frame.patch is not None:
            self._draw_patch(frame.patch, optics)
        for arrow in frame.arrows:
            self._draw_arrow(arrow, optics)
        self._draw_balls(frame, optics)

    def release(self) -> None:
        """Give everything back to the context."""
        for held in (self._strokes, self._sprites, self._flat, self._head, self._flat_buffer, self._contact):
            held.release()

    def _draw_shadows(self, paths: list[Cut], optics: Projection) -> None:
        self._programs.set(
            "stroke",
            {"raised": 0.0, "tube": 0.0, "nearer": 0.0, "casing_px": 0.0, "hidden_opacity": 0.0, "part": WHOLE},
        )
        for path, cut in paths:
            if path.shadow:
                self._programs.set(
                    "stroke",
                    {
                        "body_color": optics.color(path.color),
                        "opacity": 0.38 * path.opacity,
                        "radius_px": 0.9 * optics.scale,
                        "lane_px": 0.0,
                    },
                )
                self._strokes.draw(cut)

    def _draw_paths(self, paths: list[Cut], optics: Projection) -> None:
        self._programs.set("stroke", {"raised": 1.0, "tube": 1.0, "hidden_opacity": HIDDEN_OPACITY})
        self._draw_tubes([each for each in paths if each[0].opacity < 1], WHOLE, optics)
        self._ctx.enable_only(moderngl.BLEND | moderngl.DEPTH_TEST)
        opaque = [each for each in paths if each[0].opacity >= 1]
        self._draw_tubes(opaque, CASING, optics)
        self._draw_tubes(opaque, BODY, optics)
        self._programs.set("sprite", {"casing_px": CASING_PT * optics.scale})
        beads = [_beads(path, optics) for path, _ in paths if len(path.beads)]
        if beads:
            self._sprites.draw(np.concatenate(beads))

    def _draw_tubes(self, paths: list[Cut], part: int, optics: Projection) -> None:
        for path, cut in paths:
            self._programs.set(
                "stroke",
                {
                    "body_color": optics.color(path.color),
                    "opacity": path.opacity,
                    "radius_px": path.width_pt / 2 * optics.scale,
                    "casing_px": CASING_PT * optics.scale * min(1.0, path.width_pt / PATH_PT),
                    "lane_px": path.lane_px * optics.scale,
                    "nearer": _RANK * path.rank,
                    "part": part,
                },
            )
            self._strokes.draw(cut)

    def _draw_patch(self, patch: Patch, optics: Projection) -> None:
        self._programs.set(
            "flat",
            {
                "tint": (*optics.color(patch.color), 0.25),
                "border_px": 1.4 * optics.scale,
                "border_opacity": 0.75,
            },
        )
        self._draw_flat(patch.corners)

    def _draw_flat(self, corners: Floats) -> None:
        middle = corners.mean(axis=0)
        wide = middle + (corners - middle) * _WIDER
        data = [(*wide[at], *local) for at, local in zip((0, 1, 3, 2), _LOCAL, strict=True)]
        self._flat_buffer.write(np.array(data, dtype=np.float32).tobytes())
        self._flat.render(moderngl.TRIANGLE_STRIP)

    def _draw_arrow(self, arrow: Arrow, optics: Projection) -> None:
        shaft, toward = _shaft(arrow.points, optics)
        common: dict[str, Value] = {
            "body_color": optics.color(arrow.color),
            "casing_px": CASING_PT * 1.2 * optics.scale,
            "nearer": 0.0,
        }
        self._programs.set(
            "stroke",
            common
            | {
                "opacity": 1.0,
                "tube": 1.0,
                "part": WHOLE,
                "radius_px": _SHAFT_PT / 2 * optics.scale,
                "lane_px": 0.0,
                "hidden_opacity": 1.0,
            },
        )
        self._strokes.draw(pieces(shaft))
        x, y, z = (float(part) for part in arrow.points[-1])
        length, half = (part * optics.scale for part in _HEAD_PT)
        self._programs.set(
            "head",
            common | {"tip": (x, y, z), "toward": toward, "length_px": length, "half_width_px": half},
        )
        self._head.render(moderngl.TRIANGLE_STRIP, vertices=4)

    def _draw_balls(self, frame: Frame, optics: Projection) -> None:
        self._programs.set(
            "sprite",
            {
                "casing_px": _BALL_CASING_PT * optics.scale,
                "ground_color": optics.color(frame.static_scene.theme.canvas),
                "hidden_opacity": 0.4,
            },
        )
        rows = [
            (*ball.place, *optics.color(ball.color), ball.radius_pt * optics.scale, 1.0, ball.ring, 0.0)
            for ball in frame.balls
        ]
        if rows:
            self._sprites.draw(np.array(rows, dtype=np.float32))


@lru_cache(maxsize=32)
def visible(path: Path, optics: Projection) -> Floats:
    """Return a path's points ``(n, 3)`` without those that fall where the one before them fell; gaps and ends stay."""
    points = path.points
    if len(points) < 3:
        return points
    cells = np.floor(optics.pixels(points) / (_FINEST_PT * optics.scale))
    moved = np.ones(len(points), dtype=np.bool_)
    moved[1:-1] = np.any(cells[1:-1] != cells[:-2], axis=1)
    return points[moved]


def _beads(path: Path, optics: Projection) -> NDArray[np.float32]:
    """Return a path's beads as sprites, smaller where they crowd and none where they would touch."""
    inside = np.all(np.isfinite(path.beads), axis=1)
    places = path.beads[inside]
    at = optics.pixels(places)
    gap = np.full(len(at) + 1, np.inf)
    gap[1:-1] = np.linalg.norm(np.diff(at, axis=0), axis=1)
    room = 0.36 * np.minimum(gap[:-1], gap[1:])
    tube = path.width_pt / 2 * optics.scale
    radius = np.minimum(BEAD_SHARE * tube, room)
    shown = radius > 1.25 * tube
    color = np.broadcast_to(optics.color(path.color), (int(shown.sum()), 3))
    nearer = np.full(int(shown.sum()), _RANK * path.rank + 0.002)
    ones, none = np.ones_like(nearer), np.zeros_like(nearer)
    form = np.stack([radius[shown], ones * path.opacity, none, nearer], axis=-1)
    return np.concatenate([places[shown], color, form], axis=1).astype(np.float32)


def _shaft(points: Floats, optics: Projection) -> tuple[Floats, tuple[float, float]]:
    """Return an arrow's points up to its head, and the head's direction on the picture."""
    at = optics.pixels(points)
    away = np.linalg.norm(at - at[-1], axis=1)
    head = (_HEAD_PT[0] - 3.0) * optics.scale
    outside = np.flatnonzero(away > head)
    if not outside.size:
        way = at[-1] - at[0]
        size = max(float(np.linalg.norm(way)), 1e-6)
        return points[:1], (float(way[0] / size), float(way[1] / size))
    last = int(outside[-1])
    share = (away[last] - head) / max(away[last] - away[min(last + 1, len(away) - 1)], 1e-9)
    neck = points[last] + (points[min(last + 1, len(points) - 1)] - points[last]) * min(1.0, share)
    way = at[-1] - optics.pixels(neck[None])[0]
    way = way / max(float(np.linalg.norm(way)), 1e-6)
    return np.concatenate([points[: last + 1], neck[None]]), (float(way[0]), float(way[1]))
