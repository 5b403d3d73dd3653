"""A throttle: however often it is asked, it acts at most so often, and always once after the last time."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

READABLE_MS = 125
"""Numbers that people read change at most 8 times a second."""


class Throttle(QObject):
    """Calls a function at most once in an interval; the first call comes at once, the last one never is lost."""

    def __init__(self, act: Callable[[], None], parent: QObject, interval_ms: int = READABLE_MS) -> None:
        super().__init__(parent)
        self._act, self._interval_ms = act, interval_ms
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.now)

    @property
    def due(self) -> bool:
        """Whether it has been asked since it acted."""
        return self._timer.isActive()

    def ask(self) -> None:
        """Act now, or as soon as the interval is over."""
        waited = self._since.elapsed() if self._since.isValid() else self._interval_ms
        if waited >= self._interval_ms:
            self.now()
        elif not self._timer.isActive():
            self._timer.start(int(self._interval_ms - waited))

    def now(self) -> None:
        """Act at once."""
        self._timer.stop()
        self._since.start()
        self._act()
