"""Fingers on the surface: one does what the mouse does, two move, turn and zoom, and one that rests opens the menu."""

import math

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QEventPoint, QGuiApplication, QMouseEvent, QNativeGestureEvent, QTouchEvent
from PySide6.QtWidgets import QApplication, QWidget

from lossstudio.ui.canvas.view_camera import DEGREES_PER_PX, ZOOM_STEP
from lossstudio.ui.controls.long_press import LongPress

LEFT, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
RELEASED = QEventPoint.State.Released


class Touch(QObject):
    """Watches the fingers on a widget. All places are pixels of the widget.

    Signals
    -------
    moved(float, float), turned(float)
        Two fingers went so many pixels across and down, or so many pixels of a turning drag around each other.
    pinched(float, QPointF)
        They went apart (above 0) or together by so many notches of a wheel, around there.
    began
        A second finger came: what the first one has begun isn't meant.
    rested
        The fingers are off again.
    held(QPointF)
        One finger rests there.
    """

    moved = Signal(float, float)
    turned = Signal(float)
    pinched = Signal(float, QPointF)
    began = Signal()
    rested = Signal()
    held = Signal(QPointF)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._pair: tuple[QPointF, QPointF] | None = None
        self._single = False
        self._tapped_at_ms, self._tapped = 0, QPointF()
        self._resting = LongPress(self)
        self._resting.held.connect(self._hold)
        widget.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            self._touch(event)
            event.accept()
            return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.pinched.emit(math.log(max(1 + event.value(), 0.1), ZOOM_STEP), event.position())
            return True
        return False

    def _touch(self, event: QTouchEvent) -> None:
        down = [point for point in event.points() if point.state() != RELEASED]
        if len(down) == 2:
            self._follow_two(down[0].position(), down[1].position())
        elif self._pair is not None:
            if not down:  # a finger that stays isn't a new one
                self._pair = None
                self.rested.emit()
        elif len(event.points()) == 1:
            self._follow_one(event, event.points()[0])

    def _follow_one(self, event: QTouchEvent, point: QEventPoint) -> None:
        """Do with the mouse what one finger does."""
        place = point.position()
        if event.type() == QEvent.Type.TouchBegin:
            self._single = True
            self._resting.begin(place)
            again = event.timestamp() - self._tapped_at_ms < QGuiApplication.styleHints().mouseDoubleClickInterval()
            near = (place - self._tapped).manhattanLength() < QGuiApplication.styleHints().touchDoubleTapDistance()
            self._tapped_at_ms, self._tapped = event.timestamp(), place
            press, double = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick
            self._mouse(double if again and near else press, place, LEFT)
        elif self._single and event.type() == QEvent.Type.TouchUpdate:
            self._resting.move(place)
            self._mouse(QEvent.Type.MouseMove, place, NO_BUTTON)
        elif self._single:
            self._single = False
            self._resting.end()
            self._mouse(QEvent.Type.MouseButtonRelease, place, LEFT)

    def _follow_two(self, first: QPointF, second: QPointF) -> None:
        before, self._pair = self._pair, (first, second)
        if before is None:
            self._single = False
            self._resting.end()
            self.began.emit()
            return
        was, now = _FingerPair(*before), _FingerPair(first, second)
        way = now.middle - was.middle
        self.moved.emit(way.x(), way.y())
        if was.apart and now.apart:
            self.pinched.emit(math.log(now.apart / was.apart, ZOOM_STEP), now.middle)
        self.turned.emit(math.degrees(math.remainder(now.angle - was.angle, math.tau)) / DEGREES_PER_PX)

    def _hold(self, place: QPointF) -> None:
        self._single = False
        self.began.emit()
        self.held.emit(place)

    def _mouse(self, kind: QEvent.Type, place: QPointF, button: Qt.MouseButton) -> None:
        pressed = NO_BUTTON if kind == QEvent.Type.MouseButtonRelease else LEFT
        on_screen, plain = self._widget.mapToGlobal(place), Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, place, on_screen, button, pressed, plain)
        QApplication.sendEvent(self._widget, event)


class _FingerPair:
    """Two fingers: the middle between them, how far they are apart, and how the line through them lies."""

    def __init__(self, first: QPointF, second: QPointF) -> None:
        line = second - first
        self.middle = (first + second) / 2
        self.apart, self.angle = math.hypot(line.x(), line.y()), math.atan2(line.y(), line.x())
