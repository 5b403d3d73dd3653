"""Other machines: without graphics, fonts or a home, in other languages; a film is made, or refused in words."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep

from tests.stress.row import Row, Tally, processor_s_of

REFUSALS = (2, 4)
NO_FONTS = str(Path(__file__).with_name("no_fonts.conf"))
UP_S, COMES_UP_S, PATIENCE_S = 2.0, 5.0, 120.0
"""How long the window lives after it has come up; what that takes of the processor where it can't be seen otherwise;
and how long either is waited for."""
VARIANTS: dict[str, dict[str, str | None]] = {
    "as it is": {},
    "software rasteriser": {"LIBGL_ALWAYS_SOFTWARE": "1"},
    "OpenGL 2.1 only": {"MESA_GL_VERSION_OVERRIDE": "2.1"},
    "OpenGL 3.3 core": {"MESA_GL_VERSION_OVERRIDE": "3.3"},
    "no drivers": {"LIBGL_DRIVERS_PATH": "/nowhere", "__EGL_VENDOR_LIBRARY_DIRS": "/nowhere"},
    "a broken driver": {"MESA_LOADER_DRIVER_OVERRIDE": "nosuch", "GALLIUM_DRIVER": "nosuch"},
    "no fonts": {"FONTCONFIG_FILE": NO_FONTS, "QT_QPA_FONTDIR": "/nowhere"},
    "no HOME": {"HOME": None, "XDG_CONFIG_HOME": None, "XDG_STATE_HOME": None},
    "HOME that isn't there": {"HOME": "/nowhere/home", "XDG_CONFIG_HOME": None, "XDG_STATE_HOME": None},
    "HOME that can't be written": {"HOME": "/proc", "XDG_CONFIG_HOME": None, "XDG_STATE_HOME": None},
    "locale C": {"LC_ALL": "C", "LANG": "C"},
    "locale de_DE": {"LC_ALL": "de_DE.UTF-8"},
    "locale tr_TR": {"LC_ALL": "tr_TR.UTF-8"},
    "locale ar": {"LC_ALL": "ar_EG.UTF-8"},
    "a bare environment": {key: None for key in os.environ if key not in ("PATH", "PYTHONPATH")},
}

LOST = "graphics lost in the middle"
LOSES = """
import itertools, runpy, sys
import moderngl
drawn = itertools.count()
moderngl.Context.error = property(lambda _: "GL_UNKNOWN_ERROR" if next(drawn) > 3 else "GL_NO_ERROR")
sys.argv[0] = "lossstudio"
runpy.run_module("lossstudio", run_name="__main__")
"""
"""Runs the program on a driver that says from its third drawing on that its context is lost."""


def work(tally: Tally) -> None:
    """Make a picture and start the window in each."""
    tally.aim = len(VARIANTS) + 1
    for name, changes in (*VARIANTS.items(), (LOST, {})):
        program = ("-c", LOSES) if name == LOST else ("-m", "lossstudio")
        with tempfile.TemporaryDirectory() as folder:
            environment = os.environ | {"XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder}
            for key, value in changes.items():
                environment.pop(key, None)
                if value is not None:
                    environment[key] = value
            for problem in (make(Path(folder), environment, program) for make in (_picture, _window)):
                if problem:
                    tally.fail(f"{name}: {problem}")
        tally.done += 1


def _picture(folder: Path, environment: dict[str, str], program: tuple[str, ...]) -> str:
    out = folder / "picture.png"
    bare = {key: value for key, value in environment.items() if not key.startswith(("QT_QPA_PLATFORM", "DISPLAY"))}
    words = [sys.executable, "-P", *program, "export", "penguins", str(out), "--size=320x180"]
    done = subprocess.run(words, env=bare, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode == 0:
        return "" if out.stat().st_size > 1000 and not done.stderr else f"said {done.stderr[-200:]}"
    lines = done.stderr.splitlines()
    good = done.returncode in REFUSALS and 1 <= len(lines) <= 3 and "should not happen" not in done.stderr
    return "" if good else f"the picture ended with {done.returncode}: {done.stderr[-300:]}"


def _window(folder: Path, environment: dict[str, str], program: tuple[str, ...]) -> str:
    words = [sys.executable, "-P", *program, "penguins"]
    child = subprocess.Popen(
        words, env=environment | {"QT_QPA_PLATFORM": "offscreen"}, stderr=subprocess.PIPE, text=True
    )
    until = monotonic() + PATIENCE_S
    while child.poll() is None and monotonic() < until and not list(folder.rglob("*.lock")):
        if processor_s_of(child.pid) > COMES_UP_S:
            break
        sleep(0.1)
    sleep(UP_S)
    child.send_signal(signal.SIGTERM)
    said = child.communicate(timeout=60)[1]
    good = child.returncode == 128 + signal.SIGTERM and "Traceback" not in said
    return "" if good else f"the window ended with {child.returncode}: {said[-300:]}"


ROW = Row("graphics, fonts, HOME, locales", len(VARIANTS) + 1, work)
