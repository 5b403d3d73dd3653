"""Saving: scenes are written to their files by the worker, one after another, while the window goes on."""

from collections import deque
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from lossstudio.core.pieces import Pieces
from lossstudio.project.file import saving
from lossstudio.project.file_state import FileState
from lossstudio.project.scene import Scene
from lossstudio.run.recipe.errors import SceneError
from lossstudio.studio.changes import Notice
from lossstudio.studio.studio import Studio

SOON_MS = 400
"""What takes longer is announced."""


@dataclass(slots=True, eq=False)
class _Wish:
    """A scene that is to be saved, of the document that was open as the `opened`-th."""

    scene: Scene
    path: Path
    opened: int
    given_up: bool = False
    in_place: bool = False

    def pieces(self) -> Pieces[FileState | None]:
        """Save it, unless it is given up before the file is in its place."""
        work = saving(self.scene, self.path, backup=True)
        while not self.given_up:
            try:
                next(work)
            except StopIteration as end:
                self.in_place = True
                state: FileState | None = end.value
                return state
            yield
        return None


class Saving(QObject):
    """Saves what it is given, in that order. Only when a file is in its place does its document count as saved.

    Signals
    -------
    saved(Path)
        A file is in its place.
    notice_raised(Notice)
        One could not be written, or takes a while.
    ended
        Nothing is being saved any more.
    """

    saved = Signal(object)
    notice_raised = Signal(object)
    ended = Signal()

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._inquiry = studio.inquiry("saving", self._take, failed=self._refuse)
        self._wishes: deque[_Wish] = deque()
        self._announced = QTimer(self)
        self._announced.setSingleShot(True)
        self._announced.setInterval(SOON_MS)
        self._announced.timeout.connect(self._announce)

    @property
    def path(self) -> Path | None:
        """The file of what is saved last, as long as something is being saved."""
        return self._wishes[-1].path if self._wishes else None

    def save(self, path: Path) -> None:
        """Write the document as it is now to a file, after what is being saved already."""
        document = self._studio.document
        self._wishes.append(_Wish(document.scene, path, document.opened))
        if len(self._wishes) == 1:
            self._begin()

    def give_up(self) -> None:
        """Leave what is being saved: what isn't in its place yet never comes there."""
        for wish in self._wishes:
            wish.given_up = True

    def finish(self) -> None:
        """Let the window live, but hear nobody, until all is saved, or has failed, or the program is told to end."""
        if not self._wishes:
            return  # an object would stay of each connection (PySide 6.11), and each document that is opened asks
        loop = QEventLoop()
        self.ended.connect(loop.quit)
        while self._wishes and loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents) == 0:
            pass

    def _begin(self) -> None:
        self._inquiry.ask_in_pieces(self._wishes[0].pieces)
        self._announced.start()

    def _take(self, state: FileState | None) -> None:
        wish = self._next()
        if wish.in_place:
            if wish.opened == self._studio.document.opened:
                self._studio.note_saved(wish.scene, wish.path, state)
            self.saved.emit(wish.path)
        self._go_on()

    def _refuse(self, error: Exception, _details: str) -> None:
        self._next()
        self._go_on()
        if not isinstance(error, SceneError):
            raise error
        self.notice_raised.emit(Notice("warning", str(error), about="scene"))

    def _next(self) -> _Wish:
        self._announced.stop()
        return self._wishes.popleft()

    def _go_on(self) -> None:
        if self._wishes:
            self._begin()
        else:
            self.ended.emit()

    def _announce(self) -> None:
        self.notice_raised.emit(Notice("info", f"Saving {self._wishes[0].path.name} ...", about="work"))
