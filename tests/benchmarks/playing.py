"""Frames and steps a second while training flat out: the studio under a display clock, beside a view that paints."""

import os
import sys
from time import perf_counter
from typing import Any

import numpy as np

from lossstudio.core.catalogue import Spec
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import Recipe, Runner, Training
from lossstudio.studio.commands.playback import play, set_speed
from tests.benchmarks.measuring import heading, line
from tests.benchmarks.window import wait

SETTLE_S, SECONDS = 2.0, 5.0
WARM_UP_FRAMES = 60
FRAMES_GOAL, LATE_GOAL_MS = 55, 25.0
PAINTS_MS = (0.0, 4.0, 8.0)


def main() -> None:
    """Measure with views that take longer and longer to paint."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    heading("Playing as fast as possible (2-4-2-1, batch 10, Adam)")
    for paint_ms in PAINTS_MS:
        intervals_ms, steps = measured(paint_ms)
        report(f"painting takes {paint_ms:g} ms", intervals_ms, steps)


def report(what: str, intervals_ms: "np.ndarray[Any, np.dtype[np.float64]]", steps_per_s: float) -> None:
    """Print the three figures of one measurement beside their goals."""
    line(f"{what}: frames a second", f"{1000 / intervals_ms.mean():.0f}", f"{FRAMES_GOAL}")
    line(
        f"{what}: 99th percentile of the interval", f"{np.percentile(intervals_ms, 99):.1f} ms", f"{LATE_GOAL_MS:g} ms"
    )
    line(f"{what}: steps a second", f"{steps_per_s:,.0f}")


def scene() -> Scene:
    """Return a run that doesn't end while it is measured."""
    task = Supervised(data=Spec.of("xor", samples=250), model=Spec.of("mlp", hidden=(4, 2)), loss=Spec("bce"))
    runner = Runner(optimizer=Spec("adam"), learning_rate=0.003)
    return Scene(recipe=Recipe(task=task, training=Training(steps=10_000_000, batch_size=10), runners=(runner,)))


def measured(paint_ms: float) -> tuple["np.ndarray[Any, np.dtype[np.float64]]", float]:
    """Return the intervals between paints in ms, and how many steps a second were made meanwhile."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    from lossstudio.studio.playback.speed import MAX
    from lossstudio.studio.studio import Studio

    _application = QApplication.instance() or QApplication(sys.argv[:1])
    painted: list[tuple[float, int]] = []

    class View(QWidget):
        def paintEvent(self, _event: Any) -> None:
            began = perf_counter()
            painted.append((began, studio.run.timeline.length))
            while perf_counter() - began < paint_ms / 1000:
                pass

    studio, view, clock = Studio(scene()), View(), QTimer()
    clock.setTimerType(Qt.TimerType.PreciseTimer)
    clock.timeout.connect(lambda: studio.tick(perf_counter()))
    studio.cursor_moved.connect(view.update)
    view.show()
    clock.start(16)
    wait(SETTLE_S)
    painted.clear()
    studio.apply(set_speed(MAX))
    studio.apply(play)
    wait(SECONDS)
    clock.stop()
    studio.close()
    view.close()
    times, lengths = (np.array(column) for column in zip(*painted[WARM_UP_FRAMES:], strict=True))
    return np.diff(times) * 1000, float((lengths[-1] - lengths[0]) / (times[-1] - times[0]))


if __name__ == "__main__":
    main()
