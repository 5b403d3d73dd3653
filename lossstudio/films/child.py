"""A film that a child process makes: the window stays smooth, and ending the child is cancelling the film.

The child runs the application's own command line on a copy of the scene and says on its standard output how far it is.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO, Literal, TypeAlias

from lossstudio.films.film import Film
from lossstudio.films.target import Target, sweep
from lossstudio.project.file import save
from lossstudio.project.scene import Scene

State: TypeAlias = Literal["running", "done", "failed", "cancelled"]

GRACE_S = 0.4
"""How long a cancelled child may clean up after itself before it is killed."""
CANCELLED = 130


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a film is.

    Attributes
    ----------
    done, total
        Frames; `total` is 0 until the child has begun to draw.
    seconds_left
        An estimate, None at first.
    """

    done: int = 0
    total: int = 0
    seconds_left: float | None = None


class FilmChild:
    """One film in the making; ask it now and then, from the thread that started it.

    Attributes
    ----------
    out
        Where the film will be: a file, or the folder of a sequence.

    Parameters
    ----------
    scene
        What is shown; the child gets a copy.
    out
        As `export` takes it.
    film
        What is wanted.

    Raises
    ------
    FilmUsageError
        If it is asked for in a way that can't work.
    """

    def __init__(self, scene: Scene, out: str | os.PathLike[str], film: Film) -> None:
        target = Target.of(out)
        film.planned(scene, target.format)
        self.out = target.path
        self._parts = target.part.parent
        self._folder = tempfile.TemporaryDirectory(prefix="lossstudio-", ignore_cleanup_errors=True)
        copy = Path(self._folder.name) / "film.lossstudio"
        save(scene, copy)
        command = [*_program(), "export", str(copy), _absolute(out), *film.arguments(), "--progress=lines"]
        self._process = subprocess.Popen(  # noqa: S603 - our own program, and no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._progress = Progress()
        self._said: list[str] = []
        self._began, self._first = 0.0, 0
        self._cancelled = False
        self._readers = [
            Thread(target=read, args=(stream,), name="film child", daemon=True)
            for read, stream in ((self._read_progress, self._process.stdout), (self._read_errors, self._process.stderr))
        ]
        for reader in self._readers:
            reader.start()

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self._progress

    @property
    def state(self) -> State:
        """Whether it goes on, and how it ended; never waits."""
        code = self._process.poll()
        if code is None:
            return "running"
        self._clear()
        if code == 0:
            return "done"
        return "cancelled" if self._cancelled or code == CANCELLED else "failed"

    @property
    def error(self) -> str:
        """What the child said when it failed, fit for a person."""
        if self.state != "failed":
            return ""
        said = "\n".join(self._said[-3:]).strip().removeprefix("lossstudio: ")
        return said or f"The program that makes the film ended unexpectedly (code {self._process.returncode})."

    def cancel(self) -> None:
        """End the child; within a second it is gone, and what it had written too."""
        if self._process.poll() is None:
            self._cancelled = True
            self._process.terminate()
            try:
                self._process.wait(GRACE_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._clear()

    def wait(self, timeout: float | None = None) -> State:
        """Wait until it has ended, or for `timeout` seconds."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout)
        return self.state

    def _clear(self) -> None:
        """Remove the scene's copy, and what a child that was killed has left."""
        if not self._readers:
            return
        for reader in self._readers:
            reader.join()
        self._readers.clear()
        self._folder.cleanup()
        sweep(self._parts, of_process=self._process.pid)

    def _read_progress(self, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                with suppress(ValueError, KeyError, TypeError):
                    said = json.loads(line)
                    self._note(int(said["done"]), int(said["total"]))

    def _note(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self._began:
            self._began = now
            self._first = done
        rate = (done - self._first) / (now - self._began) if now > self._began else 0.0
        self._progress = Progress(done, total, (total - done) / rate if rate > 0 else None)

    def _read_errors(self, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                self._said.append(line.rstrip())
                del self._said[:-20]


def _program() -> list[str]:
    """Return how this very program is started again, frozen or not."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "lossstudio"]


def _absolute(out: str | os.PathLike[str]) -> str:
    """Return the place as the command line takes it: a name may begin with a dash, a folder ends in a slash."""
    text = os.fspath(out)
    return os.path.join(os.path.abspath(text), "") if text.endswith(("/", os.sep)) else os.path.abspath(text)  # noqa: PTH100, PTH118 - Path drops the slash
