"""What one context of OpenGL holds: compiled shaders, growing buffers, and the static layer's textures."""

from collections.abc import Mapping
from importlib.resources import files
from typing import TypeAlias

import moderngl
import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats
from lossstudio.picture.camera.camera import Size

Value: TypeAlias = float | int | tuple[float, ...] | Floats

_SOURCES = files("lossstudio.picture.gl") / "shaders"
_INCLUDES = ("screen.glsl", "light.glsl", "isolines.glsl")
PROGRAMS = {
    "surface": ("surface.vert", "surface.frag"),
    "floor": ("floor.vert", "floor.frag"),
    "smooth": ("smooth.vert", "smooth.frag"),
    "flat": ("flat.vert", "flat.frag"),
    "stroke": ("stroke.vert", "stroke.frag"),
    "sprite": ("sprite.vert", "sprite.frag"),
    "head": ("head.vert", "head.frag"),
    "copy": ("copy.vert", "copy.frag"),
    "fog": ("copy.vert", "fog.frag"),
    "contact": ("contact.vert", "contact.frag"),
}
"""Of each program the file of its vertex shader and that of its fragment shader."""


class Programs:
    """Every program by its name."""

    def __init__(self, ctx: moderngl.Context) -> None:
        ctx.includes.update({name: shader_source(name) for name in _INCLUDES})
        self._programs = {
            name: ctx.program(vertex_shader=shader_source(vertex), fragment_shader=shader_source(fragment))
            for name, (vertex, fragment) in PROGRAMS.items()
        }
        self._known: dict[tuple[str, str], Value] = {}  # most stay the same from one frame to the next

    def __getitem__(self, name: str) -> moderngl.Program:
        """Return a program."""
        return self._programs[name]

    def set(self, name: str, values: Mapping[str, Value]) -> moderngl.Program:
        """Give a program its uniforms, leaving out those that it doesn't use, and return it.

        A value is a number, a few numbers, or a matrix such as ``(4, 4)``.
        """
        program, known = self._programs[name], self._known
        for key, value in values.items():
            if not isinstance(value, np.ndarray):
                if known.get((name, key)) == value:
                    continue
                known[name, key] = value
            uniform = program.get(key, None)
            if isinstance(uniform, moderngl.Uniform):
                _write(uniform, value)
        return program

    def release(self) -> None:
        """Give everything back to the context."""
        for program in self._programs.values():
            program.release()


def shader_source(name: str) -> str:
    """Return the text of a shader's file, or of one that shaders include."""
    return (_SOURCES / name).read_text(encoding="utf-8")


def _write(uniform: moderngl.Uniform, value: Value) -> None:
    if isinstance(value, np.ndarray):
        uniform.write(value.T.astype(np.float32).tobytes())
    else:
        uniform.value = value


PIECE = ("3f 3f 3f 3f/i", "before", "start", "end", "after")


def pieces(points: Floats) -> NDArray[np.float32]:
    """Return a polyline ``(n, 3)`` as pieces ``(m, 12)``: the point before, the two ends, the point after.

    A row of NaN is a gap. A line that ends where it began is closed. At an end the neighbour is the end itself.
    """
    if len(points) < 2:
        return np.empty((0, 12), dtype=np.float32)
    starts, ends = points[:-1], points[1:]
    before, after = np.concatenate([starts[:1], starts[:-1]]), np.concatenate([ends[1:], ends[-1:]])
    if np.array_equal(points[0], points[-1]):
        before[0], after[-1] = points[-2], points[1]
    before = np.where(np.isfinite(before), before, starts)
    after = np.where(np.isfinite(after), after, ends)
    every = np.concatenate([before, starts, ends, after], axis=1)
    whole: NDArray[np.float32] = every[np.all(np.isfinite(every), axis=1)].astype(np.float32)
    return whole


class Instances:
    """One instanced drawing whose data change from frame to frame; its buffer grows as it must."""

    def __init__(self, ctx: moderngl.Context, program: moderngl.Program, layout: str, *names: str) -> None:
        self._ctx, self._program, self._layout, self._names = ctx, program, layout, names
        self._buffer: moderngl.Buffer | None = None
        self._array: moderngl.VertexArray | None = None

    def draw(self, data: NDArray[np.float32]) -> None:
        """Draw one four-cornered strip for each row of ``(n, C)``, whose C numbers are those of the layout."""
        if not len(data):
            return
        content = np.ascontiguousarray(data).tobytes()
        if self._buffer is None or self._buffer.size < len(content):
            self.release()
            self._buffer = self._ctx.buffer(reserve=2 * len(content), dynamic=True)
            self._array = self._ctx.vertex_array(self._program, [(self._buffer, self._layout, *self._names)])
        self._buffer.orphan()
        self._buffer.write(content)
        assert self._array is not None
        self._array.render(moderngl.TRIANGLE_STRIP, vertices=4, instances=len(data))

    def release(self) -> None:
        """Give everything back to the context."""
        for held in (self._array, self._buffer):
            if held is not None:
                held.release()
        self._array = self._buffer = None


class Framebuffers:
    """Framebuffers of one size.

    Attributes
    ----------
    rough, depth
        The textures that the surface is drawn into.
    picture
        The texture that everything ends in.
    drawn
        Draw here, with depth.
    plain
        The picture alone: draw upon it what looks the depth up.
    """

    def __init__(self, ctx: moderngl.Context, size: Size) -> None:
        self._ctx = ctx
        self.size = size
        self.rough, self.picture, self.depth = ctx.texture(size, 4), ctx.texture(size, 4), ctx.depth_texture(size)
        for texture in (self.rough, self.picture, self.depth):
            texture.filter = moderngl.NEAREST, moderngl.NEAREST
        self.depth.compare_func = ""
        self.depth.repeat_x = self.depth.repeat_y = False
        self.drawn = ctx.framebuffer([self.rough], self.depth)
        self.plain = ctx.framebuffer([self.picture])

    def take_over(self) -> None:
        """Bring what was drawn into the picture, and draw upon that from now on."""
        self._ctx.copy_framebuffer(self.plain, self.drawn)
        self.plain.use()

    def release(self) -> None:
        """Give everything back to the context."""
        for held in (self.plain, self.drawn, self.rough, self.picture, self.depth):
            held.release()
