"""The shadows that balls throw upon the surface where they lie, so that they are seen to lie there."""

import moderngl

from lossstudio.picture.gl.projection import Projection
from lossstudio.picture.gl.resources import Programs, Value
from lossstudio.picture.scene.frame import BALL_PT, Ball, Frame

REACH = 2.8
"""How far around a ball's place the picture may become darker, in radii."""

RAISED = 0.9
"""How far over its place a ball counts as hovering, in radii: it is drawn about its place, not upon it."""


class ContactShadows:
    """Draws the shadows of a frame's balls over its still layer; a ball behind a hill throws none before it."""

    def __init__(self, ctx: moderngl.Context, programs: Programs) -> None:
        self._programs = programs
        self._quad = ctx.vertex_array(programs["contact"], [])

    def draw(self, frame: Frame, optics: Projection) -> None:
        """Draw them; the still layer's depth is the first texture, and what is drawn is blended."""
        balls = [ball for ball in frame.balls if not ball.beyond]
        if not balls:
            return
        color, strength = frame.static_scene.theme.contact
        tint = (*optics.color(color), strength)
        common: dict[str, Value] = {"still_depth": 0, "place_of": optics.place_of, "light": optics.light, "tint": tint}
        self._programs.set("contact", {**optics.on_screen(), **common, "reach_px": REACH * BALL_PT / 2 * optics.scale})
        for ball in balls:
            self._draw(ball, optics)

    def release(self) -> None:
        """Give everything back to the context."""
        self._quad.release()

    def _draw(self, ball: Ball, optics: Projection) -> None:
        radius = ball.grown * BALL_PT / 2 * optics.scale * optics.per_px(ball.place)
        values = {"place": ball.place, "middle": ball.place + RAISED * radius * ball.normal, "normal": ball.normal}
        vectors = {name: (float(x), float(y), float(z)) for name, (x, y, z) in values.items()}
        self._programs.set("contact", {**vectors, "radius": radius})
        self._quad.render(moderngl.TRIANGLE_STRIP, vertices=4)
