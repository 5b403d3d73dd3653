"""What happens to uncaught errors: they are logged, and queued for the window, which shows them once."""

import logging
import re
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal

log = logging.getLogger("lossstudio")

MOST_KEPT = 50
QT_PREFIX = re.compile(r"^(Error calling Python override of \S+ )+")
Hook: TypeAlias = Callable[[type[BaseException], BaseException, TracebackType | None], Any]


@dataclass(frozen=True, slots=True)
class UncaughtError:
    """An uncaught error."""

    text: str
    details: str


class UncaughtErrorQueue(QObject):
    """Collects uncaught errors from any thread; the window empties it now and then.

    The hook may only log and queue: it runs in the thread of the error, and an error while painting comes again with
    every repaint. Repeats are logged once.

    Signals
    -------
    caught
        Something waits in the queue; sent from the thread of the error.
    """

    caught = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[UncaughtError] = deque(maxlen=MOST_KEPT)
        self._logged: set[str] = set()
        self._before: Hook | None = None

    def install(self) -> None:
        """Take over Python's hooks."""
        self._before = sys.excepthook
        sys.excepthook = self.catch
        threading.excepthook = self._catch_in_thread

    def remove(self) -> None:
        """Give the hooks back."""
        if self._before is not None:
            sys.excepthook, self._before = self._before, None
            threading.excepthook = threading.__excepthook__

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log and queue an error."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        if details not in self._logged:
            self._logged.add(details)
            log.error("an error that nobody caught\n%s", details)
        self._waiting.append(UncaughtError(f"Something went wrong, and the program goes on: {_words(error)}", details))
        self.caught.emit()

    def empty(self) -> list[UncaughtError]:
        """Return what came since the last time, oldest first."""
        found = []
        while self._waiting:
            found.append(self._waiting.popleft())
        return found

    def _catch_in_thread(self, told: Any) -> None:
        self.catch(told.exc_type, told.exc_value, told.exc_traceback)


def _words(error: BaseException) -> str:
    """Return what an error says, without what Qt puts before it; its name where it says nothing."""
    return QT_PREFIX.sub("", str(error)) or type(error).__name__
