"""The area between a chart's axes: it never pans or zooms by itself and tells what the mouse does upon it."""

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtWidgets import QGraphicsSceneHoverEvent, QGraphicsSceneMouseEvent, QGraphicsSceneWheelEvent


class PlotArea(pg.ViewBox):
    """A view box with a plain mouse, which it takes only after `listen`.

    Signals
    -------
    pressed, moved, released
        The left button's deeds, in the scene's coordinates.
    hovered
        Where the mouse is, or None when it has left.
    """

    pressed = Signal(QPointF)
    moved = Signal(QPointF)
    released = Signal(QPointF)
    hovered = Signal(object)

    def __init__(self) -> None:
        pg.ViewBox.__init__(self, enableMouse=False, enableMenu=False, defaultPadding=0.0)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def listen(self) -> None:
        """Take the mouse from now on."""
        self.setAcceptedMouseButtons(Qt.MouseButton.LeftButton)
        self.setAcceptHoverEvents(True)

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Take the left button."""
        event.accept()
        self.pressed.emit(event.scenePos())

    def mouseMoveEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Follow the pressed mouse."""
        self.moved.emit(event.scenePos())

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """End what the press began."""
        self.released.emit(event.scenePos())

    def hoverMoveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Follow the free mouse."""
        self.hovered.emit(event.scenePos())

    def hoverLeaveEvent(self, _event: QGraphicsSceneHoverEvent) -> None:
        """Say that it has left."""
        self.hovered.emit(None)

    def wheelEvent(self, event: QGraphicsSceneWheelEvent, _axis: int | None = None) -> None:
        """Leave the wheel to what scrolls around the chart."""
        event.ignore()
