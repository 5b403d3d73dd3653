"""What is handed to the graphics card: polylines cut into pieces that know their neighbours, and growing buffers."""

import moderngl
import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats

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
