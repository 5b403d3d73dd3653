"""The program as a shell calls it: in this process, or in one of its own, which takes a second to begin."""

import os
import subprocess
import sys
import warnings
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from unittest.mock import patch

from lossstudio.__main__ import main

LOSSSTUDIO = [sys.executable, "-m", "lossstudio"]
NO_DISPLAY = {
    name: value
    for name, value in os.environ.items()
    if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONWARNINGS")
}


@dataclass(frozen=True)
class Answer:
    """The exit code, and what was printed."""

    returncode: int
    stdout: str
    stderr: str


def lossstudio(*words: str, env: dict[str, str] | None = None) -> Answer:
    """Call the program in this process, where there is no display."""
    environment = patch.dict(os.environ, NO_DISPLAY | (env or {}), clear=True)
    said = patch.object(sys, "argv", ["lossstudio", *words])
    out, err = StringIO(), StringIO()
    with environment, said, warnings.catch_warnings(), redirect_stdout(out), redirect_stderr(err):
        code = _code()
    return Answer(code, out.getvalue(), err.getvalue())


def lossstudio_alone(*words: str, env: dict[str, str] | None = None) -> Answer:
    """Call the program in a process of its own, where there is no display."""
    done = subprocess.run(
        [*LOSSSTUDIO, *words], capture_output=True, text=True, check=False, timeout=120, env=NO_DISPLAY | (env or {})
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def _code() -> int:
    try:
        return main()
    except SystemExit as end:
        return int(end.code or 0)
