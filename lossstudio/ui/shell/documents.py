"""Documents: open, save, recent files, examples, and the question before unsaved changes are lost."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from lossstudio.project.data_file import SUFFIX as DATA_SUFFIX
from lossstudio.project.data_file import DataFileError, bytes_with_data
from lossstudio.project.examples import EXAMPLES, GROUPS, following, titled
from lossstudio.project.file import loading
from lossstudio.project.recovery import LeftBehind
from lossstudio.project.scene import Scene
from lossstudio.project.table_suffixes import SUFFIXES
from lossstudio.run.recipe.errors import SceneError
from lossstudio.studio.changes import Notice
from lossstudio.studio.commands.view import set_title
from lossstudio.studio.session.document import READ_ONLY
from lossstudio.studio.studio import Studio
from lossstudio.ui.controls.plain_tip import plain_tip
from lossstudio.ui.dialogs.questions import OverwriteAnswer, SaveAnswer, ask_about_changes, ask_about_overwriting
from lossstudio.ui.dialogs.where import ask_where, of_kind
from lossstudio.ui.shell.autosave import Autosave
from lossstudio.ui.shell.saving import Saving
from lossstudio.ui.shell.settings import WindowSettings

SUFFIX = ".lossstudio"
FILTER = f"Loss Studio scenes (*{SUFFIX})"
OPEN_FILTER = ";;".join(
    (
        f"Scenes and tables (*{SUFFIX} {' '.join('*' + suffix for suffix in SUFFIXES)})",
        FILTER,
        "All files (*)",
    )
)
DATA_FILTER = f"Data of a scene (*{DATA_SUFFIX})"
UNTITLED = "Untitled"
SETTLED_MS = 200
"""A file is looked at so long after it was written: programs write in several goes."""

OTHERS_MS = 2000
"""How often it is looked whether another window still has the file open."""

LARGE_BYTES = 2_000_000
"""A larger file is loaded while the window goes on, since that takes a moment."""


class Documents(QObject):
    """What happens to files.

    Signals
    -------
    notice_raised(Notice)
        A file could not be used.
    table_chosen(Path)
        A file was chosen that holds no scene but a table.
    work_ended
        What took a while, as a notice said, is done.
    """

    notice_raised = Signal(object)
    table_chosen = Signal(object)
    work_ended = Signal()

    def __init__(self, studio: Studio, window_settings: WindowSettings, autosave: Autosave, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._window_settings, self._window = studio, window_settings, window
        self._autosave = autosave
        self._example: tuple[int, str] | None = None
        self._overwritten: Path | None = None
        self._loads: Path | None = None
        self._lacks_data: Path | None = None
        self._loading = studio.inquiry("scene file", self._take_loaded, failed=self._refuse_loaded, patient=True)
        self._saving = Saving(studio, self)
        self._saving.notice_raised.connect(self.notice_raised)
        self._saving.saved.connect(self._note_saved)
        self._saving.ended.connect(self.work_ended)
        self._saving.ended.connect(self._look_at_file)
        self.ask: Callable[[QWidget, str], SaveAnswer] = ask_about_changes
        self.ask_overwriting: Callable[..., OverwriteAnswer] = ask_about_overwriting
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(lambda _path: QTimer.singleShot(SETTLED_MS, self._look_at_file))
        studio.document_changed.connect(self._watch)
        self._watch()
        self._others = QTimer(self)
        self._others.setInterval(OTHERS_MS)
        self._others.timeout.connect(self._look_for_others)
        self.recent_menu = QMenu("Open recent", window)
        self._fill_recent()

    @property
    def title(self) -> str:
        """What the open document is called."""
        path = self._studio.document.path
        return self._studio.document.scene.title or (path.stem if path else UNTITLED)

    def open_next_example(self) -> None:
        """Open the example after the one that is open; after the last, say that there is none."""
        key = following(self.example)
        if key is None:
            self.notice_raised.emit(Notice("info", "That was the last example."))
        else:
            self.open_example(key)

    def open_file(self) -> None:
        """Ask for a file and open it."""
        folder = str(self._folder())
        name, _ = QFileDialog.getOpenFileName(self._window, "Open a scene", folder, OPEN_FILTER)
        if name:
            self.open_any(Path(name))

    def open_any(self, path: Path) -> None:
        """Open a scene, or have a table imported."""
        if path.suffix.lower() in SUFFIXES:
            self.table_chosen.emit(path)
        else:
            self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Open a file, after the question about unsaved changes; False when the open scene stays."""
        if not self.may_leave():
            return False
        self._give_up_loading()
        self._lacks_data = None
        if takes_long(path):
            self._load(path)
            return True
        return self._open_as(path, lambda: self._studio.open_file(path))

    def _load(self, path: Path, data: Path | None = None) -> None:
        """Load a large scene while the window goes on; `data` says where its data are, if not where it says."""
        self.notice_raised.emit(Notice("info", f"Opening {path.name} ...", about="work"))
        self._loads = path
        self._loading.ask_in_pieces(partial(loading, path, data))

    @property
    def ways_to_data(self) -> dict[str, Callable[[], object]]:
        """What can be done where a scene's data aren't where it says, by what the buttons say."""
        return {"Find the data...": self.find_data}

    def find_data(self) -> None:
        """Ask where the data of the scene are that could not be opened, and open it with them."""
        path = self._lacks_data
        if path is None:
            return
        name, _ = QFileDialog.getOpenFileName(self._window, f"The data of {path.name}", str(path.parent), DATA_FILTER)
        if name and self.may_leave():
            self._load(path, Path(name))

    def _give_up_loading(self) -> None:
        """Leave a large file that is being loaded."""
        self._loading.cancel()
        self._loads = None

    def _take_loaded(self, scene: Scene) -> None:
        path, self._loads = self._loads, None
        self.work_ended.emit()
        if path is not None:
            # Not from within the frame that brings the answer: a question about changes has frames of its own.
            QTimer.singleShot(0, self, partial(self._open_loaded, scene, path))

    def _open_loaded(self, scene: Scene, path: Path) -> None:
        if not self.may_leave():
            return
        # With data from elsewhere it isn't what its file says, until it is saved.
        opens = self._studio.open_unsaved if path == self._lacks_data else self._studio.open_loaded
        self._lacks_data = None
        self._open_as(path, lambda: opens(scene, path))

    def _refuse_loaded(self, error: Exception, _details: str) -> None:
        if not isinstance(error, SceneError):
            raise error
        path, self._loads = self._loads, None
        self._tell(error, path)

    def _tell(self, error: SceneError, path: Path | None) -> None:
        """Say why a file can't be opened."""
        lacks = isinstance(error, DataFileError)
        self._lacks_data = path if lacks else None
        self.notice_raised.emit(Notice("warning", f"{error}{'.' * lacks}", about="data" if lacks else "scene"))

    def _open_as(self, path: Path, opening: Callable[[], object]) -> bool:
        """Open what a file holds; False when the open scene stays."""
        if not self._done(opening, path):
            return False
        self._window_settings.keep_recent(path.absolute())
        self._fill_recent()
        self.say_open_elsewhere()
        return True

    def say_open_elsewhere(self) -> None:
        """Say so where another window has the document's file open too; then it may only be looked at here."""
        path = self._studio.document.path
        if path is not None and self._autosave.is_open_elsewhere(path):
            self._studio.allow_edits(False)
            self.notice_raised.emit(Notice("warning", READ_ONLY, about="reading"))
            self._others.start()

    @property
    def ways_out(self) -> dict[str, Callable[[], object]]:
        """What can be done where the document is read-only, by what the buttons say."""
        return {"Edit here anyway": self.edit_here, "Save as...": self.save_as}

    def edit_here(self) -> None:
        """Let the document be edited though another window has it open."""
        self._others.stop()
        self._studio.allow_edits(True)

    def _look_for_others(self) -> None:
        """Let the document be edited again when nobody else has it open any more."""
        path = self._studio.document.path
        if not self._studio.document.read_only:
            self._others.stop()
        elif path is None or not self._autosave.is_open_elsewhere(path):
            self.edit_here()
            self.notice_raised.emit(Notice("info", "The other window has closed the file: it can be edited here now."))
            self._look_at_file()

    def reload(self) -> bool:
        """Open the document's file anew, after the question about unsaved changes; False when that isn't done."""
        path = self._studio.document.path
        return path is not None and self.open_path(path)

    def recover(self, left: LeftBehind) -> bool:
        """Open work that a window that is gone had not saved; False when the open scene stays."""
        if not self.may_leave() or not self._done(lambda: self._studio.open_unsaved(left.scene, left.path)):
            return False
        self._autosave.adopt(left)
        return True

    def open_example(self, key: str, *, asks: bool = True) -> bool:
        """Open a shipped example, after the question about unsaved changes; False when the open scene stays."""
        if asks and not self.may_leave():
            return False
        before, self._example = self._example, (self._studio.document.opened + 1, key)
        if not self._done(lambda: self._studio.open_example(key)):
            self._example = before
            return False
        return True

    def note_example(self, key: str) -> None:
        """Remember that the document that is open is a shipped example."""
        self._example = self._studio.document.opened, key

    @property
    def example(self) -> str | None:
        """The key of the shipped example that is open; None where it is another document."""
        document = self._studio.document
        opened, key = self._example or (-1, "")
        return key if opened == document.opened and document.path is None else None

    def neighbour(self, way: int) -> Path | str | None:
        """Return what comes after the open document in its series (`way` 1), or before it (-1); None at its end.

        The series of a shipped example is its group, that of a file the scenes in its folder by their names.
        """
        document = self._studio.document
        series: list[Path | str] = []
        if document.path is not None:
            series = sorted(document.path.absolute().parent.glob(f"*{SUFFIX}"))
        elif self.example is not None:
            series = list(GROUPS[EXAMPLES[self.example].group])
        here = self.example if document.path is None else document.path.absolute()
        place = series.index(here) + way if here in series else -1
        return series[place] if 0 <= place < len(series) else None

    def open_neighbour(self, way: int, *, asks: bool = True) -> bool:
        """Open what comes after the open document in its series, or before it; False when the open scene stays."""
        found = self.neighbour(way)
        if isinstance(found, Path):
            return self.open_path(found)
        return found is not None and self.open_example(found, asks=asks)

    def save(self) -> bool:
        """Save to the document's file, or ask for one; True when it is under way."""
        path = self._saving.path or self._studio.document.path
        return self.save_as() if path is None else self._save_to(path)

    def save_as(self) -> bool:
        """Ask for a file and save to it; True when it is under way."""
        proposal = self._folder() / f"{_file_name(self.title)}{SUFFIX}"
        path = ask_where(self._window, "Save the scene", proposal, FILTER, of_kind(SUFFIX))
        if path is None:
            return False
        self._take_title(path.stem)
        return self._save_to(path)

    def give_up_work(self) -> None:
        """Leave what takes a while: a large file that is being loaded, or saved."""
        self._give_up_loading()
        self._saving.give_up()

    def finish_saving(self) -> None:
        """Let what is being saved come to its end."""
        self._saving.finish()

    def _take_title(self, name: str) -> None:
        """Let a scene whose title nobody gave it be called as its file is."""
        title = self._studio.document.scene.title
        given = bool(title) and titled(title) is None
        if not given and name != _file_name(title):
            self._studio.apply(set_title(name))
            self._studio.document.end_change()

    def may_leave(self) -> bool:
        """Ask about unsaved changes where there are any; False when the document must stay."""
        document = self._studio.document
        self.finish_saving()
        if not document.losable:
            return True
        answer = self.ask(self._window, self.title)
        if answer != "save":
            return answer == "discard"
        if self.save():
            self.finish_saving()
        return not document.losable

    def _save_to(self, path: Path) -> bool:
        document = self._studio.document
        changed = path == document.path and path != self._saving.path and document.changed_outside
        if changed or (path != self._overwritten and self._autosave.is_open_elsewhere(path)):
            answer = self.ask_overwriting(self._window, path.name, changed=changed)
            if answer == "reload":
                self._done(lambda: self._studio.open_file(path))
            if answer != "mine":
                return answer == "other" and self.save_as()
            self._overwritten = path
        self._saving.save(path)
        return True

    def _note_saved(self, path: Path) -> None:
        self._window_settings.keep_recent(path.absolute())
        self._fill_recent()

    def _done(self, deed: Callable[[], object], path: Path | None = None) -> bool:
        try:
            deed()
        except SceneError as error:
            self._tell(error, path)
            return False
        return True

    def _watch(self) -> None:
        """Watch the document's file alone: a program that replaces it ends the watch."""
        path = self._studio.document.path
        wanted = [] if path is None else [str(path)]
        stale = [each for each in self._watcher.files() if each not in wanted]
        if stale:
            self._watcher.removePaths(stale)
        if wanted and wanted[0] not in self._watcher.files():
            self._watcher.addPaths(wanted)

    def _look_at_file(self) -> None:
        self._watch()
        path = self._studio.document.path
        if path is not None and self._saving.path is None and self._studio.document.changed_outside:
            text = f"{path.name} was changed by another program. File > Reload takes its version; saving asks first."
            self.notice_raised.emit(Notice("warning", text, about="scene"))

    def _folder(self) -> Path:
        if self._studio.document.path is not None:
            return self._studio.document.path.parent
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

    def _fill_recent(self) -> None:
        self.recent_menu.clear()
        for path in self._window_settings.recent:
            action = self.recent_menu.addAction(path.name)
            action.setToolTip(plain_tip(str(path)))
            action.triggered.connect(lambda _checked=False, path=path: self._open_recent(path))
        self.recent_menu.setEnabled(bool(self._window_settings.recent))

    def _open_recent(self, path: Path) -> None:
        if not path.exists():
            self._window_settings.forget_recent(path)
            self._fill_recent()
            self.notice_raised.emit(Notice("warning", f"{path}: the file is no longer there", about="scene"))
        else:
            self.open_path(path)


def takes_long(path: Path) -> bool:
    """Say whether loading a file takes so long that the window goes on meanwhile."""
    return bytes_with_data(path) > LARGE_BYTES


def _file_name(title: str) -> str:
    """Return a title as a file's name."""
    kept = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in title)
    return " ".join(kept.split())[:80] or "scene"
