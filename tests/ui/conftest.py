"""A real window on a real Studio, unseen, with settings of its own: for one test, or for the tests of a file."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from lossstudio.picture.colors import DARK
from lossstudio.project.examples import EXAMPLES
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.shell.application import make_window
from lossstudio.ui.shell.settings import WindowSettings
from lossstudio.ui.shell.uncaught_errors import UncaughtErrorQueue
from lossstudio.ui.shell.window import Window
from tests.log_records import none_of, noted
from tests.ui.kept_window import KeptWindow

OpenWindow = Callable[..., Window]


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """Letters need an application, whichever test comes first in its process."""


@pytest.fixture
def appearance(qtbot: QtBot) -> Appearance:
    made = Appearance()
    made.wear(DARK, 10.0)
    return made


@pytest.fixture
def window_settings(tmp_path: Path) -> WindowSettings:
    return WindowSettings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def faults() -> UncaughtErrorQueue:
    """What the window of the test hears of errors."""
    return UncaughtErrorQueue()


@pytest.fixture
def open_window(qtbot: QtBot, window_settings: WindowSettings, faults: UncaughtErrorQueue) -> Iterator[OpenWindow]:
    """Open a window on an example or a file: `open_window("xor", size=(1280, 720), points=13)`."""
    opened: list[Window] = []

    def open_one(
        what: str | Path = "penguins", size: tuple[int, int] = (1280, 800), points: float = 10.0, **_: Any
    ) -> Window:
        window_settings.points = points
        path = EXAMPLES[what].path if isinstance(what, str) else what
        window = make_window(path, window_settings, faults)
        window.documents.ask = lambda *_: "discard"
        window.films.ask_about = lambda *_: "stop"
        opened.append(window)
        window.resize(*size)
        window.show()
        window.canvas.setFocus()
        qtbot.waitUntil(lambda: window.canvas.scene_controller.frame is not None, timeout=10_000)
        return window

    yield open_one
    for window in filter(isValid, opened):
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(reopen: OpenWindow) -> Window:
    return reopen()


@pytest.fixture(scope="module")
def kept_window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeptWindow]:
    """The window that the tests of a file have in common, which is a third of what one for each would take."""
    with noted() as texts:
        kept = KeptWindow(tmp_path_factory.mktemp("kept") / "settings.ini")
    none_of(texts)
    yield kept
    kept.close()


@pytest.fixture
def reopen(request: pytest.FixtureRequest, qtbot: QtBot, kept_window: KeptWindow) -> Iterator[OpenWindow]:
    """Open a scene anew in the window of the file: `reopen("xor", size=(1280, 720), points=13)`."""
    kept_window.window.setUpdatesEnabled(request.node.get_closest_marker("unpainted") is None)

    def open_anew(
        what: str | Path = "penguins",
        size: tuple[int, int] = (1280, 800),
        points: float = 10.0,
        *,
        presenting: bool = False,
    ) -> Window:
        path = EXAMPLES[what].path if isinstance(what, str) else what
        return kept_window.reopened(qtbot, path, size, points, presenting=presenting)

    yield open_anew
    kept_window.window.setUpdatesEnabled(True)
    assert not (left := kept_window.others()), f"windows are still there: {left}"
