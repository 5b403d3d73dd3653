"""Replacing a file as a whole: written beside it, counted, brought to the disk, and only then put in its place."""

import contextlib
import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from lossstudio.project.parts import part_of, remove, sweep


def replace_file(path: Path, parts: Iterable[bytes]) -> None:
    """Make some bytes, which may come part by part, the content of a file, or leave everything as it was.

    Links are followed, and the permissions of a file that was there are kept.

    Raises
    ------
    OSError
        If it can't be done.
    """
    target = followed(path)
    mode = _mode(target)
    sweep(target.parent)
    part = part_of(target)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        try:
            _write_all(handle, parts)
        finally:
            os.close(handle)
        part.chmod(mode)
        part.replace(target)
    except BaseException as error:
        remove(part)
        if isinstance(error, OSError):
            error.filename = str(path)  # whoever tells of it knows no other, or knows the part
        raise
    keep_names(target.parent)


def followed(path: Path) -> Path:
    """Return the place that is written to: where `path` is a link, what it leads to.

    Raises
    ------
    OSError
        If it leads to itself.
    """
    if not path.is_symlink():
        return path
    try:
        target = path.resolve()
    except RuntimeError:  # so does Python before 3.13 say that it leads to itself; later ones return a link again
        target = path
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return target


def bring_to_disk(path: Path) -> None:
    """Wait until a file is on the disk, so that a power cut can't leave an empty one under its new name."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def keep_names(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where that can be asked: what was replaced is so already."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_whole(path: Path, parts: Iterable[bytes]) -> None:
    """Write a new file, or anew one that nobody else reads yet.

    Raises
    ------
    OSError
        If not all of it reached the disk.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        _write_all(handle, parts)
    finally:
        os.close(handle)


def failure_in_words(error: Exception) -> str:
    """Return why a file can't be read or written, as the end of a sentence; what is not found is its folder."""
    if isinstance(error, FileNotFoundError):
        return "there is no such folder"
    reason = getattr(error, "strerror", None) or str(error)
    return f"{reason[:1].lower()}{reason[1:]}"


def _mode(target: Path) -> int:
    """Return the permissions that the new file gets: the old one's, or those of any new file."""
    try:
        status = target.stat()
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it isn't an ordinary file")
    return stat.S_IMODE(status.st_mode)


def _write_all(handle: int, parts: Iterable[bytes]) -> None:
    """Write everything and see that the disk has it: a full disk may take a part without an error."""
    count = 0
    for part in parts:
        rest = memoryview(part)
        count += len(rest)
        while rest:
            rest = rest[os.write(handle, rest) :]
    os.fsync(handle)
    if os.fstat(handle).st_size != count:
        raise OSError(errno.EIO, "not all of it was written")
