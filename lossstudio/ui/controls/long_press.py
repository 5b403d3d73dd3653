"""A finger that rests for a while: what the right button of a mouse asks for."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QInputDevice, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

HOLDS_MS = 600
TREMBLES_PX = 10.0
"""A finger that goes no farther than this rests."""


class LongPress(QObject):
    """Waits whether a finger rests.

    Signals
    -------
    held(QPointF)
        It has rested there long enough.
    """

    held = Signal(QPointF)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._place = QPointF()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(HOLDS_MS)
        self._timer.timeout.connect(lambda: self.held.emit(self._place))

    def begin(self, place: QPointF) -> None:
        """Note that a finger has come down."""
        self._place = place
        self._timer.start()

    def move(self, place: QPointF) -> None:
        """Note where it is now."""
        if (place - self._place).manhattanLength() > TREMBLES_PX:
            self._timer.stop()

    def end(self) -> None:
        """Note that it is up again, or that something else goes on."""
        self._timer.stop()


class LongPressMenu(QObject):
    """Lets a finger that rests on a widget open what the right button opens; Qt makes a mouse of a single finger."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._resting = LongPress(self)
        self._resting.held.connect(self._ask)
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.device().type() == QInputDevice.DeviceType.TouchScreen:
            if event.type() == QEvent.Type.MouseButtonPress:
                self._resting.begin(event.position())
            elif event.type() == QEvent.Type.MouseMove:
                self._resting.move(event.position())
            else:
                self._resting.end()
        return False

    def _ask(self, place: QPointF) -> None:
        """End what the press has begun, and ask for the menu."""
        at, on_screen = place.toPoint(), self._widget.mapToGlobal(place)
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        kind, modifiers = QEvent.Type.MouseButtonRelease, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self._widget, QMouseEvent(kind, place, on_screen, left, none, modifiers))
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(self._widget, QContextMenuEvent(reason, at, on_screen.toPoint()))
