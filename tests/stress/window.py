"""The real window, unseen: random deeds, undo and redo; a long soak; start, stop and close in any order."""

import gc
import json
import math
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QDialog,
    QFileDialog,
    QMessageBox,
)

from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.project.document import write_document
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.json_text import write
from lossstudio.project.scene import Scene
from lossstudio.run.recipe.errors import SceneError
from lossstudio.studio.commands.playback import pause, play, show_step
from lossstudio.ui.shell.application import make_application, make_window
from lossstudio.ui.shell.settings import WindowSettings
from lossstudio.ui.shell.uncaught_errors import UncaughtErrorQueue
from lossstudio.ui.shell.window import Window
from tests.stress.deeds import deed
from tests.stress.row import Row, Tally, processor_s, processor_s_of

DEEDS_A_WALK = 100
SIZES = ((1280, 720), (1600, 1000), (1024, 600))
QUESTIONS = {
    (QFileDialog, "getOpenFileName"): lambda *_, **__: ("", ""),
    (QColorDialog, "getColor"): lambda *_, **__: QColor(),
    (QMessageBox, "exec"): lambda *_: 0,
}
"""What asks outside the window and waits for an answer, and what it returns where it is put away."""
NOWHERE = "no/such/folder/x"
NAMES = (
    *("talk", "talk.lossstudio", "run 1.2", "map.png", "map.svg", "map.csv", "map.npz", "map.mp4", "x.jpg"),
    NOWHERE,
)
"""Where what is saved in a walk goes now and then; else the question is put away."""
CLOSE_S = 2.0
"""So long the program may take of the processor to end: by the clock, a busy machine would decide."""
HANGS_S = 300
ALWAYS = "penguins"
"""With this document open a soak measures."""
RESTS_S = 10.0
"""So long a soak waits for what is still computed."""
MOST_MB_AN_HOUR, JUDGED_S = 1.0, 3600
"""How fast memory may grow, and how long a soak has to be to tell: at first caches are filled."""


@contextmanager
def questions_answered(where: Callable[[], str]) -> Iterator[None]:
    """Let questions about files and colours be put away at once, and where to save answered by `where`."""
    answers = {**QUESTIONS, (QFileDialog, "getSaveFileName"): lambda *_, **__: (where(), "")}
    kept = {(box, name): getattr(box, name) for box, name in answers}
    for (box, name), answer in answers.items():
        setattr(box, name, staticmethod(answer))
    try:
        yield
    finally:
        for (box, name), question in kept.items():
            setattr(box, name, question)


def example(key: str) -> dict[str, Any]:
    """Return what an example's file says."""
    document: dict[str, Any] = json.loads(EXAMPLES[key].path.read_text(encoding="utf-8"))
    return document


def varied(key: str, chance: random.Random) -> dict[str, Any]:
    """Return an example with what few examples have: a long run, a penalty, test rows, batches, rivals, changes."""
    document = example(key)
    changes: list[dict[str, Any]] = [
        {"training": document.get("training", {}) | {"steps": chance.choice((0, 1, 3000, 9000, 100_000))}},
        {"training": document.get("training", {}) | {"batch_size": chance.choice((1, 7, 50))}},
        {"training": document.get("training", {}) | {"changes": [{"step": 5, "learning_rate": 0.02}]}},
        {"objective": document["objective"] | {"penalty": {"l1": chance.choice((0.0, 0.1)), "l2": 0.3}}},
        {"objective": document["objective"] | {"data": document["objective"].get("data", {}) | {"test_fraction": 0.4}}},
        {"runners": [{"optimizer": {"kind": chance.choice(list(OPTIMIZERS))}} for _ in range(chance.randint(2, 6))]},
        {"view": document.get("view", {}) | {"height": chance.choice(("log", "clipped"))}},
        {"plane": {"kind": chance.choice(("pca", "random", "eigenvectors"))}},
    ]
    for change in chance.sample(changes, chance.randint(1, 4)):
        try:
            Scene.from_dict(document | change)
        except SceneError:
            continue  # not every kind of scene has all of these
        document |= change
    return document


@contextmanager
def window_on(
    document: dict[str, Any], size: tuple[int, int], faults: UncaughtErrorQueue, chance: random.Random
) -> Iterator[Window]:
    """Open a window on a scene, with settings of its own; close it after. By chance something is saved somewhere."""
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        settings = WindowSettings(QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat))
        path = Path(folder, "scene.lossstudio")
        path.write_text(json.dumps(document), encoding="utf-8")
        window = make_window(path, settings, faults)
        window.documents.ask = lambda *_: "discard"
        window.documents.ask_overwriting = lambda *_, **__: "cancel"
        window.films.ask_about = lambda *_: "stop"
        window.resize(*size)
        window.show()
        try:
            with questions_answered(lambda: chance.choice(("", f"{folder}/{chance.choice(NAMES)}"))):
                yield window
        finally:
            window.close()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def live(seconds: float) -> None:
    """Let the event loop run."""
    until = monotonic() + seconds
    while monotonic() < until:
        QApplication.processEvents()
        # As the program's own loop does: what is to be deleted later would stay for ever, and look like a leak.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        sleep(0.001)


def text_of(window: Window) -> str:
    """Return the bytes that saving would write."""
    return write(write_document(window.studio.document.scene))


def walks(tally: Tally) -> None:
    """Do random deeds in windows, then undo all and redo all."""
    faults = UncaughtErrorQueue()
    faults.install()
    caught: list[str] = []
    faults.caught.connect(lambda *_: caught.append("an error that nobody caught"))
    aim, number = tally.aim, tally.first // DEEDS_A_WALK
    try:
        while tally.done < aim:
            chance = random.Random(f"walk {number}")
            key = chance.choice(list(EXAMPLES))
            count = min(DEEDS_A_WALK, aim - tally.done)
            document = varied(key, chance) if number % 2 else example(key)
            with window_on(document, chance.choice(SIZES), faults, chance) as window:
                live(0.3)
                for problem in (*_walk(window, chance, count), *caught):
                    tally.fail(f"walk {number} on {key}: {problem}")
            caught.clear()
            tally.done += count
            number += 1
    finally:
        faults.remove()


def _walk(window: Window, chance: random.Random, deeds: int) -> Iterator[str]:
    first, opened, done = text_of(window), window.studio.document.opened, []
    for _ in range(deeds):
        done.append(deed(window, chance))
        if window.studio.document.opened != opened:  # by a search for examples; its history begins there
            first, opened = text_of(window), window.studio.document.opened
        live(0.005)
        if window.banner.isVisible() and window.banner.notice is not None and window.banner.notice.level == "error":
            if NOWHERE not in window.banner.text:
                yield f"{window.banner.text} after {done[-3:]}"
            window.banner.dismiss()
    _settle(window)
    last, studio = text_of(window), window.studio
    whole = len(studio.document.past) < 500
    while studio.document.can_undo:
        studio.undo()
        live(0.002)
    if whole and text_of(window) != first:
        yield f"undo all leads elsewhere; the last deeds were {done[-5:]}"
    live(0.3)
    while studio.document.can_redo:
        studio.redo()
        live(0.002)
    if text_of(window) != last:
        yield f"redo all leads elsewhere; the last deeds were {done[-5:]}"


def _settle(window: Window) -> None:
    """End what is going on: playing, presenting, dragging, sheets."""
    window.studio.apply(pause)
    if window.presenting:
        window.actions_of["present"].trigger()
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    window.canvas.setFocus()
    live(0.4)


def soak(tally: Tally) -> None:
    """Play, scrub and change examples for as many seconds as is aimed at; nothing may grow after the first third.

    It is measured with one document at rest: documents need more or less, and free memory is given back at rest.
    """
    # Mesa's rasteriser keeps what its threads have put together until they do so again: up to 8 MB, now more, now less.
    os.environ["LP_NUM_THREADS"] = "0"
    faults = UncaughtErrorQueue()
    chance, figures = random.Random("soak"), []
    began = monotonic()
    with window_on(example(ALWAYS), SIZES[0], faults, chance) as window:
        while (gone := monotonic() - began) < tally.aim:
            window.documents.open_example(chance.choice(list(EXAMPLES)))
            window.studio.apply(play)
            live(2.0)
            for _ in range(10):
                window.studio.apply(show_step(chance.randrange(1 + window.studio.run.compiled.steps)))
                live(0.05)
            window.documents.open_example(ALWAYS)
            if _rests(window):
                live(0.5)  # the picture at rest is drawn after that
                gc.collect()
                figures.append((gone, _resident_mb(), _entries("fd"), _entries("task")))
            tally.done = round(gone)
    tally.done = tally.aim
    settled = figures[len(figures) // 3 :]
    slope, error = _slope([each[0] / 3600 for each in settled], [each[1] for each in settled])
    tally.notes["memory slope"] = f"{slope:+.1f} ± {error:.1f} MB/h"
    if slope - 2 * error > MOST_MB_AN_HOUR and tally.aim >= JUDGED_S:
        tally.fail(f"memory grows by {slope:.1f} ± {error:.1f} MB an hour")
    for name, at in (("descriptors", 2), ("threads", 3)):
        grown = settled[-1][at] - settled[0][at]
        tally.notes[name] = f"{grown:+d}"
        if grown > 2:
            tally.fail(f"{grown} more {name}")


def _rests(window: Window) -> bool:
    """Wait until nothing is computed any more and the window has noticed; say whether that came to pass."""
    until = monotonic() + RESTS_S
    while window.clock.running and monotonic() < until:
        live(0.02)
    return not window.clock.running


def _slope(times: list[float], values: list[float]) -> tuple[float, float]:
    """Return how fast values rise, by least squares, and the standard error of that."""
    if len(times) < 3:
        return 0.0, math.inf
    middle, mean = sum(times) / len(times), sum(values) / len(values)
    pairs = [(time - middle, value - mean) for time, value in zip(times, values, strict=True)]
    spread = sum(time**2 for time, _ in pairs)
    slope = sum(time * value for time, value in pairs) / spread
    left = sum((value - slope * time) ** 2 for time, value in pairs)
    return slope, math.sqrt(left / (len(times) - 2) / spread)


def _entries(of: str) -> int:
    """Return how many open files, or threads, this process has."""
    return len(list(Path("/proc/self", of).iterdir()))


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def starts(tally: Tally) -> None:
    """Start the program and end it at any moment by any signal: it ends in order and soon."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        for number, chance in tally.rounds(6):
            key = chance.choice(list(EXAMPLES))
            command = [sys.executable, "-P", "-m", "lossstudio", key]
            child = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
            sleep(chance.uniform(0.3, 5.0))
            how = chance.choice((signal.SIGTERM, signal.SIGINT, signal.SIGHUP))
            ended_before_s, before_s = processor_s(resource.RUSAGE_CHILDREN), processor_s_of(child.pid)
            child.send_signal(how)
            try:
                _, said = child.communicate(timeout=HANGS_S)
            except subprocess.TimeoutExpired:
                child.kill()
                said = child.communicate()[1] + "it hangs"
            took_s = processor_s(resource.RUSAGE_CHILDREN) - ended_before_s - before_s
            tally.slowest_s = max(tally.slowest_s, took_s)
            if took_s > CLOSE_S:
                tally.fail(f"start {number} on {key}, {how.name}: ending took {took_s:.1f} s of the processor")
            # Before the program listens Python itself ends by the signal, or says KeyboardInterrupt.
            if child.returncode not in {128 + how, -how, 130} or "hangs" in said or "Fatal" in said:
                tally.fail(f"start {number} on {key}, {how.name}: {child.returncode}: {said[-200:]}")


ROWS = (
    Row("random deeds in the window, undo, redo", 500_000, walks),
    Row("soak, in seconds", 7200, soak),
    Row("start and end by any signal", 1000, starts),
)
