"""A copy of what was drawn is what would be drawn."""

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTransform
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from lossstudio.picture.charts.axis import CachedLayer

AREA = QRectF(-4, -3, 60, 40)


class Ellipse:
    """Draws an ellipse and counts how often."""

    times = 0

    def __call__(self, painter):
        self.times += 1
        painter.setPen(QPen(QColor("#204060"), 2.5))
        painter.drawEllipse(AREA.adjusted(4, 4, -4, -4))


@pytest.fixture
def image(qapp):
    made = QImage(160, 120, QImage.Format.Format_RGB32)
    made.fill(QColor("#eeeeee"))
    return made


def _painted(image, way, paint):
    over = QPainter(image)
    over.setRenderHint(QPainter.RenderHint.Antialiasing)
    over.setTransform(way)
    paint(over)
    over.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(120, 160, 4)[..., :3].astype(int)


@pytest.mark.parametrize("way", [(1.0, 20.0, 30.0), (1.0, 20.4, 30.7), (1.7, 11.3, 8.0)])
def test_a_copy_looks_like_the_thing(image, way):
    scale, x, y = way
    transform = QTransform(scale, 0, 0, scale, x, y)
    direct = _painted(image.copy(), transform, Ellipse())
    once = CachedLayer()
    for _ in range(2):
        copied = _painted(image.copy(), transform, lambda over: once.paint(over, AREA, Ellipse()))
        assert np.abs(copied - direct).max() <= 1


def test_a_copy_on_a_dense_screen_is_as_large_and_as_fine(image):
    image.setDevicePixelRatio(2.0)
    direct = _painted(image.copy(), QTransform.fromTranslate(9.5, 12), Ellipse())
    once = CachedLayer()
    copied = _painted(image.copy(), QTransform.fromTranslate(9.5, 12), lambda over: once.paint(over, AREA, Ellipse()))
    assert np.abs(copied - direct).max() <= 1


def test_a_copy_in_a_widget_is_where_the_thing_would_be(qapp):
    """A widget inside another paints with a painter that is moved to where the widget is."""

    class Drawing(QWidget):
        once = None

        def paintEvent(self, _event):
            over = QPainter(self)
            over.translate(3, 4)
            ellipse = Ellipse()
            self.once.paint(over, AREA, ellipse) if self.once is not None else ellipse(over)
            over.end()

    outer = QWidget()
    inner = Drawing(outer)
    outer.resize(160, 120)
    inner.setGeometry(21, 17, 100, 80)
    direct = outer.grab().toImage()
    Drawing.once = CachedLayer()
    assert outer.grab().toImage() == direct
    outer.deleteLater()


def test_it_is_drawn_once_for_the_same_pixels_and_anew_for_others(image):
    once, ellipse = CachedLayer(), Ellipse()

    def paint(over):
        once.paint(over, AREA, ellipse)

    for x in (20.0, 20.0, 20.0, 21.5):
        _painted(image, QTransform.fromTranslate(x, 10), paint)
    assert ellipse.times == 2
    once.forget()
    _painted(image, QTransform.fromTranslate(21.5, 10), paint)
    assert ellipse.times == 3


def test_the_painter_is_left_as_it_was(image):
    over = QPainter(image)
    over.setTransform(QTransform.fromTranslate(7, 9))
    over.setPen(Qt.PenStyle.DotLine)
    before = over.transform(), over.pen()
    CachedLayer().paint(over, AREA, Ellipse())
    after = over.transform(), over.pen()
    over.end()
    assert before == after


def test_a_vector_picture_gets_the_thing_itself(qapp):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    target = QSvgGenerator()
    target.setOutputDevice(buffer)
    over = QPainter(target)
    CachedLayer().paint(over, AREA, Ellipse())
    over.end()
    text = bytes(buffer.data()).decode()
    assert "<image" not in text
    assert "#204060" in text
