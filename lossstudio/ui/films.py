"""Films from the window: the dialog, the child process that makes them, and its progress in the header."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from lossstudio.run.errors import SceneError
from lossstudio.studio.notice import Notice
from lossstudio.studio.studio import Studio
from lossstudio.ui.controls.button import Button, IconButton
from lossstudio.ui.controls.label import Label
from lossstudio.ui.theme import Look

POLL_MS = 200

if TYPE_CHECKING:  # the encoders are imported when the first film is made
    from lossstudio.films.child import FilmChild
    from lossstudio.films.film import Film


class Films(QObject):
    """One film at a time.

    Signals
    -------
    notice_raised(Notice)
        A film is done, or could not be made.
    busy_changed(bool)
        A film is being made, or no longer.
    """

    notice_raised = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, studio: Studio, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._look, self._window = studio, look, window
        self._child: FilmChild | None = None
        self._began, self._target = 0.0, Path()
        self.progress = FilmProgress(look)
        self.progress.cancel.clicked.connect(self.cancel)
        self.progress.reveal.clicked.connect(self.reveal)
        self.progress.away.clicked.connect(self.progress.hide)
        self._made: Path | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def busy(self) -> bool:
        """Whether a film is being made."""
        return self._child is not None

    def ask(self) -> None:
        """Open the dialog."""
        from lossstudio.ui.dialogs.film import FilmDialog

        self._studio.pause()
        dialog = FilmDialog(self._studio, self._look, self._window, folder())
        dialog.wanted.connect(self.make)
        dialog.open()

    def make(self, film: "Film", out: Path) -> None:
        """Make a film of the scene as it is shown now."""
        from lossstudio.films.child import FilmChild
        from lossstudio.films.errors import FilmUsageError

        if self._child is not None:
            self.notice_raised.emit(Notice("warning", "One film is still being made: cancel it first, or wait."))
            return
        try:
            self._child = FilmChild(self._studio.scene_as_shown(), out, film)
        except (OSError, SceneError, FilmUsageError) as error:
            self.notice_raised.emit(Notice("error", f"The film could not be begun: {error}"))
            return
        self._began, self._made, self._target = time.monotonic(), None, out
        self.progress.begin(out.name)
        self._timer.start()
        self.busy_changed.emit(True)

    def cancel(self) -> None:
        """End the film in the making and remove what there is of it."""
        if self._child is not None:
            self._child.cancel()
            self._finish()
            self.progress.hide()

    def reveal(self) -> None:
        """Show the finished film's folder."""
        if self._made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made.parent)))

    def close(self) -> None:
        """Leave nothing behind."""
        self.cancel()

    def _poll(self) -> None:
        child = self._child
        if child is None:
            return
        state, progress = child.state, child.progress
        if state == "running":
            self.progress.show_share(progress.done, progress.total, progress.seconds_left)
            return
        self._finish()
        if state == "done":
            self._made = self._target
            self.progress.finish(self._target.name)
            took = time.monotonic() - self._began
            self.notice_raised.emit(Notice("info", f"{self._target.name} is ready (in {took:.0f} s)."))
        else:
            self.progress.hide()
            if state == "failed":
                self.notice_raised.emit(
                    Notice("error", f"The film was not made: {child.error.splitlines()[-1]}", child.error)
                )

    def _finish(self) -> None:
        self._timer.stop()
        self._child = None
        self.busy_changed.emit(False)


class FilmProgress(QWidget):
    """How far a film is, in the header: a line, the time that remains, Cancel; when it is done, Reveal."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.words = Label(look, points=9, quiet=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the film")
        self.cancel = Button(look, "Cancel", kind="link")
        self.reveal = Button(look, "Reveal", kind="link")
        self.away = IconButton(look, "x", name="Close")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for widget in (self.words, self.bar, self.cancel, self.reveal, self.away):
            line.addWidget(widget)
        look.changed.connect(self._space)
        self._space()
        self.hide()

    def begin(self, name: str) -> None:
        """Show that a film is begun."""
        self._show(running=True)
        self.words.setText(name)
        self.bar.setRange(0, 0)

    def show_share(self, done: int, total: int, seconds_left: float | None) -> None:
        """Show how far it is."""
        if total:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            left = "" if seconds_left is None else f", {max(1, round(seconds_left))} s left"
            self.words.setText(f"film {100 * done // total} %{left}")

    def finish(self, name: str) -> None:
        """Show that it is done."""
        self._show(running=False)
        self.words.setText(f"{name} is ready")

    def _show(self, *, running: bool) -> None:
        self.bar.setVisible(running)
        self.cancel.setVisible(running)
        self.reveal.setVisible(not running)
        self.away.setVisible(not running)
        self.show()

    def _space(self) -> None:
        self.bar.setFixedWidth(self._look.px(110))


def folder() -> Path:
    """Return where films go unless somebody says otherwise: the person's folder for films, or home."""
    for place in (QStandardPaths.StandardLocation.MoviesLocation, QStandardPaths.StandardLocation.HomeLocation):
        path = Path(QStandardPaths.writableLocation(place))
        if path.is_dir():
            return path
    return Path.home()
