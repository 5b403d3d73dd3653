"""The surface drawn by the window's own OpenGL, where there is a graphics card."""

import logging
from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

import moderngl
from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QImage, QPainter, QSurfaceFormat
from PySide6.QtOpenGLWidgets import QOpenGLWidget

from lossstudio.picture.camera.camera import Camera
from lossstudio.picture.gl.host import GraphicsLostError, ImageHost, NoOpenGLError, heeding_loss, window_context
from lossstudio.picture.gl.renderer import Renderer
from lossstudio.picture.text.overlay import Overlay
from lossstudio.ui.canvas.render_request import RenderRequest, dots_of, fill_canvas

FindTarget: TypeAlias = Callable[[int], Any]
"""Returns the framebuffer of that number as the renderer wants it."""

log = logging.getLogger(__name__)


class _Drawing(NamedTuple):
    """What draws in the window's own context."""

    context: moderngl.Context
    renderer: Renderer
    find_target: FindTarget


class OpenGLSurface(QOpenGLWidget):
    """Draws in the window; should its context fail, it shows the image host's pictures instead.

    Parameters
    ----------
    spare
        The host that takes over.

    Signals
    -------
    failed(str)
        Why nothing is drawn any more, by that host either.
    """

    failed = Signal(str)

    def __init__(self, spare: ImageHost) -> None:
        super().__init__()
        self._spare: ImageHost | None = spare
        self._drawing: _Drawing | None = None
        self._overlay = Overlay()
        self._request: RenderRequest | None = None
        wanted = QSurfaceFormat()
        wanted.setVersion(3, 3)
        wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
        wanted.setDepthBufferSize(24)
        self.setFormat(wanted)
        fill_canvas(self)

    def show_request(self, request: RenderRequest | None) -> None:
        self._request = request
        self.update()

    def image(self, ratio: float) -> QImage | None:
        if self._request is None or self._spare is None:
            return None
        try:
            return self._request.picture(self._spare, self._overlay, dots_of(self, ratio), ratio)
        except GraphicsLostError as error:
            log.warning("%s", error)
            return None

    def close_host(self) -> None:
        if self._drawing is not None:
            self.makeCurrent()
            self._drawing.renderer.release()
            self._drawing = None
            self.doneCurrent()
        if self._spare is not None:
            self._spare.close()
            self._spare = None

    def initializeGL(self) -> None:
        try:
            context = window_context()
            self._drawing = _Drawing(context, Renderer(context), context.detect_framebuffer)
        except NoOpenGLError as error:
            log.warning("%s", error)
            self._drawing = None

    def paintGL(self) -> None:
        request = self._request
        painter = QPainter()
        ratio = self.devicePixelRatioF()
        size = dots_of(self)
        if request is None or not isinstance(request.camera, Camera):
            painter.begin(self)
            painter.fillRect(self.rect(), self.palette().base())
            painter.end()
            return
        scale = request.scale * ratio
        drawn = self._draw(request, request.camera, size)
        painter.begin(self)
        if not drawn:
            self._paint_spare(painter, request, request.camera, size)
        painter.scale(1 / ratio, 1 / ratio)
        areas = request.covered(ratio)
        self._overlay.paint(painter, request.frame, request.camera, QRectF(0, 0, *size), scale, areas)
        painter.end()

    def _draw(self, request: RenderRequest, camera: Camera, size: tuple[int, int]) -> bool:
        """Draw in the window's own context, if there is one that does it."""
        if self._drawing is None:
            return False
        context, renderer, find_target = self._drawing
        try:
            with heeding_loss(context):
                target = find_target(self.defaultFramebufferObject())
                renderer.draw(
                    request.frame, camera, target, size, request.scale * self.devicePixelRatioF(), request.quality
                )
        except GraphicsLostError as error:
            log.warning("%s", error)
            self._drawing = None
        return self._drawing is not None

    def _paint_spare(self, painter: QPainter, request: RenderRequest, camera: Camera, size: tuple[int, int]) -> None:
        if self._spare is not None:
            ratio = self.devicePixelRatioF()
            try:
                image = self._spare.image(request.frame, camera, *size, request.scale * ratio, quality=request.quality)
            except GraphicsLostError as error:
                self._spare = None
                self.failed.emit(str(error))
                return
            image.setDevicePixelRatio(ratio)
            painter.drawImage(0, 0, image)
