"""Films from the window: the dialog, the queue of child processes that make them, and what becomes of them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QStandardPaths, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from lossstudio.project.scene import Scene
from lossstudio.run.coach.wording import capital
from lossstudio.studio.background.map_work import MapWork
from lossstudio.studio.changes import Notice
from lossstudio.studio.commands.playback import pause
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.dialogs.questions import FilmsAnswer, ask_about_films

POLL_MS = 150

if TYPE_CHECKING:  # the encoders are imported when the first film is made
    from lossstudio.films.deliver.export_job import ExportJob
    from lossstudio.films.deliver.queue import FilmQueue, QueuedExport
    from lossstudio.ui.film.dialog_state import FilmDialogState


class Films(QObject):
    """The films that were asked for.

    Signals
    -------
    notice_raised(Notice)
        A film is done, or could not be made.
    queue_changed
        A film was asked for, has ended, rests or was put away.
    film_advanced
        The film in the making may have come further.
    direction_asked
        A person wants to direct the film in the window.

    Attributes
    ----------
    map_work
        The map of runs in the making, which is a job like the films.
    ask_about
        Asks what to do with films in the making when the window is closed.

    Parameters
    ----------
    scene_as_seen
        Returns the document as the window shows it.
    """

    notice_raised = Signal(object)
    queue_changed = Signal()
    film_advanced = Signal()
    direction_asked = Signal()

    def __init__(
        self,
        studio: Studio,
        appearance: Appearance,
        window: QWidget,
        map_work: MapWork,
        scene_as_seen: Callable[[], Scene],
    ) -> None:
        super().__init__(window)
        self.map_work = map_work
        self._studio, self._appearance, self._window = studio, appearance, window
        self._scene_as_seen = scene_as_seen
        self._queue: FilmQueue | None = None
        self._dialog_state: FilmDialogState | None = None
        self.ask_about = ask_about_films
        self._leaves_when_done = False
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def entries(self) -> "tuple[QueuedExport, ...]":
        """All that were asked for and not put away, the oldest first."""
        return self._queue.entries if self._queue is not None else ()

    @property
    def open(self) -> "tuple[QueuedExport, ...]":
        """Those that are still to be made."""
        return self._queue.open if self._queue is not None else ()

    @property
    def current(self) -> "QueuedExport | None":
        """The one that is being made."""
        return self._queue.current if self._queue is not None else None

    @property
    def busy(self) -> bool:
        """Whether films are still to be made."""
        return bool(self.open)

    @property
    def dialog_state(self) -> "FilmDialogState":
        """What was chosen in the dialog the last time."""
        from lossstudio.ui.film.dialog_state import FilmDialogState

        return self._dialog_state or FilmDialogState()

    @property
    def paused(self) -> bool:
        """Whether the queue rests."""
        return self._queue is not None and self._queue.paused

    def ask(self) -> None:
        """Open the dialog."""
        from lossstudio.ui.film.dialog import FilmDialog

        self._studio.apply(pause)
        studio, seen = self._studio, self._scene_as_seen
        dialog = FilmDialog(studio, self._appearance, self._window, seen, folder(), self.dialog_state, taken=self.taken)
        dialog.wanted.connect(self.make)
        dialog.wish_changed.connect(self._keep)
        dialog.direction_asked.connect(self.direction_asked)
        dialog.open()

    def make(self, commission: "ExportJob") -> None:
        """Put a film into the queue."""
        from lossstudio.films.errors import FilmUsageError
        from lossstudio.run.recipe.errors import SceneError

        try:
            self._queue_now().add(commission)
        except (FilmUsageError, SceneError) as error:
            self.notice_raised.emit(Notice("error", f"The film could not be begun: {error}"))
            return
        self._follow()

    def again(self, entry: "QueuedExport") -> None:
        """Ask once more for a film that could not be made."""
        self._queue_now().again(entry)
        self._follow()

    def pause(self) -> None:
        """Rest, or go on when that is so already."""
        queue = self._queue_now()
        if queue.paused:
            queue.go_on()
        else:
            queue.pause()
        self.queue_changed.emit()

    def cancel(self, entry: "QueuedExport") -> None:
        """Give a film up."""
        entry.stop()
        self.queue_changed.emit()

    def cancel_current(self) -> None:
        """Give up the film in the making, or the next one."""
        for entry in self.open[:1]:
            self.cancel(entry)

    def put_away(self, entry: "QueuedExport") -> None:
        """Forget a film that has ended; its file stays."""
        self._queue_now().put_away(entry)
        self.queue_changed.emit()

    def put_all_away(self) -> None:
        """Forget all that have ended."""
        self._queue_now().put_all_away()
        self.queue_changed.emit()

    def taken(self, path: Path) -> bool:
        """Say whether a place is somebody's: there is a file, or will be one."""
        return path.exists() or any(entry.commission.place == path for entry in self.open)

    def play(self, entry: "QueuedExport") -> None:
        """Show a film in the system's own player; a kit or a deck of clips in its folder."""
        self._open(entry.commission.place)

    def reveal(self, entry: "QueuedExport") -> None:
        """Show a film's folder."""
        place = entry.commission.place
        self._open(place if place.is_dir() else place.parent)

    def copy(self, entry: "QueuedExport") -> None:
        """Put a film on the clipboard, as file managers and slide programs take it."""
        place = entry.commission.place
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(place))])
        data.setData("x-special/gnome-copied-files", f"copy\n{QUrl.fromLocalFile(str(place)).toString()}".encode())
        if place.suffix.lower() == ".png":
            data.setImageData(QImage(str(place)))
        QGuiApplication.clipboard().setMimeData(data)
        self.notice_raised.emit(Notice("info", f"{place.name} is on the clipboard."))

    def may_leave(self) -> bool:
        """Ask about films in the making where there are any; False when the window must stay."""
        if not self.busy:
            return True
        answer: FilmsAnswer = self.ask_about(self._window, [entry.commission.name for entry in self.open])
        if answer == "wait":
            self._leaves_when_done = True
            self.notice_raised.emit(Notice("info", "The window closes when the films are ready."))
        return answer == "stop"

    def close(self) -> None:
        """Leave nothing behind."""
        self._timer.stop()
        if self._queue is not None:
            self._queue.end()

    def _keep(self, dialog_state: "FilmDialogState") -> None:
        """Remember what was chosen, for the next film; a title belongs to one film."""
        self._dialog_state = replace(dialog_state, title=None)

    def _queue_now(self) -> "FilmQueue":
        from lossstudio.films.deliver.queue import FilmQueue

        self._queue = self._queue or FilmQueue()
        return self._queue

    def _follow(self) -> None:
        self._timer.start()
        self.queue_changed.emit()

    def _poll(self) -> None:
        ended = self._queue_now().tick()
        for entry in ended:
            self._tell(entry)
        if ended:
            self.queue_changed.emit()
        else:
            self.film_advanced.emit()
        if not self.busy:
            self._timer.stop()
            if self._leaves_when_done and all(entry.state == "done" for entry in ended):
                QTimer.singleShot(0, self._window.close)
            self._leaves_when_done = False

    def _tell(self, entry: "QueuedExport") -> None:
        name = entry.commission.name
        if entry.state == "done":
            ready = f"{name} is ready (in {entry.took_s:.0f} s)."
            more = "".join(f" {capital(notice)}." for notice in entry.notices)
            self.notice_raised.emit(Notice("warning" if more else "info", ready + more))
        elif entry.state == "failed":
            reason = entry.error.splitlines()[-1]
            self.notice_raised.emit(Notice("error", f"{name} was not made: {reason}", entry.error))

    def _open(self, path: Path) -> None:
        if not path.exists():
            self.notice_raised.emit(Notice("warning", f"{path.name} is no longer there."))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.notice_raised.emit(Notice("warning", f"No program opens {path}."))


def folder() -> Path:
    """Return where films go unless somebody says otherwise: the person's folder for films, or home."""
    for place in (QStandardPaths.StandardLocation.MoviesLocation, QStandardPaths.StandardLocation.HomeLocation):
        path = Path(QStandardPaths.writableLocation(place))
        if path.is_dir():
            return path
    return Path.home()
