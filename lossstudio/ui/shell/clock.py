"""The display's clock: about 60 times a second, while anything moves, the window paints and the studio goes on."""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from lossstudio.studio.background.pacing import SHARED


class Clock(QObject):
    """Ticks while something is busy and stops when nothing is.

    Parameters
    ----------
    tick
        What is done in each frame, given the time; it says whether there is more to do.

    Signals
    -------
    rested
        There is no more to do.
    """

    rested = Signal()

    def __init__(self, tick: Callable[[float], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._tick = tick
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(1000 * SHARED.frame_s))
        self._timer.timeout.connect(self._beat)

    @property
    def running(self) -> bool:
        """Whether it ticks."""
        return self._timer.isActive()

    def wake(self, *_: object) -> None:
        """Begin to tick; it stops by itself."""
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Stop for good measure, as on closing."""
        self._timer.stop()

    def _beat(self) -> None:
        if not self._tick(perf_counter()):
            self._timer.stop()
            self.rested.emit()
