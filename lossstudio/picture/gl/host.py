"""Where the renderer lives: unseen beside the program (pictures as QImage), or in the context of a window."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, cast

import moderngl
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QOpenGLContext, QPainter

from lossstudio.picture.camera.camera import Camera, Size
from lossstudio.picture.gl.renderer import Part, Renderer
from lossstudio.picture.gl.static_layer import RESTING, RenderQuality
from lossstudio.picture.scene.frame import Frame
from lossstudio.picture.text.overlay import Overlay

# WORKAROUND glcontext 3.1 begins a process for each of these, to ask what it is called; nearly everywhere it is this.
LIBRARIES: dict[str, Any] = {"libgl": "libGL.so.1", "libegl": "libEGL.so.1"}


class NoOpenGLError(RuntimeError):
    """There is no OpenGL 3.3 here."""


class GraphicsLostError(NoOpenGLError):
    """OpenGL drew, and doesn't any more: its driver was restarted, or has no memory left."""


class ImageHost:
    """Draws frames as images, with no window and no display; on Linux through EGL.

    Attributes
    ----------
    name
        What draws: the graphics card's name, or the software rasteriser's.

    Raises
    ------
    NoOpenGLError
        If there is no OpenGL 3.3.
    """

    def __init__(self) -> None:
        with _qt_aside():
            self._ctx = _standalone_context()
        with _current(self._ctx):
            self.name = str(self._ctx.info["GL_RENDERER"])
            self._renderer = Renderer(self._ctx, flipped=True, swapped=True)
        self._target: _ImageTarget | None = None
        self._seen: tuple[object, ...] = ()
        self._begun: _Begun | None = None

    def image(
        self,
        frame: Frame,
        camera: Camera,
        width: int,
        height: int,
        scale: float = 1.0,
        *,
        quality: RenderQuality = RESTING,
        overlay: Overlay | None = None,
        part: Part | None = None,
    ) -> QImage:
        """Return a frame as an image of ``width x height`` pixels, or a part of it.

        Parameters
        ----------
        frame, camera, scale, quality
            As `Renderer.draw` has them.
        width, height
            In pixels.
        overlay
            What writes axes and labels upon it; None for the bare surface. It needs a QGuiApplication.
        part
            The only part that is returned. Where the last image had the same static scene seen the same way, no more
            than this
            part is drawn: all that has moved since must lie in it.
        """
        self.begin(frame, camera, width, height, scale, quality=quality, part=part)
        image = self.drawn()
        if overlay is not None:
            painter = QPainter(image)
            try:
                overlay.paint(painter, frame, camera, QRectF(0, 0, width, height), scale)
            finally:
                painter.end()
        return image

    def begin(
        self,
        frame: Frame,
        camera: Camera,
        width: int,
        height: int,
        scale: float = 1.0,
        *,
        quality: RenderQuality = RESTING,
        part: Part | None = None,
    ) -> None:
        """Begin to draw a frame; there is time for something else before `drawn` waits for it. All is as in `image`."""
        self._begun = _Begun(frame, camera, (width, height), scale, quality, part)
        with _current(self._ctx), heeding_loss(self._ctx):
            self._renderer.prepare(frame, camera, (width, height), scale, quality)

    def drawn(self) -> QImage:
        """Return what was begun last.

        Raises
        ------
        GraphicsLostError
            If the driver draws no more.
        """
        begun = self._begun
        assert begun is not None, "nothing was begun"
        seen = (begun.frame.static_scene, begun.camera, begun.size, begun.scale, begun.quality)
        part = begun.part if seen == self._seen else None
        with _current(self._ctx), heeding_loss(self._ctx):
            target = self._fit(begun.size)
            self._renderer.draw(
                begun.frame, begun.camera, target.framebuffer, begun.size, begun.scale, begun.quality, part=part
            )
            self._seen = seen
            return target.read(begun.part or (0, 0, *begun.size))

    def close(self) -> None:
        """Give everything back."""
        with _current(self._ctx):
            if self._target is not None:
                self._target.release()
            self._renderer.release()
        with _qt_aside():
            self._ctx.release()

    def __enter__(self) -> "ImageHost":
        """Use it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def _fit(self, size: Size) -> "_ImageTarget":
        if self._target is None or self._target.size != size:
            if self._target is not None:
                self._target.release()
            self._target = _ImageTarget(self._ctx, size)
        return self._target


@dataclass(frozen=True, slots=True, eq=False)
class _Begun:
    """What is being drawn."""

    frame: Frame
    camera: Camera
    size: Size
    scale: float
    quality: RenderQuality
    part: Part | None


@contextmanager
def _qt_aside() -> Iterator[None]:
    """Let the context that Qt has made current stand aside, and come back afterwards.

    WORKAROUND EGL can't make a context current in a thread where GLX has one, and no error tells it (Mesa 22.3, Qt 6.11
    on xcb). It can go when Qt's own context is EGL's everywhere.
    """
    before = QOpenGLContext.currentContext()
    surface = before.surface() if before is not None else None
    if before is not None:
        before.doneCurrent()
    try:
        yield
    finally:
        if before is not None and surface is not None:
            before.makeCurrent(surface)


@contextmanager
def _current(ctx: moderngl.Context) -> Iterator[None]:
    with _qt_aside(), ctx:
        yield


LOST = frozenset({"GL_OUT_OF_MEMORY", "GL_UNKNOWN_ERROR"})
"""What a context says that is lost, by moderngl's names, which has none for GL_CONTEXT_LOST."""


@contextmanager
def heeding_loss(ctx: moderngl.Context) -> Iterator[None]:
    """See that what is drawn in a context arrives.

    Raises
    ------
    GraphicsLostError
        If the driver draws no more.
    """
    try:
        yield
        said = ctx.error
    except moderngl.Error as error:
        raise GraphicsLostError(f"The graphics driver has stopped drawing ({error})") from error
    if said in LOST:
        raise GraphicsLostError(f"The graphics driver has stopped drawing ({said})")


class _ImageTarget:
    """A framebuffer whose rows are an image's."""

    def __init__(self, ctx: moderngl.Context, size: Size) -> None:
        self.size = size
        self._held: list[moderngl.Renderbuffer] = [ctx.renderbuffer(size, 4), ctx.depth_renderbuffer(size)]
        self.framebuffer = ctx.framebuffer([self._held[0]], self._held[1])

    def read(self, part: Part) -> QImage:
        image = QImage(*part[2:], QImage.Format.Format_RGB32)
        self.framebuffer.read_into(image.bits(), viewport=part, components=4)
        return image

    def release(self) -> None:
        self.framebuffer.release()
        for held in self._held:
            held.release()


def _standalone_context() -> moderngl.Context:
    # Without a display there is no GLX, moderngl's default; EGL needs none.
    settings: dict[str, Any] = {"backend": "egl"} if sys.platform.startswith("linux") else {}
    if settings:
        with suppress(Exception):
            return moderngl.create_context(require=330, standalone=True, **settings, **LIBRARIES)
    try:
        return moderngl.create_context(require=330, standalone=True, **settings)
    except Exception as error:
        raise NoOpenGLError("OpenGL 3.3 is not available on this machine, so the surface can't be drawn") from error


class _QtLoader:
    """Tells moderngl where the functions of the context are that Qt has made current.

    WORKAROUND the default loader of moderngl 5.12 on Linux asks GLX, which knows nothing of a context of EGL (Wayland).
    """

    def load_opengl_function(self, name: str) -> int:
        context = QOpenGLContext.currentContext()
        return int(context.getProcAddress(name.encode())) if context is not None else 0

    def release(self) -> None:
        """Qt owns the context."""

    def __enter__(self) -> "_QtLoader":
        return self

    def __exit__(self, *_: object) -> None:
        """Leave it current."""


def window_context() -> moderngl.Context:
    """Return the context that Qt has made current, for the `initializeGL` and `paintGL` of a QOpenGLWidget.

    Make it, and a Renderer upon it, anew in each `initializeGL`; in each `paintGL` draw into
    ``context.detect_framebuffer(widget.defaultFramebufferObject())``.

    Raises
    ------
    NoOpenGLError
        If there is none, or an older one than OpenGL 3.3.
    """
    if QOpenGLContext.currentContext() is None:
        raise NoOpenGLError("This window has no OpenGL, so the surface can't be drawn in it")
    try:
        return moderngl.create_context(require=330, context=cast("Any", _QtLoader()))
    except Exception as error:
        raise NoOpenGLError("This window has no OpenGL 3.3, so the surface can't be drawn in it") from error
