"""Replacing a file as a whole: written beside it, counted, brought to the disk, and only then put in its place."""

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path


def replace_file(path: Path, parts: Iterable[bytes]) -> None:
    """Make some bytes, which may come part by part, the content of a file, or leave everything as it was.

    Links are followed, and the permissions of a file that was there are kept.

    Raises
    ------
    OSError
        If it can't be done.
    """
    target = path.resolve()
    mode = _mode(target)
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:40]}-", suffix=".part", dir=target.parent)
    try:
        try:
            _write_all(handle, parts)
        finally:
            os.close(handle)
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


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
