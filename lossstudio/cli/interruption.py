"""Ctrl+C and SIGTERM while a command works: they are noted at once, and heeded where the work can end cleanly."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lossstudio.films.errors import FilmCancelledError

if TYPE_CHECKING:  # what runs before signals are heeded has to be little
    from lossstudio.films.deliver.waiting import PauseOnStdin

KINDS = (signal.SIGTERM, signal.SIGINT)


class Interruption:
    """A request to end the program.

    It is noted alone, and asked for between two pieces of work: an exception out of the blue could hit a library in the
    middle of its import, or Qt in the middle of its painting, where it is lost, taken for another one, or a crash.

    Attributes
    ----------
    pause
        Whoever lets the work rest for a while.
    """

    def __init__(self) -> None:
        self.pause: PauseOnStdin | None = None
        self._wanted = self._at_once = False

    def __call__(self) -> bool:
        """Say whether the program is to end; wait while it is to rest."""
        while self.pause is not None and not self._wanted and self.pause.rests():
            pass
        return self._wanted

    def heed(self) -> None:
        """Raise FilmCancelledError if the program is to end."""
        if self._wanted:
            raise FilmCancelledError

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note requests to end instead of ending at once."""
        old = [signal.signal(kind, self._note) for kind in KINDS]
        try:
            yield
        finally:
            for kind, handler in zip(KINDS, old, strict=True):
                signal.signal(kind, handler)

    def at_once(self, command: Callable[[], int]) -> int:
        """Return the exit code of a command that may be ended anywhere, by KeyboardInterrupt."""
        self._at_once = True
        self.heed()
        try:
            return command()
        finally:
            self._at_once = False

    def _note(self, _signal: int, _frame: object) -> None:
        self._wanted = True
        if self._at_once:
            raise KeyboardInterrupt
