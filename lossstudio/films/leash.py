"""A Leash lets whoever started this process make it rest between two frames, by lines on its standard input."""

import os
from threading import Event, Thread

PAUSE, GO_ON = b"pause", b"go on"
LOOKS_UP_S = 0.1


class Leash:
    """Rests on "pause" and goes on at "go on"; when the other end is closed or has died, it goes on for good.

    Parameters
    ----------
    handle
        The file descriptor to read; no file object, whose lock a thread that waits would hold when the program ends.
    """

    def __init__(self, handle: int = 0) -> None:
        self._free = Event()
        self._free.set()
        Thread(target=self._follow, args=(handle,), name="leash", daemon=True).start()

    def rests(self) -> bool:
        """Wait a moment if it is to rest, and say whether it still is."""
        return not self._free.wait(LOOKS_UP_S)

    def _follow(self, handle: int) -> None:
        said = b""
        while block := _read(handle):
            *lines, said = (said + block).split(b"\n")
            for line in lines:
                if line.strip() == PAUSE:
                    self._free.clear()
                elif line.strip() == GO_ON:
                    self._free.set()
        self._free.set()


def _read(handle: int) -> bytes:
    """Return what comes next; nothing when nothing can come any more."""
    # WORKAROUND a thread that waits in sys.stdin holds its lock, on which the interpreter aborts at exit (bpo-42717).
    try:
        return os.read(handle, 4096)
    except OSError:
        return b""
