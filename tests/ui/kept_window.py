"""A window that several tests have in common: each opens a scene anew in it, and finds it as it was when it was new."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lossstudio.project.examples import DEFAULT, EXAMPLES
from lossstudio.project.file import load
from lossstudio.studio.commands.playback import set_speed
from lossstudio.studio.playback.speed import AUTO
from lossstudio.studio.session.snapshot import Snapshot
from lossstudio.ui.appearance.theme import stylesheet
from lossstudio.ui.commands.commands import COMMANDS
from lossstudio.ui.controls.chart_view import ChartView
from lossstudio.ui.shell.application import make_window
from lossstudio.ui.shell.settings import WindowSettings
from lossstudio.ui.shell.uncaught_errors import UncaughtErrorQueue
from lossstudio.ui.shell.window import Window
from tests.kept import keep

WAIT_MS = 20_000
LARGE = (1600, 1000)


class KeptWindow:
    """A window in which scenes are opened one after another, as a person does it.

    Parameters
    ----------
    settings
        Where it keeps what it remembers.
    """

    def __init__(self, settings: Path) -> None:
        self._settings = QSettings(str(settings), QSettings.Format.IniFormat)
        self.window = make_window(EXAMPLES[DEFAULT].path, WindowSettings(self._settings), UncaughtErrorQueue())
        self.window.resize(*LARGE)
        self.window.show()
        keep(self.window)
        self._presents: tuple[int, int] | None = None

    def reopened(
        self, qtbot: QtBot, path: Path, size: tuple[int, int], points: float, *, presenting: bool = False
    ) -> Window:
        """Return the window with a scene that was just opened, everything else as in a new window."""
        window = self.window
        self._put_back(size, points, presenting=presenting)
        self._open(path)
        self._check(path, presenting=presenting)
        window.activateWindow()
        window.canvas.setFocus()
        qtbot.waitUntil(lambda: window.studio.answered and self._is_seen(), timeout=WAIT_MS)
        return window

    def _is_seen(self) -> bool:
        """Say whether the surface of the scene is there, and in the picture where that isn't a map of runs."""
        canvas = self.window.canvas
        seen = canvas.mode == "map" or canvas.seen[0].frame is not None
        return canvas.scene_controller.fits and seen

    def others(self) -> list[QWidget]:
        """Return the windows on show beside the kept one; a tooltip goes by itself."""
        seen = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not self.window]
        return [each for each in seen if each.windowType() != Qt.WindowType.ToolTip]

    def close(self) -> None:
        """Close the window for good."""
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _put_back(self, size: tuple[int, int], points: float, *, presenting: bool) -> None:
        """Take back what a person has done to the window, as a person can."""
        window = self.window
        window.documents.ask = lambda *_: "discard"
        window.films.ask_about = lambda *_: "stop"
        self._put_away()
        self._dress()
        arranged = all(card.wanted for card in window.cards.values())
        stays = presenting and arranged and self._presents == size
        if window.presenting and not stays:
            window.present()
        self._settings.clear()
        window.look.want_theme("scene")
        window.look.want_stillness(False)
        window.studio.apply(set_speed(AUTO))
        window.setWindowState(Qt.WindowState.WindowNoState)  # the offscreen screen is 800 x 800
        if not arranged:
            window.resize(*LARGE)  # where all cards have room
            window.reset_arrangement()
        window.resize(*size)
        window.resize_writing(points)
        window.body.reset()
        if presenting and not window.presenting:
            window.present()
            window.setWindowState(Qt.WindowState.WindowNoState)
            window.resize(*size)
        self._presents = size if presenting else None
        window.actions_of["surface"].trigger()
        window.banner.dismiss()

    def _put_away(self) -> None:
        """Put away what lies on the window."""
        presenter = self.window.presenter
        if presenter is not None and self.window.presenting:
            presenter.curtain.wipe()
            while presenter.put_away():
                pass
        for other in self.others():
            other.close()
        for view in self.window.findChildren(ChartView):  # the pointer may rest on a sample since an earlier test
            QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _dress(self) -> None:
        """Dress the application for this window again, where another window has had it meanwhile."""
        appearance, application = self.window.appearance, QApplication.instance()
        assert isinstance(application, QApplication)
        if application.styleSheet() != stylesheet(appearance.theme, appearance.px):
            appearance.wear(appearance.theme)

    def _open(self, path: Path) -> None:
        documents = self.window.documents
        example = next((key for key, each in EXAMPLES.items() if each.path == path), None)
        assert documents.open_path(path) if example is None else documents.open_example(example)

    def _check(self, path: Path, *, presenting: bool) -> None:
        """Check that nothing is left of what was done before."""
        window, snapshot = self.window, self.window.studio.snapshot
        assert snapshot == Snapshot(scene=load(path), timeline=snapshot.timeline, end=snapshot.end)
        assert (window.studio.document.modified, window.studio.playback.speed) == (False, AUTO)
        assert (window.presenting, window.banner.isVisible()) == (presenting, False)
        assert all(card.wanted for card in window.cards.values())
        assert window.canvas.mode in ("surface", "map")  # a scene with a map opens with it
        switched = {command.key for command, action in window.actions_of.commands() if action.isChecked()}
        assert not switched & {command.key for command in COMMANDS if command.presenting}
        assert not self.others()
