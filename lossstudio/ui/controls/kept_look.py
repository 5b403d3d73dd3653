"""How a control looks, painted once and copied as long as nothing about it changes.

What floats over the surface is painted again in each frame in which that moves, and a tenth of such a frame went there.
"""

from collections.abc import Callable, Hashable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from lossstudio.picture.charts.axis import CachedLayer
from lossstudio.ui.appearance.theme import Appearance


class KeptLook:
    """The look of one widget."""

    def __init__(self, appearance: Appearance, widget: QWidget) -> None:
        self._appearance, self._widget = appearance, widget
        self._layer = CachedLayer()
        self._state: Hashable = None

    def paint(self, draw: Callable[[QPainter], None], *state: Hashable) -> None:
        """Paint the widget; `draw` is called where its state isn't that of the last time, or how things are dressed.

        Whether it is enabled, has the focus, or the mouse is over it, belongs to every state.
        """
        widget = self._widget
        now = (*state, widget.isEnabled(), widget.hasFocus(), widget.underMouse(), self._appearance.dressed)
        if now != self._state:
            self._layer.forget()
            self._state = now
        painter = QPainter(widget)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._layer.paint(painter, QRectF(widget.rect()), draw)
