"""Between the maker of a film and who waits for it: how far it is, and whether it is still wanted."""

from collections.abc import Callable
from typing import TypeAlias

from lossstudio.films.errors import FilmCancelledError

ShowProgress: TypeAlias = Callable[[int, int], None]
"""Is called with (done, total) frames."""
AskCancelled: TypeAlias = Callable[[], bool]
"""Returns whether the film is to be given up."""


def stop_if(cancelled: AskCancelled | None) -> None:
    """Raise FilmCancelledError if the film is to be given up."""
    if cancelled is not None and cancelled():
        raise FilmCancelledError
