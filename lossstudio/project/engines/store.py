"""The finished blocks of a work as files; which of them are there is all that is needed to go on."""

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from lossstudio.project.engines.errors import StoreError
from lossstudio.project.engines.work import Work
from lossstudio.project.parts import sweep
from lossstudio.project.recovery import locked
from lossstudio.project.replacing import replace_file

DAMAGED = (BadZipFile, EOFError, RuntimeError, ValueError, zlib.error)
"""How a file that isn't as it was written is met; a disk that can't be read is something else."""
NAME, LOCK = "work.json", "in-use"
NOTED = "noted"
BESIDE = ".blocks"
"""What the folder beside the place of what a work becomes is called beyond its name, as long as that isn't made."""


def store_of(out: Path) -> Path:
    """Return the folder for the finished blocks of what becomes a file."""
    return out.with_name(out.name + BESIDE)


def holds_work(folder: Path) -> bool:
    """Say whether a folder holds something with which a work can go on."""
    return any(folder.glob("*.npz")) or _said_in(folder).get(NOTED) is not None


def _said_in(folder: Path) -> dict[str, Any]:
    """Return what a store says of itself; nothing where it is none."""
    try:
        said = json.loads((folder / NAME).read_text())
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def digest_in(folder: Path) -> str | None:
    """Return the digest of the work whose blocks a folder holds; None where it is no store."""
    digest = _said_in(folder).get("digest")
    return None if digest is None else str(digest)


def remove_store(folder: Path) -> None:
    """Delete a folder of finished blocks, whatever they are of; one that is none, or is in use, stays."""
    if digest_in(folder) is None:
        return
    with suppress(OSError), (folder / LOCK).open("w", encoding="utf-8") as lock:
        if locked(lock):
            _clear(folder)


def _clear(folder: Path, *, also_itself: bool = True) -> None:
    """Delete what a store has put into its folder, and the folder where nothing else is in it."""
    for path in (*folder.glob("*.npz"), folder / NAME, folder / LOCK):
        if path.suffix != ".npz" or path.stem.isdigit():
            with suppress(OSError):
                path.unlink()
    sweep(folder)
    if also_itself:
        with suppress(OSError):
            folder.rmdir()


class BlockStore:
    """A folder with a file for each finished block.

    Parameters
    ----------
    folder
        Where.
    work
        Whose blocks they are.
    """

    def __init__(self, folder: Path, work: Work) -> None:
        self.folder, self._work = folder, work

    @contextmanager
    def opened(self, *, resume: bool) -> Iterator["BlockStore"]:
        """Have the folder for oneself; one in which nothing is finished or noted in the end goes.

        Parameters
        ----------
        resume
            Whether to go on with what is there.

        Raises
        ------
        StoreError
            If it belongs to other work, is used by somebody else, or holds what nobody has asked to go on with.
        OSError
            If it can't be written.
        """
        self._check(resume=resume)
        given = self.folder.exists() and not (self.folder / NAME).exists()
        self.folder.mkdir(exist_ok=True)
        lock = self._lock()
        try:
            self.note(self.noted)
            self._drop_damaged()
            yield self
        finally:
            lock.close()
            if not self.finished and self.noted is None:
                _clear(self.folder, also_itself=not given)

    @property
    def noted(self) -> Any:
        """What was noted of this work; None where nothing was."""
        said = _said_in(self.folder)
        return said.get(NOTED) if said.get("digest") == self._work.digest else None

    def note(self, found: Any) -> None:
        """Keep plain data that it took long to find out, and that isn't a block."""
        said = {"digest": self._work.digest, "what": self._work.noun, "blocks": self._work.blocks, NOTED: found}
        replace_file(self.folder / NAME, [json.dumps(said).encode()])

    @property
    def finished(self) -> set[int]:
        """Which blocks are there."""
        return {int(path.stem) for path in self.folder.glob("*.npz") if path.stem.isdigit()}

    def put(self, block: int, content: bytes) -> None:
        """Keep what came of a block, the bytes of an .npz file: written beside, then renamed."""
        replace_file(self._path(block), [content])

    def get(self, block: int) -> bytes:
        """Return what `put` was given."""
        return self._path(block).read_bytes()

    def remove(self) -> None:
        """Delete the blocks, once all that they hold stands elsewhere, and the folder where nothing else is in it."""
        _clear(self.folder)

    def _path(self, block: int) -> Path:
        return self.folder / f"{block:06d}.npz"

    def _check(self, *, resume: bool) -> None:
        try:
            known = json.loads((self.folder / NAME).read_text())["digest"]
        except FileNotFoundError:
            if self.folder.exists() and any(self.folder.iterdir()):
                raise StoreError(f"{self.folder}: is no store of finished blocks") from None
            return
        except (ValueError, KeyError, TypeError):
            raise StoreError(f"{self.folder}: is no store of finished blocks") from None
        if not self.finished and _said_in(self.folder).get(NOTED) is None:
            return
        if known != self._work.digest:
            raise StoreError(
                f"{self.folder}: belongs to another {self._work.noun}; delete it, or write to another place"
            )
        if not resume:
            raise StoreError(
                f"{self.folder}: holds a part of this {self._work.noun}; go on with --resume, or delete it"
            )

    def _drop_damaged(self) -> None:
        """Delete blocks that aren't as they were written, so that they are worked out again."""
        for block in self.finished:
            path = self._path(block)
            try:
                with ZipFile(path) as arrays:
                    damaged = arrays.testzip() is not None
            except DAMAGED:
                damaged = True
            if damaged:
                path.unlink()

    def _lock(self) -> IO[str]:
        """Return the open file that says, as long as it is open, that the folder is in use."""
        lock = (self.folder / LOCK).open("w", encoding="utf-8")
        if not locked(lock):
            lock.close()
            raise StoreError(f"{self.folder}: is used by another process")
        return lock
