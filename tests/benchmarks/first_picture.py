"""The program that ends with its first picture; it imports nothing before the program does, which would count."""

import os
import sys
import time
from collections.abc import Callable
from typing import Any


def begin() -> None:
    """Be the program, and end with the first picture, saying when that was and what it took of the processor."""
    from lossstudio.__main__ import main as begin_program
    from lossstudio.cli import display

    asked = display.require_display

    def require_display(makes_window: Callable[[str], bool]) -> None:
        asked(makes_window)
        _watch()

    display.require_display = require_display  # the last thing before Qt is imported, which makes later imports slower
    sys.argv = ["lossstudio"]
    sys.exit(begin_program())


def _watch() -> None:
    """End the process when the first picture is painted."""
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
    from PySide6.QtWidgets import QApplication

    class Watch(QObject):
        def eventFilter(self, watched: Any, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and watched.parent().scene_controller.frame is not None:
                # It comes when all is painted, and before what is done next.
                QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), Qt.EventPriority.HighEventPriority.value)
            return False

        def event(self, _event: QEvent) -> bool:
            print(time.time(), time.process_time(), flush=True)
            os._exit(0)

    def watched(*_application: QApplication) -> int:
        window: Any = next(each for each in QApplication.topLevelWidgets() if hasattr(each, "canvas"))
        watch = Watch()
        window.canvas.surface.installEventFilter(watch)
        return run()

    run, QApplication.exec = QApplication.exec, watched  # type: ignore[method-assign, assignment]
