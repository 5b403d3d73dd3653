"""What the mouse does on the surface: turn, move, zoom, drag the ball, pin a read-out, start here."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from lossstudio.ui.canvas.touch import Touch

DRAG_STARTS_PX = 4.0


class Navigation(QObject):
    """Watches a widget's mouse. All places are pixels of the widget, in Qt's units, from its top left.

    Parameters
    ----------
    widget
        Whose mouse.
    grabs
        Says whether there is a ball at a place to take hold of.
    turns
        Whether a drag turns the view; the contour view is only moved.

    Signals
    -------
    turned(float, float), moved(float, float)
        A drag went so many pixels across and down.
    zoomed(float, QPointF)
        The wheel went so many notches, there.
    rested
        The drag or the turning of the wheel is over.
    clicked(QPointF), double_clicked(QPointF), menu_asked(QPointF)
        There; a menu is asked for by the right button, or by a finger that rests.
    hovered(object)
        The pointer is there; None: it has left.
    ball_dragged(QPointF)
        The ball is pulled there.
    ball_dropped
        It was let go.
    """

    turned = Signal(float, float)
    moved = Signal(float, float)
    zoomed = Signal(float, QPointF)
    rested = Signal()
    clicked = Signal(QPointF)
    double_clicked = Signal(QPointF)
    menu_asked = Signal(QPointF)
    hovered = Signal(object)
    ball_dragged = Signal(QPointF)
    ball_dropped = Signal()

    def __init__(self, widget: QWidget, grabs: Callable[[QPointF], bool], *, turns: bool = True) -> None:
        super().__init__(widget)
        self._widget, self._grabs, self._turns = widget, grabs, turns
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._dragging = self._holds_ball = self._doubled = False
        widget.installEventFilter(self)
        touch = Touch(widget)
        touch.began.connect(self.cancel)
        touch.moved.connect(self.moved)
        touch.pinched.connect(self.zoomed)
        touch.rested.connect(self.rested)
        touch.held.connect(self.menu_asked)
        if turns:
            touch.turned.connect(lambda across: self.turned.emit(across, 0.0))

    def cancel(self) -> None:
        """Let what a press has begun be no click: what was dragged is dropped where it is."""
        if self._dragging:
            (self.ball_dropped if self._holds_ball else self.rested).emit()
        self._pressed = None
        self._dragging = self._holds_ball = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent):
            self._wheel(event)
        elif isinstance(event, QMouseEvent):
            return self._mouse(event)
        elif event.type() == QEvent.Type.Leave:
            self.hovered.emit(None)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        kind, place = event.type(), event.position()
        if kind == QEvent.Type.MouseButtonPress:
            self._press(place, event.button())
        elif kind == QEvent.Type.MouseMove:
            self._move(place, event)
        elif kind == QEvent.Type.MouseButtonRelease:
            self._release(place, event.button())
        elif kind == QEvent.Type.MouseButtonDblClick and event.button() == Qt.MouseButton.LeftButton:
            self._doubled = True
            self.double_clicked.emit(place)
        else:
            return False
        return True

    def _press(self, place: QPointF, button: Qt.MouseButton) -> None:
        _leave_text_fields()
        self._pressed = self._last = place
        self._dragging = self._doubled = False
        self._holds_ball = button == Qt.MouseButton.LeftButton and self._grabs(place)

    def _move(self, place: QPointF, event: QMouseEvent) -> None:
        if self._pressed is None or event.buttons() == Qt.MouseButton.NoButton:
            self._pressed = None
            self._widget.setCursor(Qt.CursorShape.OpenHandCursor if self._grabs(place) else Qt.CursorShape.ArrowCursor)
            self.hovered.emit(place)
            return
        way = place - self._pressed
        self._dragging = self._dragging or abs(way.x()) + abs(way.y()) >= DRAG_STARTS_PX
        if not self._dragging:
            return
        across, down = place.x() - self._last.x(), place.y() - self._last.y()
        self._last = place
        self.hovered.emit(None)
        if self._holds_ball:
            self._widget.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.ball_dragged.emit(place)
        elif self._turning(event):
            self.turned.emit(across, down)
        else:
            self.moved.emit(across, down)

    def _turning(self, event: QMouseEvent) -> bool:
        plain = (
            event.buttons() & Qt.MouseButton.LeftButton and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        )
        return bool(plain) and self._turns

    def _release(self, place: QPointF, button: Qt.MouseButton) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return
        if self._dragging and self._holds_ball:
            self.ball_dropped.emit()
        elif self._dragging:
            self.rested.emit()
        elif button == Qt.MouseButton.LeftButton and not self._doubled:
            self.clicked.emit(place)
        elif button == Qt.MouseButton.RightButton:
            self.menu_asked.emit(place)
        self._dragging = self._holds_ball = False

    def _wheel(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        if notches:
            self.zoomed.emit(notches, event.position())
        event.accept()


def _leave_text_fields() -> None:
    """Give the keyboard back to the window when a field had it."""
    focus = QGuiApplication.focusObject()
    if isinstance(focus, QLineEdit):
        focus.clearFocus()
