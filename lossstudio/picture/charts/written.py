"""Words upon a ground of their own, in a window and in a film alike."""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter


class Written(pg.TextItem):
    """A text upon a ground of its own, also where an unseen view paints it.

    WORKAROUND pyqtgraph 0.14 places the ground by the view's transformation when a window paints it first, which a
    film's painter never does; it can go when TextItem paints its fill in its own coordinates.
    """

    def __init__(self, text: str, **said: Any) -> None:
        pg.TextItem.__init__(self, text, **said)

    def paint(self, painter: QPainter, *_how: object) -> None:
        """Paint the ground; the text lies upon it as an item of its own."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.fill)
        painter.drawPolygon(self.textItem.mapToParent(self.textItem.boundingRect()))
