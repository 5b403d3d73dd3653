"""What a notebook shows, saved as a file."""

from pathlib import Path

from lossstudio.films.errors import FilmError
from lossstudio.project.replacing import failure_in_words, replace_file


def saved(data: bytes, path: str | Path) -> Path:
    """Write bytes to a file, whole or not at all, and return its path.

    Raises
    ------
    FilmError
        If it can't be written; what was there before is still there.
    """
    try:
        replace_file(Path(path), [data])
    except OSError as error:
        raise FilmError(f"{path}: can't be written: {failure_in_words(error)}") from None
    return Path(path)
