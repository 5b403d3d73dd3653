"""The n-th failing write, fsync, rename, mkdir or opening of each writer, for every n until it succeeds."""

import ctypes
import errno
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path

from lossstudio.cli.codes import EXPORT, answered
from lossstudio.run.recipe.errors import SceneError
from tests.stress.row import Row, Tally, forked
from tests.stress.writers import WRITERS, Writer, contents, put, titles, versions

KINDS = ("write", "fsync", "rename", "mkdir", "open")
ERRORS = (errno.ENOSPC, errno.EIO)
INSIDE = "LOSSSTUDIO_STRESS_SHIM"
EVERY = 400
"""At a factor of 1 every call fails once; at less, the first ones and then fewer and fewer."""
TORN, UNNAMED, WRONG_CODE, LEFT_OVER, SUCCEEDED = 11, 12, 13, 14, 20
MEANINGS = {TORN: "torn", UNNAMED: "a sentence without the path", WRONG_CODE: "not exit 4", LEFT_OVER: "parts are left"}


def work(tally: Tally) -> None:
    """Do it in a process with the shim before the C library."""
    if shutil.which("gcc") is None:
        tally.fail("not tried: it needs gcc and the headers of the C library")
        return
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder, "shim.so")
        source = Path(__file__).with_name("shim.c")
        subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        environment = os.environ | {"LD_PRELOAD": str(library), INSIDE: str(library)}
        code = f"from tests.stress import failing; failing.inside({tally.aim})"
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
        )
    for line in done.stdout.splitlines():
        if line.startswith("done "):
            tally.done = int(line.removeprefix("done "))
        elif line.startswith("failure "):
            tally.fail(line.removeprefix("failure "))
    if done.returncode:
        tally.fail(done.stderr[-1500:])


def inside(most: int) -> None:
    """Let calls fail, and say on standard output what came of it."""
    shim, tried = ctypes.CDLL(os.environ[INSIDE]), 0
    for writer in WRITERS:
        with tempfile.TemporaryDirectory() as folder:
            old = _made(writer, Path(folder, "old"), 0)
            new = _made(writer, Path(folder, "new"), 1)
        for kind in range(1, len(KINDS) + 1):
            for number in _numbers(most):
                with tempfile.TemporaryDirectory() as folder:
                    code = _tried(shim, writer, Path(folder, "out"), kind, number, (old, new))
                if code == SUCCEEDED:
                    break
                tried += 1
                if code:
                    what = MEANINGS.get(code, f"code {code}")
                    print(f"failure {writer.name}: {KINDS[kind - 1]} number {number}: {what}", flush=True)
    print(f"done {tried}", flush=True)


def _numbers(most: int) -> Iterator[int]:
    """Yield which calls fail: all, or the first ones and then fewer and fewer where not so many may be tried."""
    number = 1
    while True:
        yield number
        number += 1 if most >= EVERY else max(1, number // max(1, most))


def _made(writer: Writer, folder: Path, version: int) -> dict[str, bytes]:
    folder.mkdir()
    assert forked(lambda: writer.write(versions()[version], folder)) == 0, writer.name
    return titles(contents(folder))


def _tried(
    shim: ctypes.CDLL, writer: Writer, folder: Path, kind: int, number: int, known: tuple[dict[str, bytes], ...]
) -> int:
    """Write the second version over the first while a call fails, and return what was wrong with it; 0: nothing."""

    def work() -> None:
        os._exit(_judged(shim, writer, folder, kind, number, known))

    folder.mkdir()
    put(known[0], folder)
    return forked(work)


def _judged(
    shim: ctypes.CDLL, writer: Writer, folder: Path, kind: int, number: int, known: tuple[dict[str, bytes], ...]
) -> int:
    said = io.StringIO()

    def write() -> int:
        try:
            writer.write(versions()[1], folder)
        except SceneError as error:  # a scene that can't be saved is told in the window
            print(error, file=sys.stderr)
            return EXPORT
        return 0

    with redirect_stderr(said):
        shim.stress_fail(kind, number, ERRORS[number % len(ERRORS)], os.fsencode(folder))
        code = answered(write)
        hit = shim.stress_failed()
        shim.stress_fail(0, 0, 0, b"/nowhere")
    if not hit:
        return SUCCEEDED
    now = titles(contents(folder))
    if any(name.endswith(".part") or ".part/" in name for name in now):
        return LEFT_OVER
    if now not in known:
        return TORN
    if code not in (0, EXPORT):
        return WRONG_CODE
    if code == EXPORT and not any(part in said.getvalue() for part in (*now, str(folder), "talk.lossstudio")):
        return UNNAMED
    return TORN if code == 0 and not writer.silent and now == known[0] != known[1] else 0


ROW = Row("n-th failing write, fsync, rename, mkdir, open", EVERY, work)
