"""The area between a chart's axes: it never pans or zooms by itself and tells what the mouse does upon it."""

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtWidgets import (
    QGraphicsSceneContextMenuEvent,
    QGraphicsSceneHoverEvent,
    QGraphicsSceneMouseEvent,
    QGraphicsSceneWheelEvent,
)


class PlotArea(pg.ViewBox):
    """A view box with a plain mouse, which it takes only after `listen`.

    Signals
    -------
    pressed, moved, released
        The left button's deeds, in the scene's coordinates.
    doubled
        A double click.
    menu_asked
        The right button: where in the scene's coordinates, and where on the screen.
    hovered
        Where the mouse is, or None when it has left.
    """

    pressed = Signal(QPointF)
    moved = Signal(QPointF)
    released = Signal(QPointF)
    doubled = Signal(QPointF)
    menu_asked = Signal(QPointF, QPoint)
    hovered = Signal(object)

    def __init__(self) -> None:
        pg.ViewBox.__init__(self, enableMouse=False, enableMenu=False, defaultPadding=0.0)
        self._listening = False
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def listen(self) -> None:
        """Take the mouse from now on."""
        self._listening = True
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

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Tell a double click; its second press is none of its own."""
        event.accept()
        self.doubled.emit(event.scenePos())

    def contextMenuEvent(self, event: QGraphicsSceneContextMenuEvent) -> None:
        """Tell that a menu is wanted."""
        event.setAccepted(self._listening)
        if self._listening:
            self.menu_asked.emit(event.scenePos(), event.screenPos())

    def hoverMoveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Follow the free mouse."""
        self.hovered.emit(event.scenePos())

    def hoverLeaveEvent(self, _event: QGraphicsSceneHoverEvent) -> None:
        """Say that it has left."""
        self.hovered.emit(None)

    def wheelEvent(self, event: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:  # noqa: ARG002 - its name is given
        """Leave the wheel to what scrolls around the chart."""
        event.ignore()
