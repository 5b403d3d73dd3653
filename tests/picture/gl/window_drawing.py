"""Run by test_window_context.py on a screen: draw a frame in a window and as an image, and say how they differ."""

import sys
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage, QSurfaceFormat
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).parents[1]))

from conftest import Bowl, descended, sampled

from lossstudio.picture.camera.camera import fit
from lossstudio.picture.colors import DARK
from lossstudio.picture.gl.host import ImageHost, window_context
from lossstudio.picture.gl.renderer import Renderer
from lossstudio.picture.scene.moment import Moment
from tests.picture.framed import frame_of

SIZE = (360, 270)


class Window(QOpenGLWidget):
    def __init__(self, frame, camera):
        super().__init__()
        self._frame, self._camera, self.made = frame, camera, 0

    def initializeGL(self):
        self._context = window_context()
        self._renderer = Renderer(self._context)
        self.made += 1

    def paintGL(self):
        target = self._context.detect_framebuffer(self.defaultFramebufferObject())
        self._renderer.draw(self._frame, self._camera, target, SIZE, 1.0)


def pixels(image):
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.width(), 4)[..., :3].astype(int)


def main():
    wanted = QSurfaceFormat()
    wanted.setVersion(3, 3)
    wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    wanted.setDepthBufferSize(24)
    QSurfaceFormat.setDefaultFormat(wanted)
    application = QApplication([])
    bowl = Bowl()
    theta = descended(bowl, [[-1.5, 0.6]], [0.1])
    frame = frame_of(Moment(landscape=sampled(bowl), objective=bowl, theta=theta, names=("a",), theme=DARK, step=6))
    camera = fit(frame.static_scene, SIZE, (20, 20, 20, 20))
    window = Window(frame, camera)
    window.setFixedSize(*SIZE)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    in_window = pixels(window.grabFramebuffer())
    window.makeCurrent()  # the image host has to manage although a window's context is current
    with ImageHost() as host:
        as_image = pixels(host.image(frame, camera, *SIZE))
    again = pixels(window.grabFramebuffer())
    away = np.abs(in_window - as_image).max(axis=-1)
    sys.stdout.write(f"{window.made} {away.mean():.3f} {np.mean(away > 40):.5f} {np.abs(again - in_window).max()}\n")
    window.close()
    del window
    application.processEvents()


if __name__ == "__main__":
    main()
