"""A film that a child process makes: the window stays smooth, and ending the child is cancelling the film.

The child is the application's own program; it is handed the request as data on its standard input, with a copy of the
scene beside it, and says on its standard output how far it is.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO, Literal, TypeAlias

from lossstudio.films.deliver.estimate import Progress, ProgressEstimator
from lossstudio.films.deliver.export_job import ExportJob
from lossstudio.project.file import save
from lossstudio.project.parts import sweep
from lossstudio.project.program import GO_ON, PAUSE, program

State: TypeAlias = Literal["running", "done", "failed", "cancelled"]

GRACE_S = 0.4
"""How long a cancelled child may clean up after itself before it is killed."""
CANCELLED = 130
COMMAND = "request"
"""What the program is told to do: what is asked for on its standard input."""
NICENESS = 10


class ExportProcess:
    """One film in the making; ask it now and then, from the thread that started it.

    Attributes
    ----------
    out
        Where the film will be: a file, or the folder of a sequence, a kit or a deck.
    notices
        What the child has said of what it has made that a person should know.

    Parameters
    ----------
    commission
        What is asked for; the child gets a copy of its scene.

    Raises
    ------
    FilmUsageError
        If it is asked for in a way that can't work.
    """

    def __init__(self, commission: ExportJob) -> None:
        commission.check()
        self.out, self._parts = commission.place, commission.folders
        self._folder = tempfile.TemporaryDirectory(prefix="lossstudio-", ignore_cleanup_errors=True)
        copy = Path(self._folder.name) / "film.lossstudio"
        save(commission.scene, copy)
        self._process = subprocess.Popen(  # noqa: S603 - our own program, and no shell
            [*program(), COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        _give_way(self._process.pid)
        self._tell(commission.request(copy))
        self._pace = ProgressEstimator()
        self._said: list[str] = []
        self.notices: list[str] = []
        self._ends_at: float | None = None
        self._readers = [
            Thread(target=read, args=(stream,), name="film child", daemon=True)
            for read, stream in ((self._read_progress, self._process.stdout), (self._read_errors, self._process.stderr))
        ]
        for reader in self._readers:
            reader.start()

    @property
    def process(self) -> int:
        """The number of its process."""
        return self._process.pid

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self._pace.progress

    @property
    def state(self) -> State:
        """Whether it goes on, and how it ended; never waits."""
        code = self._process.poll()
        if code is None:
            if self._ends_at is not None and time.monotonic() > self._ends_at:
                self._process.kill()
            return "running"
        self._clear()
        if code == 0:
            return "done"
        return "cancelled" if self._ends_at is not None or code == CANCELLED else "failed"

    @property
    def error(self) -> str:
        """What the child said when it failed, fit for a person."""
        if self.state != "failed":
            return ""
        said = "\n".join(self._said[-3:]).strip().removeprefix("lossstudio: ")
        return said or f"The program that makes the film ended unexpectedly ({_ending(self._process.returncode)})."

    def pause(self) -> None:
        """Let the child rest, from its next frame until `go_on`."""
        if not self._pace.paused:
            self._pace.pause()
            self._tell(PAUSE.decode())

    def go_on(self) -> None:
        """Let a child that rests work again."""
        if self._pace.paused:
            self._pace.go_on()
            self._tell(GO_ON.decode())

    def stop(self) -> None:
        """Tell the child to end; `state` says when it has, and ends it by force when it takes too long."""
        if self._process.poll() is None and self._ends_at is None:
            self._ends_at = time.monotonic() + GRACE_S
            self._process.terminate()

    def cancel(self) -> None:
        """End the child and wait for it; within a second it is gone, and what it had written too."""
        self.stop()
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
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()
        self._folder.cleanup()
        for folder in self._parts:
            sweep(folder, of_process=self._process.pid)

    def _tell(self, line: str) -> None:
        """Say a line to the child; one that has ended doesn't hear it."""
        if self._process.stdin is not None:
            with suppress(OSError, ValueError):
                self._process.stdin.write(f"{line}\n")
                self._process.stdin.flush()

    def _read_progress(self, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                with suppress(ValueError, KeyError, TypeError):
                    said = json.loads(line)
                    if "notice" in said:
                        self.notices.append(str(said["notice"]))
                    else:
                        self._pace.note(int(said["done"]), int(said["total"]))

    def _read_errors(self, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                self._said.append(line.rstrip())
                del self._said[:-20]


def _give_way(process: int) -> None:
    """Let a process yield to the window, which would else miss frames."""
    if sys.platform != "win32":
        with suppress(OSError):  # it may be over already
            os.setpriority(os.PRIO_PROCESS, process, NICENESS)


def _ending(code: int) -> str:
    """Say how a process ended that didn't say why."""
    if code >= 0:
        return f"code {code}"
    with suppress(ValueError):
        return f"signal {signal.Signals(-code).name}"
    return f"signal {-code}"
