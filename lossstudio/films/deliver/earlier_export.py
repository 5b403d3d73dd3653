"""What earlier exports have put into a folder: noted there by name and digest, so that no other file is touched."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from lossstudio.films.errors import FilmError
from lossstudio.project.replacing import replace_file

NOTE = ".lossstudio-export.json"
"""Where it is noted."""
ALGORITHM = "sha256"

Digests = dict[str, list[str]]
"""By a file's name what it may hold; there are two while one takes the place of another."""


def digests_of(folder: Path) -> Digests:
    """Return what a folder that was just made holds.

    Raises
    ------
    OSError
        If a file can't be read.
    """
    return {path.name: [_digest(path)] for path in sorted(folder.iterdir()) if path.name != NOTE}


def noted(folder: Path) -> Digests:
    """Return what earlier exports have put into a folder; nothing where that can't be known."""
    try:
        said = json.loads((folder / NOTE).read_text(encoding="utf-8"))[ALGORITHM]
        return {str(name): [str(digest) for digest in digests] for name, digests in said.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def note(folder: Path, *parts: Mapping[str, list[str]]) -> None:
    """Write down what exports have put into a folder.

    Raises
    ------
    OSError
        If that can't be done; then the note is as it was.
    """
    names = sorted({name for part in parts for name in part})
    found = {name: sorted({digest for part in parts for digest in part.get(name, ())}) for name in names}
    replace_file(folder / NOTE, [json.dumps({ALGORITHM: found}, indent=1).encode()])


def is_unchanged(path: Path, earlier: Mapping[str, list[str]]) -> bool:
    """Say whether a file is there as an earlier export has left it.

    Raises
    ------
    OSError
        If it can't be read.
    """
    return path.name in earlier and path.is_file() and not path.is_symlink() and _digest(path) in earlier[path.name]


def refuse_foreign(folder: Path, wanted: Callable[[str], object]) -> None:
    """See that an export may write into a folder.

    Parameters
    ----------
    wanted
        Says whether it writes a file of this name.

    Raises
    ------
    FilmError
        If a file of such a name is somebody else's, or was changed since an earlier export.
    OSError
        If a file can't be read.
    """
    if not folder.is_dir():
        return
    earlier = noted(folder)
    for path in sorted(folder.iterdir()):
        if wanted(path.name) and not is_unchanged(path, earlier):
            why = "was changed since Loss Studio wrote it" if path.name in earlier else "isn't from an earlier export"
            raise FilmError(
                f"{path}: {why}, and would be replaced; move it, give it another name, or choose another folder"
            )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, ALGORITHM).hexdigest()
