"""A static scene's surface, floor and rims, on the graphics card at one fineness."""

from itertools import pairwise

import moderngl
import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats
from lossstudio.picture.gl.mesh import mesh_of
from lossstudio.picture.gl.resources import PIECE, Instances, Programs, pieces
from lossstudio.picture.scene.frame import StaticScene

_FLAT = ("3f 2f", "place", "local")
_POINT = ("3f 3f 1f 1f", "place", "normal", "sky", "level")


class SurfaceBuffers:
    """What is drawn of a static scene.

    Attributes
    ----------
    heights
        The surface's heights over the whole floor.
    """

    def __init__(
        self, ctx: moderngl.Context, programs: Programs, static_scene: StaticScene, points_per_side: int
    ) -> None:
        mesh = mesh_of(static_scene, points_per_side)
        self._buffers = [ctx.buffer(_floor(static_scene).tobytes())]
        self._floor = ctx.vertex_array(programs["floor"], [(self._buffers[0], *_FLAT)])
        rows, columns = mesh.heights.shape
        self.heights = ctx.texture((columns, rows), 1, mesh.heights.tobytes(), alignment=4, dtype="f4")
        self.heights.repeat_x = self.heights.repeat_y = False
        self._surface: list[moderngl.VertexArray] = []
        if len(mesh.triangles):
            vertices, triangles = ctx.buffer(mesh.vertices.tobytes()), ctx.buffer(mesh.triangles.tobytes())
            self._buffers += [vertices, triangles]
            self._surface = [ctx.vertex_array(programs["surface"], [(vertices, *_POINT)], index_buffer=triangles)]
        self._silhouette = mesh.silhouette
        self._seen = Instances(ctx, programs["smooth"], "3f 3f/i", "start", "end")
        self._edges = self._lines(ctx, programs, [floor_edge(static_scene)])
        self._rims = self._lines(ctx, programs, list(mesh.rims))
        self._field = self._lines(ctx, programs, list(static_scene.field))
        self._minima = self._lines(ctx, programs, list(static_scene.minima))

    def draw_floor(self) -> None:
        """Draw the floor, with the floor program as it is set."""
        self._floor.render(moderngl.TRIANGLE_STRIP)

    def draw_surface(self) -> None:
        """Draw the surface, with the surface program as it is set."""
        for array in self._surface:
            array.render()

    def draw_silhouette(self, eye: Floats) -> None:
        """Draw strips along the edges that an eye ``(3,)`` in box units sees, with the smooth program as it is set."""
        self._seen.draw(self._silhouette.seen_from(eye))

    def draw_edges(self) -> None:
        """Draw the floor's edges, with the stroke program as it is set."""
        self._render(self._edges)

    def draw_rims(self) -> None:
        """Draw the surface's outlines, with the stroke program as it is set."""
        self._render(self._rims)

    def draw_field(self) -> None:
        """Draw a game's field, with the stroke program as it is set."""
        self._render(self._field)

    def draw_minima(self) -> None:
        """Draw the crosses at the lowest places, with the stroke program as it is set."""
        self._render(self._minima)

    def release(self) -> None:
        """Give everything back to the context."""
        lines = [line[0] for line in (self._edges, self._rims, self._field, self._minima) if line is not None]
        for array in (self._floor, *self._surface, *lines):
            array.release()
        self._seen.release()
        for buffer in self._buffers:
            buffer.release()
        self.heights.release()

    def _lines(
        self, ctx: moderngl.Context, programs: Programs, chains: list[Floats]
    ) -> tuple[moderngl.VertexArray, int] | None:
        data = np.concatenate([pieces(chain) for chain in chains]) if chains else np.empty((0, 12), np.float32)
        if not len(data):
            return None
        self._buffers.append(ctx.buffer(data.tobytes()))
        return ctx.vertex_array(programs["stroke"], [(self._buffers[-1], *PIECE)]), len(data)

    def _render(self, line: tuple[moderngl.VertexArray, int] | None) -> None:
        if line is not None:
            line[0].render(moderngl.TRIANGLE_STRIP, vertices=4, instances=line[1])


def _floor(static_scene: StaticScene) -> NDArray[np.float32]:
    half_x, half_y = static_scene.box.corner
    signs = [(-1, -1), (1, -1), (-1, 1), (1, 1)]
    return np.array([(x * half_x, y * half_y, 0.0, x, y) for x, y in signs], dtype=np.float32)


def floor_edge(static_scene: StaticScene) -> Floats:
    """Return the floor's outline ``(n, 3)`` in box units, each side in parts, so that a part can be hidden alone."""
    half_x, half_y = static_scene.box.corner
    corners = np.array([(-half_x, -half_y, 0), (half_x, -half_y, 0), (half_x, half_y, 0), (-half_x, half_y, 0)])
    sides = [np.linspace(one, other, 25)[:-1] for one, other in pairwise([*corners, corners[0]])]
    return np.concatenate([*sides, corners[:1]])
