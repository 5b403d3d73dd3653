"""Frames and steps a second of the real window, 1600 x 1000, while it trains as fast as possible."""

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.catalogue import Spec
from lossstudio.project.file import save
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import Recipe, Runner, Training
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.trainer import Trainer
from lossstudio.studio.commands.playback import pause, play, set_speed
from tests.benchmarks.measuring import heading, line

SECONDS = 6.0
SETTLE_S, WARM_UP_S, ALONE_S = 4.0, 1.5, 2.0
SIZE_PX = (1600, 1000)
STILL_GOAL, ORBIT_GOAL = (55, 25.0), (45, 30.0)
"""Frames a second, and the 99th percentile of the interval between two in ms."""
STEPS_GOAL = 10_000


def main() -> None:
    """Measure with a still camera, and while the view turns."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings

    from lossstudio.ui.shell.application import make_application, make_window, spare_the_collector
    from lossstudio.ui.shell.settings import WindowSettings
    from lossstudio.ui.shell.uncaught_errors import UncaughtErrorQueue

    make_application()
    heading("The window, 1600 x 1000, training as fast as possible (2-4-2-1, batch 10, Adam)")
    with TemporaryDirectory() as folder:
        path = Path(folder, "scene.lossstudio")
        save(endless(), path)
        window = make_window(
            path, WindowSettings(QSettings(f"{folder}/settings", QSettings.Format.IniFormat)), UncaughtErrorQueue()
        )
        window.start()
        window.resize(*SIZE_PX)
        spare_the_collector()
        wait(SETTLE_S)
        while window.studio.busy:  # a machine that does much else takes longer until the surface stands
            wait(0.5)
        line("the trainer alone, in the same minute: steps a second", f"{alone():,.0f}")
        report("still camera", *measured(window, lambda: None), STILL_GOAL)
        report("orbiting", *measured(window, lambda: window.canvas.turn(2.0, 0.0)), ORBIT_GOAL)
        window.documents.ask = lambda *_: "discard"  # a speed was chosen, which changes the document
        window.close()


def endless() -> Scene:
    """Return a run that doesn't end while it is measured."""
    task = Supervised(data=Spec.of("xor", samples=250), model=Spec.of("mlp", hidden=(4, 2)), loss=Spec("bce"))
    runner = Runner(optimizer=Spec("adam"), learning_rate=0.003)
    return Scene(recipe=Recipe(task=task, training=Training(steps=10_000_000, batch_size=10), runners=(runner,)))


def alone() -> float:
    """Return how many steps a second are made with no window beside: what the machine can do just now."""
    trainer, began = Trainer(CompiledRecipe.of(endless().recipe)), perf_counter()
    while (took := perf_counter() - began) < ALONE_S:
        trainer.advance(10_000_000, began + ALONE_S)
    return trainer.step / took


def report(
    what: str,
    intervals_ms: NDArray[np.float64],
    busy_ms: NDArray[np.float64],
    steps_per_s: float,
    goal: tuple[int, float],
) -> None:
    """Print the figures of one measurement beside their goals; what the processor took depends less on other work."""
    late, busiest = np.percentile(intervals_ms, 99), np.percentile(busy_ms, 99)
    line(f"{what}: frames a second", f"{1000 / intervals_ms.mean():.0f}", f"{goal[0]}")
    line(f"{what}: 99th percentile of the interval", f"{late:.1f} ms", f"{goal[1]:g} ms")
    line(f"{what}: the main thread is busy in a frame for", f"{busy_ms.mean():.1f} ms")
    line(f"{what}: 99th percentile of that", f"{busiest:.1f} ms")
    line(f"{what}: steps a second", f"{steps_per_s:,.0f}", f"{STEPS_GOAL:,}" if goal is STILL_GOAL else "")


def measured(window: Any, each_frame: Callable[[], None]) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Return the intervals between paintings of the surface in ms, and how many steps a second were made meanwhile.

    Between them is for how many ms of each interval the main thread had the processor.
    """
    from PySide6.QtCore import QEvent, QObject

    from lossstudio.studio.playback.speed import MAX

    studio, painted = window.studio, []

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                painted.append((perf_counter(), thread_time(), studio.run.timeline.length))
            return False

    watch = Watch()
    window.canvas.surface.installEventFilter(watch)
    studio.apply(set_speed(MAX))
    studio.apply(play)
    studio.cursor_moved.connect(each_frame)
    wait(WARM_UP_S + SECONDS)
    studio.cursor_moved.disconnect(each_frame)
    studio.apply(pause)
    window.canvas.surface.removeEventFilter(watch)
    times, busy, lengths = (np.array(column) for column in zip(*painted, strict=True))
    warm = times > times[0] + WARM_UP_S
    times, busy, lengths = times[warm], busy[warm], lengths[warm]
    steps_per_s = float((lengths[-1] - lengths[0]) / (times[-1] - times[0]))
    return np.diff(times) * 1000, np.diff(busy) * 1000, steps_per_s


def wait(seconds: float) -> None:
    """Let the window live for some time."""
    from PySide6.QtCore import QEventLoop, QTimer

    waiting = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), waiting.quit)
    waiting.exec()


if __name__ == "__main__":
    main()
