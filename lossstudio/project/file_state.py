"""Whether a file is still as it was when it was read or written: by its time and size, else by its content."""

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was at some moment.

    Attributes
    ----------
    stamp
        Its time of change in nanoseconds, and its size.
    digest
        That of its content.
    """

    stamp: tuple[int, int]
    digest: bytes

    @classmethod
    def of(cls, path: Path) -> "FileState | None":
        """Return the state of a file; None where it can't be read."""
        try:
            return cls(_stamp(path), _digest(path))
        except OSError:
            return None

    def is_of(self, path: Path) -> bool:
        """Say whether a file still has this content; one that is gone has no other."""
        try:
            return _stamp(path) == self.stamp or _digest(path) == self.digest
        except FileNotFoundError:
            return True
        except OSError:
            return False


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size


def _digest(path: Path) -> bytes:
    return hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
