"""How far a film is, and how long it will take at the pace that it is made at."""

import time
from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a film is.

    Attributes
    ----------
    done, total
        Frames; `total` is 0 until the first one is drawn.
    seconds_left
        An estimate, None at first.
    """

    done: int = 0
    total: int = 0
    seconds_left: float | None = None


class Pace:
    """Measures the time of a film; one thread may report frames while another asks and pauses."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._progress = Progress()
        self._began = self._first = 0.0
        self._paused_at: float | None = None

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self._progress

    @property
    def paused(self) -> bool:
        """Whether it rests."""
        return self._paused_at is not None

    def note(self, done: int, total: int) -> None:
        """Tell how many frames are done; a smaller number than before is the beginning of another attempt."""
        with self._lock:
            now = self._paused_at or time.monotonic()
            if not self._began or done < self._progress.done:
                self._began, self._first = now, float(done)
            passed = now - self._began
            rate = (done - self._first) / passed if passed > 0 else 0.0
            self._progress = Progress(done, total, (total - done) / rate if rate > 0 else None)

    def pause(self) -> None:
        """Let no time pass until `go_on`."""
        with self._lock:
            self._paused_at = self._paused_at or time.monotonic()

    def go_on(self) -> None:
        """Let time pass again."""
        with self._lock:
            if self._paused_at is not None and self._began:
                self._began += time.monotonic() - self._paused_at
            self._paused_at = None
