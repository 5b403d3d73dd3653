"""Between the maker of a film and who waits for it: how far it is, and whether it is still wanted."""

from collections.abc import Callable
from typing import TypeAlias

from lossstudio.films.errors import FilmCancelledError

ShowProgress: TypeAlias = Callable[[int, int], None]
"""Is told (done, total) frames."""
AskCancelled: TypeAlias = Callable[[], bool]
"""Says whether nobody wants the film any more."""


def stop_if(cancelled: AskCancelled | None) -> None:
    """Raise FilmCancelledError if somebody wants no film any more."""
    if cancelled is not None and cancelled():
        raise FilmCancelledError
