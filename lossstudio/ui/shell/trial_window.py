"""Whether Qt can make a window on a platform: tried in a copy of this process, since Qt aborts where it can't."""

import faulthandler
import os
from typing import NoReturn


def makes_window(platform: str) -> bool:
    """Say whether Qt can make a window on a platform; Qt must not have begun, and this process have one thread."""
    copy = os.fork()
    if copy == 0:
        _make_one(platform)
    return os.waitpid(copy, 0)[1] == 0


def _make_one(platform: str) -> NoReturn:
    """Make one that is never seen, and end without a word."""
    import resource

    faulthandler.disable()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    try:
        from PySide6.QtGui import QGuiApplication, QRasterWindow

        application = QGuiApplication(["lossstudio", "-platform", platform])
        window = QRasterWindow()
        window.create()
        application.processEvents()
        os._exit(0)
    finally:
        os._exit(1)
