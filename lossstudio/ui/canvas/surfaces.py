"""Which surface the window shows: the renderer's images, OpenGL in the window itself, or the contour view."""

import logging
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from lossstudio.picture.gl.host import ImageHost, NoOpenGLError
from lossstudio.ui.canvas.contour_surface import ContourSurface
from lossstudio.ui.canvas.image_surface import ImageSurface

if TYPE_CHECKING:
    from lossstudio.ui.canvas.opengl_surface import OpenGLSurface

Host: TypeAlias = Literal["image", "opengl", "contour"]

SOFTWARE = ("llvmpipe", "softpipe", "swrast", "swiftshader", "software", "basic render", "virgl", "svga3d")
"""Names of drivers that have no graphics card behind them, or none that is worth it."""

STANDS_IN = "The contour view stands in for it."
GRAPHICS = "graphics"
"""The property of a surface that says what draws on it."""

log = logging.getLogger(__name__)


def make_surface(complain: Callable[[str], object], lose: Callable[[str], object]) -> tuple[QWidget, Host]:
    """Return the best surface that this machine can have.

    The environment variable LOSSSTUDIO_SURFACE (image, opengl or contour) decides where it is set.

    Parameters
    ----------
    complain
        Called with why it is not the 3-D one.
    lose
        Called with why it is drawn no more, after the painting in which that happens.
    """
    wish = os.environ.get("LOSSSTUDIO_SURFACE", "")
    if wish == "contour":
        return ContourSurface(), "contour"
    try:
        host = ImageHost()
    except NoOpenGLError as error:
        log.warning("%s", error)
        complain(f"{error}. {STANDS_IN}")
        return ContourSurface(), "contour"
    kind: Host = "opengl" if wish == "opengl" or (not wish and has_graphics_card(host.name)) else "image"
    surface = ImageSurface(host) if kind == "image" else _opengl_surface(host)
    surface.setProperty(GRAPHICS, host.name)  # for reports of errors
    surface.failed.connect(lambda why: lose(f"{why}. {STANDS_IN}"), Qt.ConnectionType.QueuedConnection)
    return surface, kind


def _opengl_surface(host: ImageHost) -> "OpenGLSurface":
    from lossstudio.ui.canvas.opengl_surface import OpenGLSurface

    return OpenGLSurface(host)


def has_graphics_card(renderer: str) -> bool:
    """Say whether a renderer's name is that of a graphics card that the window can draw with."""
    # WORKAROUND on these platforms a QOpenGLWidget is a null image, without an error or an exception (Qt 6.11).
    if QGuiApplication.platformName() in {"offscreen", "minimal", "vnc", "linuxfb"}:
        return False
    return bool(renderer) and not any(word in renderer.lower() for word in SOFTWARE)
