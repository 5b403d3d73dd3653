"""How long the program takes from its beginning to the first picture of the default example."""

import os
import subprocess
import sys
import tempfile
import time
from statistics import median
from typing import Any

from tests.benchmarks.measuring import heading, line

GOAL_S = 0.9
TIMES = 5
CHILD = "from tests.benchmarks.start import begin; begin()"


def main() -> None:
    """Begin the program a few times and print the medians."""
    heading("Starting, up to the first picture of the default example")
    taken = [_start() for _ in range(TIMES)]
    wall_s, processor_s = (median(each) for each in zip(*taken, strict=True))
    line("first picture", f"{wall_s:.2f} s", f"{GOAL_S:g} s")
    line("first picture: time of the processor", f"{processor_s:.2f} s")


def _start() -> tuple[float, float]:
    """Return after how many seconds a program that is begun now has its picture, and how many of the processor's."""
    with tempfile.TemporaryDirectory() as home:
        places = {"XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home, "XDG_DATA_HOME": home}
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, **places}
        began = time.time()
        said = subprocess.run(
            [sys.executable, "-c", CHILD], env=environment, capture_output=True, text=True, check=True
        ).stdout.split()
    return float(said[-2]) - began, float(said[-1])


def begin() -> None:
    """Be the program, and end with the first picture, saying when that was and what it took of the processor."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    def end() -> None:
        print(time.time(), time.process_time(), flush=True)
        os._exit(0)

    class Watch(QObject):
        def eventFilter(self, watched: Any, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and watched.parent().scene_controller.frame is not None:
                QTimer.singleShot(0, end)  # when it is painted
            return False

    def watched(*_application: QApplication) -> int:
        window: Any = next(each for each in QApplication.topLevelWidgets() if hasattr(each, "canvas"))
        watch = Watch()
        window.canvas.surface.installEventFilter(watch)
        return run()

    run, QApplication.exec = QApplication.exec, watched  # type: ignore[method-assign, assignment]
    from lossstudio.__main__ import main as begin_program

    sys.argv = ["lossstudio"]
    sys.exit(begin_program())


if __name__ == "__main__":
    main()
