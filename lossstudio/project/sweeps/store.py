"""The finished blocks of a sweep as files; which of them are there is all that is needed to go on."""

import io
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.project.recovery import locked
from lossstudio.project.replacing import replace_file
from lossstudio.project.sweeps.request import SweepRequest
from lossstudio.run.sweep.axis import SweepError

NAME, LOCK = "sweep.json", "in-use"


class BlockStore:
    """A folder with a file for each finished block.

    Parameters
    ----------
    folder
        Where.
    request
        Whose blocks they are.
    """

    def __init__(self, folder: Path, request: SweepRequest) -> None:
        self.folder, self._request = folder, request

    @contextmanager
    def opened(self, *, resume: bool) -> Iterator["BlockStore"]:
        """Have the folder for oneself.

        Parameters
        ----------
        resume
            Whether to go on with what is there.

        Raises
        ------
        SweepError
            If it belongs to another sweep, is used by somebody else, or holds what nobody has asked to go on with.
        OSError
            If it can't be written.
        """
        self._check(resume=resume)
        self.folder.mkdir(exist_ok=True)
        lock = self._lock()
        try:
            said = {"digest": self._request.digest, "runs": len(self._request.sweep)}
            replace_file(self.folder / NAME, [json.dumps(said).encode()])
            yield self
        finally:
            lock.close()

    @property
    def finished(self) -> set[int]:
        """Which blocks are there."""
        return {int(path.stem) for path in self.folder.glob("*.npz") if path.stem.isdigit()}

    def put(self, block: int, found: Mapping[str, Floats]) -> None:
        """Keep what came of a block, each measure ``(n,)`` of its runs: written beside, then renamed."""
        memory = io.BytesIO()
        np.savez(memory, **found)  # type: ignore[arg-type]
        replace_file(self._path(block), [memory.getvalue()])

    def get(self, block: int) -> dict[str, Floats]:
        """Return what came of a finished block, each measure ``(n,)``."""
        with np.load(self._path(block)) as kept:
            return {name: kept[name] for name in kept.files}

    def remove(self) -> None:
        """Delete the folder, once all that it holds stands elsewhere."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, block: int) -> Path:
        return self.folder / f"{block:06d}.npz"

    def _check(self, *, resume: bool) -> None:
        try:
            known = json.loads((self.folder / NAME).read_text())["digest"]
        except FileNotFoundError:
            if self.folder.exists() and any(self.folder.iterdir()):
                raise SweepError(f"{self.folder}: is no store of a sweep") from None
            return
        except (ValueError, KeyError, TypeError):
            raise SweepError(f"{self.folder}: is no store of a sweep") from None
        if not self.finished:
            return
        if known != self._request.digest:
            raise SweepError(f"{self.folder}: belongs to another sweep; delete it, or write to another place")
        if not resume:
            raise SweepError(f"{self.folder}: holds a part of this sweep; go on with --resume, or delete it")

    def _lock(self) -> IO[str]:
        """Return the open file that says, as long as it is open, that the folder is in use."""
        lock = (self.folder / LOCK).open("w", encoding="utf-8")
        if not locked(lock):
            lock.close()
            raise SweepError(f"{self.folder}: is used by another process")
        return lock
