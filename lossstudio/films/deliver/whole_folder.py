"""A folder of finished files takes the place of an earlier one: whole, wherever nothing else is in there."""

import ctypes
import os
import re
import sys
from pathlib import Path

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


def put_in_place(parts: Path, folder: Path, ours: re.Pattern[str]) -> None:
    """Put the folder `parts` at the place of another, which may be there.

    Where that one holds nothing but files of an earlier export, those whose names match `ours`, the two change places
    at once, so that a kill leaves the old or the new. What is somebody else's stays: then the files come one by one,
    and those of the earlier export that have no successor go.

    Raises
    ------
    OSError
        If it can't be done.
    """
    for path in sorted(parts.iterdir()):
        bring_to_disk(path)
    keep_names(parts)
    _put(parts, folder, ours)
    keep_names(folder)
    keep_names(folder.parent)


def _put(parts: Path, folder: Path, ours: re.Pattern[str]) -> None:
    if not folder.exists():
        parts.rename(folder)
        return
    there = [path for path in folder.iterdir() if path != parts]
    if parts.parent != folder and all(ours.fullmatch(path.name) and path.is_file() for path in there):
        _exchange(parts, folder)
        return
    new = {path.name for path in parts.iterdir()}
    for path in sorted(parts.iterdir()):
        path.replace(folder / path.name)
    for path in there:
        if ours.fullmatch(path.name) and path.name not in new and path.is_file():
            path.unlink()


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
