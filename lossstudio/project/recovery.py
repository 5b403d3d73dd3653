"""Work that isn't saved, kept beside the files: after a crash, and after an end that asked nobody.

Each window has an entry of two files in one folder: `NAME.lock`, locked for as long as its process lives, which says
which file is open there; and `NAME.scene`, the scene with its unsaved changes. A lock goes with its process however
that ends, so an entry whose lock can be had was left behind.
"""

import contextlib
import os
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from lossstudio.project.data_file import filled, put_beside, remove_unnamed, with_names
from lossstudio.project.document import read_document, write_document
from lossstudio.project.json_text import parse, plain, write
from lossstudio.project.parts import sweep
from lossstudio.project.replacing import replace_file
from lossstudio.project.scene import Scene
from lossstudio.run.recipe.errors import SceneError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK, SCENE = ".lock", ".scene"
DATA = "data"
"""What files with data that are too large for a scene's text begin with; they belong to all entries together."""
UNFINISHED_S = 600.0
ATTEMPTS = 5
BEYOND = 1 << 20
"""A place in a lock's file that is behind all that it says."""
HEAD = "lossstudio_recovery"
"""The key that a kept scene's file begins with; its value is the version of what stands around the scene."""


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A scene with unsaved changes whose window is gone.

    Attributes
    ----------
    name
        The entry's.
    scene, path
        The scene, and its document's file; None where it had none.
    when
        When it was kept, in seconds of the Unix epoch.
    ended
        Whether the program was ended in order, and kept the changes without a question; else it crashed.
    """

    name: str
    scene: Scene
    path: Path | None
    when: float
    ended: bool


class RecoveryEntry:
    """One window's place among the kept scenes; it is locked until it is let go of, or the process ends."""

    def __init__(self, folder: Path, name: str, lock: IO[str]) -> None:
        self._folder, self.name, self._lock = folder, name, lock

    def say_path(self, path: Path | None) -> None:
        """Say which file the window has open.

        Raises
        ------
        OSError
            If it can't be written.
        """
        self._lock.seek(0)
        self._lock.truncate()
        self._lock.write("" if path is None else str(path.absolute()))
        self._lock.flush()

    def keep(self, scene: Scene, path: Path | None, *, ended: bool = False) -> None:
        """Keep a scene with unsaved changes instead of what was kept before.

        Raises
        ------
        OSError
            If it can't be written; then what was kept before is still there.
        """
        said = {
            HEAD: 1,
            "path": None if path is None else str(path.absolute()),
            "when": time.time(),
            "ended": ended,
            "scene": write_document(with_names(scene, self._folder / DATA)),
        }
        put_beside(scene, self._folder / DATA)
        replace_file(self._folder / f"{self.name}{SCENE}", [write(plain(said)).encode()])

    def adopt(self, name: str) -> bool:
        """Take over what another entry has kept, in one move; False when it is gone or another window has taken it."""
        try:
            (self._folder / f"{name}{SCENE}").rename(self._folder / f"{self.name}{SCENE}")
        except OSError:
            return False
        return True

    def forget(self) -> None:
        """Keep nothing any more: all is saved, or given up."""
        with contextlib.suppress(OSError):
            (self._folder / f"{self.name}{SCENE}").unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the place; a scene that is kept stays for the next start."""
        self._lock.close()
        with contextlib.suppress(OSError):
            (self._folder / f"{self.name}{LOCK}").unlink(missing_ok=True)


class RecoveryFolder:
    """Where unsaved work is kept.

    Parameters
    ----------
    folder
        It is made when it isn't there.

    Raises
    ------
    OSError
        If the folder can't be made.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder

    def enter(self) -> RecoveryEntry:
        """Take a place for one window.

        Raises
        ------
        OSError
            If it can't be had.
        """
        for _ in range(ATTEMPTS):
            name = uuid.uuid4().hex
            path = self._folder / f"{name}{LOCK}"
            lock = path.open("w", encoding="utf-8")
            # Before it was locked, another window may have looked at it, or swept it away as nobody's.
            if locked(lock) and path.exists():
                return RecoveryEntry(self._folder, name, lock)
            lock.close()
            path.unlink(missing_ok=True)
        raise OSError("the folder's file system has no locks")

    def left_behind(self) -> list[LeftBehind]:
        """Return the scenes whose windows are gone, the latest first; what can't be read is no scene."""
        found = []
        for name in self._names(SCENE):
            if self._is_held(name):
                continue
            with contextlib.suppress(OSError, SceneError, ValueError, KeyError, TypeError):
                found.append(_read(name, self._folder / f"{name}{SCENE}"))
        return sorted(found, key=lambda entry: -entry.when)

    def discard(self, name: str) -> None:
        """Forget a scene that was left behind."""
        for suffix in (SCENE, LOCK):
            with contextlib.suppress(OSError):
                (self._folder / f"{name}{suffix}").unlink(missing_ok=True)

    def is_open_elsewhere(self, path: Path, own: RecoveryEntry | None) -> bool:
        """Say whether a window other than one's own has a file open."""
        wanted = str(path.absolute())
        for name in self._names(LOCK):
            if (own is not None and name == own.name) or not self._is_held(name):
                continue
            with contextlib.suppress(OSError, ValueError):
                if (self._folder / f"{name}{LOCK}").read_text(encoding="utf-8") == wanted:
                    return True
        return False

    def sweep(self) -> None:
        """Remove what belongs to nothing: locks of processes that ended, and half-written files of theirs."""
        for name in self._names(LOCK):
            if not self._is_held(name):
                with contextlib.suppress(OSError):
                    (self._folder / f"{name}{LOCK}").unlink(missing_ok=True)
        sweep(self._folder)
        remove_unnamed(self._folder, DATA, self._folder.glob(f"*{SCENE}"), older_than_s=UNFINISHED_S)

    def _names(self, suffix: str) -> Iterator[str]:
        yield from sorted(path.stem for path in self._folder.glob(f"*{suffix}"))

    def _is_held(self, name: str) -> bool:
        """Say whether the process of an entry lives."""
        try:
            with (self._folder / f"{name}{LOCK}").open("r+", encoding="utf-8") as lock:
                return not locked(lock)
        except OSError:
            return False


def locked(file: IO[str]) -> bool:
    """Lock an open file until it is closed; False when another process has it locked."""
    try:
        if sys.platform == "win32":
            file.seek(BEYOND)  # there a locked place can't be read by others
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _read(name: str, path: Path) -> LeftBehind:
    said: Mapping[str, Any] = parse(path.read_text(encoding="utf-8"))
    if said[HEAD] != 1:
        raise ValueError("another version")
    file = said["path"]
    return LeftBehind(
        name=name,
        scene=read_document(said["scene"], Scene, lambda plain: filled(plain, path)),
        path=None if file is None else Path(file),
        when=float(said["when"]),
        ended=bool(said["ended"]),
    )


def recovery_folder() -> Path:
    """Return where the unsaved work of this person is kept, by the XDG base directory specification."""
    state = os.environ.get("XDG_STATE_HOME", "")
    base = Path(state) if state and Path(state).is_absolute() else Path.home() / ".local" / "state"
    return base / "lossstudio" / "recovery"
