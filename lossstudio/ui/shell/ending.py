"""Ends that ask nobody: Ctrl+C in the terminal, SIGTERM, SIGHUP, and the desktop's log-out."""

import contextlib
import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal
from PySide6.QtGui import QGuiApplication, QSessionManager

ENDS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class OrderlyEnd(QObject):
    """Ends the program in order when the system asks for it.

    Python runs a signal's handler between two of its own instructions, of which an idle event loop has none: so the
    signal is written into a socket too, which wakes Qt.

    Signals
    -------
    asked(int)
        The program shall end with this exit code. What comes before the event loop runs is told when it does.
    warned
        The desktop may be about to end: what isn't saved shall be kept.
    """

    asked = Signal(int)
    warned = Signal()

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._inside, self._outside = socket.socketpair()
        for each in (self._inside, self._outside):
            each.setblocking(False)
        self._heard = QSocketNotifier(self._inside.fileno(), QSocketNotifier.Type.Read, self)
        self._heard.activated.connect(self._listen)
        self._before_fd = signal.set_wakeup_fd(self._outside.fileno(), warn_on_full_buffer=False)
        self._before = {each: signal.signal(each, _note) for each in ENDS if _is_heard(each)}
        application.commitDataRequest.connect(self._commit)

    def remove(self) -> None:
        """Let signals do again what they did before."""
        self._heard.setEnabled(False)
        signal.set_wakeup_fd(self._before_fd)
        for each, before in self._before.items():
            signal.signal(each, before)
        self._inside.close()
        self._outside.close()

    def _listen(self) -> None:
        heard = b""
        with contextlib.suppress(OSError):
            heard = self._inside.recv(64)
        ends = [each for each in heard if each in ENDS]
        if ends:
            self.asked.emit(128 + ends[0])

    def _commit(self, manager: QSessionManager) -> None:
        manager.setRestartHint(QSessionManager.RestartHint.RestartNever)
        self.warned.emit()


def _is_heard(number: signal.Signals) -> bool:
    """Say whether a signal is to end the program; who started it may want it to live on, as `nohup` does."""
    return signal.getsignal(number) != signal.SIG_IGN


def _note(_number: int, _frame: FrameType | None) -> None:
    """Do nothing more: the number comes through the socket."""
