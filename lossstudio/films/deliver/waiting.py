"""Between a film's maker and who waits for it: how far it is, whether it is wanted, and when it must rest."""

import os
from collections.abc import Callable
from threading import Event, Thread
from typing import TypeAlias

from lossstudio.films.errors import FilmCancelledError
from lossstudio.project.program import GO_ON, PAUSE

LOOKS_UP_S = 0.1


class PauseOnStdin:
    """Rests on "pause" and goes on at "go on"; when the other end is closed or has died, it goes on for good.

    Parameters
    ----------
    handle
        The file descriptor to read; no file object, whose lock a thread that waits would hold when the program ends.
    said
        What has been read from it already.
    """

    def __init__(self, handle: int = 0, said: bytes = b"") -> None:
        self._free = Event()
        self._free.set()
        Thread(target=self._follow, args=(handle, said), name="leash", daemon=True).start()

    def rests(self) -> bool:
        """Wait a moment if it is to rest, and say whether it still is."""
        return not self._free.wait(LOOKS_UP_S)

    def _follow(self, handle: int, said: bytes) -> None:
        said = self._heed(said)
        while block := _read(handle):
            said = self._heed(said + block)
        self._free.set()

    def _heed(self, said: bytes) -> bytes:
        """Do what whole lines say, and return the beginning of the next one."""
        *lines, rest = said.split(b"\n")
        for line in lines:
            if line.strip() == PAUSE:
                self._free.clear()
            elif line.strip() == GO_ON:
                self._free.set()
        return rest


def first_line(handle: int = 0) -> tuple[bytes, bytes]:
    """Return the first line that is said, and what of the next ones came with it."""
    said = b""
    while b"\n" not in said and (block := _read(handle)):
        said += block
    line, _, rest = said.partition(b"\n")
    return line, rest


def _read(handle: int) -> bytes:
    """Return what comes next; nothing when nothing can come any more."""
    # WORKAROUND a thread that waits in sys.stdin holds its lock, on which the interpreter aborts at exit (bpo-42717).
    try:
        return os.read(handle, 4096)
    except OSError:
        return b""


ShowProgress: TypeAlias = Callable[[int, int], None]
"""Is called with (done, total) frames."""
AskCancelled: TypeAlias = Callable[[], bool]
"""Returns whether the film is to be given up."""
Tell: TypeAlias = Callable[[str], object]
"""Is called with a sentence about what was made that a person should know."""


def stop_if(cancelled: AskCancelled | None) -> None:
    """Raise FilmCancelledError if the film is to be given up."""
    if cancelled is not None and cancelled():
        raise FilmCancelledError
