"""Writing aside: in a thread that is there while there is something to write, the newest wish instead of older ones."""

from collections.abc import Callable
from threading import Lock, Thread


class Aside:
    """Does what was wished last, one thing after another, while its owner goes on."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._wish: Callable[[], object] | None = None
        self._thread: Thread | None = None

    def do(self, wish: Callable[[], object]) -> None:
        """Have something done; what was wished before and hasn't begun is dropped. It must not raise."""
        with self._lock:
            self._wish = wish
            if self._thread is None:
                self._thread = Thread(target=self._work, name="autosave")
                self._thread.start()

    def finish(self) -> None:
        """Wait until nothing is left to be done."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        while (wish := self._next()) is not None:
            wish()

    def _next(self) -> Callable[[], object] | None:
        with self._lock:
            wish, self._wish = self._wish, None
            if wish is None:
                self._thread = None
            return wish
