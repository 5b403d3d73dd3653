"""Fog: of the surface no more is seen than what lies around the balls, as on a hike where only the slope is felt."""

import moderngl
import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats
from lossstudio.core.easing import smoothstep
from lossstudio.picture.colors import mix
from lossstudio.picture.gl.ground import floor_edge
from lossstudio.picture.gl.projection import Projection
from lossstudio.picture.gl.resources import PIECE, Instances, Programs, Value, pieces
from lossstudio.picture.scene.frame import Frame

CLEAR = 0.09
"""How far it is clear around a ball, seen from above, in box units: the floor's longer side is 1."""
LOST = 0.24
"""From how far on nothing is seen."""
MOST_BALLS = 32
"""As many as the shader has room for; those beyond make no clearing."""


class Fog:
    """Draws a frame's fog over its still layer."""

    def __init__(self, ctx: moderngl.Context, programs: Programs) -> None:
        self._ctx, self._programs = ctx, programs
        self._quad = ctx.vertex_array(programs["fog"], [])
        self._edge = Instances(ctx, programs["stroke"], *PIECE)

    def draw(self, frame: Frame, optics: Projection, depth: moderngl.Texture) -> None:
        """Draw it in the canvas' colour, and the floor's edge upon it; `depth` is the still layer's."""
        places = clearings(frame)[:MOST_BALLS]
        around = np.zeros((MOST_BALLS, 2))
        around[: len(places)] = places
        depth.use(0)
        self._programs.set(
            "fog",
            {
                "still_depth": 0,
                "place_of": optics.place_of,
                "viewport": (float(optics.size[0]), float(optics.size[1])),
                "fog_color": optics.color(frame.static_scene.theme.canvas),
                "reach": (CLEAR, LOST),
                "balls": len(places),
                "around": around.T,
            },
        )
        self._ctx.enable_only(moderngl.BLEND)
        self._quad.render(moderngl.TRIANGLE_STRIP, vertices=4)
        self._draw_edge(frame, optics)

    def release(self) -> None:
        """Give everything back to the context."""
        self._quad.release()
        self._edge.release()

    def _draw_edge(self, frame: Frame, optics: Projection) -> None:
        theme = frame.static_scene.theme
        look: dict[str, Value] = {
            **optics.on_screen(),
            "still_depth": 0,
            "body_color": optics.color(mix(theme.canvas, theme.secondary, 0.75)),
            "opacity": 0.8,
            "radius_px": 0.5 * optics.scale,
            "casing_px": 0.0,
            "lane_px": 0.0,
            "nearer": 0.0,
            "part": 0,
            "raised": 1.0,
            "tube": 0.0,
            "hidden_opacity": 0.5,
        }
        self._programs.set("stroke", look)
        self._edge.draw(pieces(floor_edge(frame.static_scene)))


def clearings(frame: Frame) -> Floats:
    """Return where a frame's balls stand, seen from above ``(n, 2)``; beyond the box, where they left it."""
    return np.array([ball.place[:2] for ball in frame.balls]).reshape(-1, 2)


def thickness(frame: Frame, x: Floats, y: Floats) -> NDArray[np.uint8]:
    """Return how much of the ground the fog hides, 0 to 255 ``(rows, columns)``, at places in box units."""
    away = np.full((len(y), len(x)), np.inf)
    for at in clearings(frame):
        np.minimum(away, np.hypot(x[None] - at[0], y[:, None] - at[1]), out=away)
    share = np.clip((away - CLEAR) / (LOST - CLEAR), 0.0, 1.0)
    return np.round(255 * smoothstep(share)).astype(np.uint8)
