"""A folder of finished files takes the place of an earlier one: whole, wherever nothing else is in there."""

import ctypes
import os
import re
import sys
from pathlib import Path

from lossstudio.films.deliver.earlier_export import NOTE, Digests, digests_of, is_unchanged, note, noted, refuse_foreign
from lossstudio.films.encode.formats import OUTPUTS
from lossstudio.films.errors import FilmUsageError
from lossstudio.project.replacing import bring_to_disk, keep_names

AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""Of Linux's renameat2(2)."""


def beside(folder: Path) -> Path:
    """Return where the new folder is made: beside the old one, so that they can change places; else in it."""
    parent = folder.parent
    if not folder.is_dir():
        return parent
    near = os.access(parent, os.W_OK) and parent.stat().st_dev == folder.stat().st_dev
    return parent if near else folder


def refuse_film_name(folder: Path, said: str) -> None:
    """Refuse the name of a film or of anything else that one file can be, where a folder is to be made.

    Parameters
    ----------
    said
        What is a folder: the beginning of the sentence.

    Raises
    ------
    FilmUsageError
        If it is called so.
    """
    if folder.suffix.lower() in OUTPUTS:
        raise FilmUsageError(f"{said}; {folder.name} is the name of a file: leave out {folder.suffix}")


def put_in_place(parts: Path, folder: Path, ours: re.Pattern[str]) -> None:
    """Put the folder `parts` at the place of another, which may be there.

    Where that one holds nothing but unchanged files of an earlier export, the two change places at once, so that a kill
    leaves the old or the new. What is somebody else's stays: then the files come one by one, and those of the earlier
    export that have no successor go.

    Parameters
    ----------
    ours
        What the files of such an export are called. Another one's in the same folder stay, and stay noted.

    Raises
    ------
    FilmError
        If a file would be replaced that no earlier export has left so.
    OSError
        If it can't be done.
    """
    made = digests_of(parts)
    refuse_foreign(folder, made.__contains__)
    for name in made:
        bring_to_disk(parts / name)
    _put(parts, folder, ours, made)
    keep_names(folder)
    keep_names(folder.parent)


def _put(parts: Path, folder: Path, ours: re.Pattern[str], made: Digests) -> None:
    there = [path for path in folder.iterdir() if path not in (parts, folder / NOTE)] if folder.exists() else []
    before = noted(folder)
    earlier = [path for path in there if ours.fullmatch(path.name) and is_unchanged(path, before)]
    if parts.parent != folder and earlier == there:
        note(parts, made)
        if folder.exists():
            _exchange(parts, folder)
        else:
            parts.rename(folder)
        return
    note(folder, before, made)  # so that after a kill on the way both the old and the new files are known
    for name in made:
        (parts / name).replace(folder / name)
    for path in earlier:
        if path.name not in made:
            path.unlink()
    kept = {name: digests for name, digests in before.items() if not ours.fullmatch(name)}
    note(folder, kept, made)


def _exchange(parts: Path, folder: Path) -> None:
    """Let two folders change places."""
    if sys.platform == "linux":
        rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
        if rename is not None and not rename(
            AT_FDCWD, os.fsencode(parts), AT_FDCWD, os.fsencode(folder), RENAME_EXCHANGE
        ):
            return
    # Not every file system can: then one goes aside first, and comes back if the other can't take its place.
    aside = parts.with_name(f"{parts.stem}-old{parts.suffix}")
    folder.rename(aside)
    try:
        parts.rename(folder)
    except OSError:
        aside.rename(folder)
        raise
    aside.rename(parts)
