"""Qt where there is no display: charts and letters are drawn, and nothing is ever shown."""

from functools import cache

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from lossstudio.films.errors import FilmError


def ensure_application() -> QApplication:
    """Return the running application; where there is none, one that needs no display and lives as long as the program.

    Raises
    ------
    FilmError
        If one is running that can't draw.
    """
    running = QCoreApplication.instance()
    if running is None:
        return _unseen()
    if not isinstance(running, QApplication):
        raise FilmError("a Qt application without widgets is running, which can't draw films; make it a QApplication")
    return running


@cache
def _unseen() -> QApplication:
    return QApplication(["lossstudio", "-platform", "offscreen"])
