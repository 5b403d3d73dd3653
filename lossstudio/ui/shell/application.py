"""The application: Qt is set up, the window comes up on a scene, and errors find their way into it."""

import faulthandler
import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from lossstudio.core.resources import resource
from lossstudio.project.data_file import DataFileError
from lossstudio.project.examples import DEFAULT, EXAMPLES, find
from lossstudio.project.file import load
from lossstudio.project.recovery import RecoveryFolder, recovery_folder
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance, chosen_theme
from lossstudio.ui.commands.handlers import CommandHandlers
from lossstudio.ui.controls.accessible import serve_screen_readers
from lossstudio.ui.panels import PANELS
from lossstudio.ui.shell.documents import takes_long
from lossstudio.ui.shell.ending import OrderlyEnd
from lossstudio.ui.shell.heap import share_one_heap
from lossstudio.ui.shell.recovering import recover
from lossstudio.ui.shell.settings import WindowSettings
from lossstudio.ui.shell.spare_memory import SpareMemory
from lossstudio.ui.shell.uncaught_errors import UncaughtErrorQueue
from lossstudio.ui.shell.window import Window

NAME = "lossstudio"
DESKTOP_ENTRY = "org.lossstudio.LossStudio"


def show(
    path: Path,
    table: Path | None = None,
    *,
    asked: bool = False,
    heed: Callable[[], None] = lambda: None,
) -> int:
    """Show the window on a scene file or a shipped example, until it is closed; return the exit code.

    Parameters
    ----------
    table
        A file with a table that is to be imported at once.
    asked
        Whether the person has asked for this scene, or said nothing and gets it as the first one.
    heed
        Raises whatever ends the program if that was asked for before the window listens itself.

    Raises
    ------
    SceneError
        If the file can't be used; then no window comes up.
    """
    # Qt and graphics drivers abort the process without a word of where; this prints the Python lines.
    faulthandler.enable()
    application = make_application()
    faults = UncaughtErrorQueue()
    faults.install()
    # Before the window is made: a signal that comes while it is has to wait, not to kill.
    ending = OrderlyEnd(application)
    try:
        heed()
        window = make_window(path, WindowSettings(QSettings(NAME, NAME)), faults, _recovery())
        spare_the_collector()
        gc.enable()  # whoever calls this may have put it off, and now the window lives
        ending.warned.connect(lambda: window.autosave.keep(ended=True))
        ending.asked.connect(partial(_end, window))
        window.start()
        window.documents.say_open_elsewhere()
        recover(window, asked=asked)
        if table is not None:
            window.importing.read_file(table)
        # Once more, when all that stays is made.
        spare_the_collector()
        return application.exec()
    finally:
        ending.remove()
        faults.remove()


def _end(window: Window, code: int) -> None:
    window.end()
    QCoreApplication.exit(code)


def _recovery() -> RecoveryFolder | None:
    """Return where unsaved work is kept; None where that can't be, as without a home."""
    try:
        return RecoveryFolder(recovery_folder())
    except (OSError, RuntimeError):
        return None


def spare_the_collector() -> None:
    """Leave what the program is made of out of each search for garbage: it stays, and looking at it costs frames."""
    # With `penguins` on show a full search takes 107 ms over 102,000 objects, and nothing once they are frozen.
    gc.freeze()


def make_application() -> QApplication:
    """Return the one QApplication, set up."""
    share_one_heap()  # before Qt or a driver starts a thread
    # Qt reads this when the application is made, and not later.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    found = QApplication.instance()
    application = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    QCoreApplication.setApplicationName(NAME)
    QGuiApplication.setApplicationDisplayName("")
    QGuiApplication.setDesktopFileName(DESKTOP_ENTRY)
    serve_screen_readers()
    application.setWindowIcon(QIcon(str(resource("icons", "lossstudio.svg"))))
    return application


def make_window(
    path: Path, window_settings: WindowSettings, faults: UncaughtErrorQueue, recovery: RecoveryFolder | None = None
) -> Window:
    """Return the window on a scene, not yet shown; it loads a large one itself, which takes a while."""
    example = next((key for key, example in EXAMPLES.items() if example.path == path), None)
    scene = None
    if not takes_long(path):
        with suppress(DataFileError):  # the window says so, and can be told where they are
            scene = load(path)
    if scene is None:
        window = make_window(find(DEFAULT), window_settings, faults, recovery)
        window.documents.open_path(path)
        return window
    appearance = Appearance(chosen_theme(window_settings.theme, scene.view.theme), window_settings.points)
    studio = Studio(scene, path=path if example is None else None)
    with appearance.dressing(appearance.theme):
        window = Window(studio, appearance, window_settings, faults, PANELS, recovery)
    if example is not None:
        window.documents.note_example(example)
    CommandHandlers(window)
    SpareMemory(studio, window.clock, window)
    # They go with the window: Python can't see that what they are connected to, in turn, holds them.
    for part in (studio, appearance):
        part.setParent(window)
    return window
