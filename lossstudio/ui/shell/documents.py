"""Documents: open, save, recent files, examples, and the question before unsaved changes are lost."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from lossstudio.project.examples import following, titled
from lossstudio.run.recipe.errors import SceneError
from lossstudio.studio.changes import Notice
from lossstudio.studio.commands.view import set_title
from lossstudio.studio.studio import Studio
from lossstudio.ui.dialogs.questions import SaveAnswer, ask_about_changes
from lossstudio.ui.shell.settings import WindowSettings

SUFFIX = ".lossstudio"
FILTER = f"Loss Studio scenes (*{SUFFIX})"
UNTITLED = "Untitled"


class Documents(QObject):
    """What happens to files.

    Signals
    -------
    notice_raised(Notice)
        A file could not be used.
    """

    notice_raised = Signal(object)

    def __init__(self, studio: Studio, window_settings: WindowSettings, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._window_settings, self._window = studio, window_settings, window
        self.ask: Callable[[QWidget, str], SaveAnswer] = ask_about_changes
        self.recent_menu = QMenu("Open recent", window)
        self._fill_recent()

    @property
    def title(self) -> str:
        """What the open document is called."""
        path = self._studio.document.path
        return self._studio.document.scene.title or (path.stem if path else UNTITLED)

    @property
    def example(self) -> str | None:
        """The key of the example that is open; None when something else is."""
        return titled(self._studio.document.scene.title) if self._studio.document.path is None else None

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
        name, _ = QFileDialog.getOpenFileName(self._window, "Open a scene", folder, f"{FILTER};;All files (*)")
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> bool:
        """Open a file, after the question about unsaved changes; False when the open scene stays."""
        if not self.may_leave() or not self._done(lambda: self._studio.open_file(path)):
            return False
        self._window_settings.keep_recent(path.absolute())
        self._fill_recent()
        return True

    def open_example(self, key: str) -> None:
        """Open a shipped example, after the question about unsaved changes."""
        if self.may_leave():
            self._done(lambda: self._studio.open_example(key))

    def save(self) -> bool:
        """Save to the document's file, or ask for one."""
        path = self._studio.document.path
        return self.save_as() if path is None else self._save_to(path)

    def save_as(self) -> bool:
        """Ask for a file and save to it."""
        proposal = str(self._folder() / f"{_file_name(self.title)}{SUFFIX}")
        name, _ = QFileDialog.getSaveFileName(self._window, "Save the scene", proposal, FILTER)
        if not name:
            return False
        path = Path(name)
        self._take_title(path.stem)
        return self._save_to(path if path.suffix else path.with_suffix(SUFFIX))

    def _take_title(self, name: str) -> None:
        """Let a scene whose title nobody gave it be called as its file is."""
        title = self._studio.document.scene.title
        given = bool(title) and titled(title) is None
        if not given and name != _file_name(title):
            self._studio.apply(set_title(name))
            self._studio.document.end_change()

    def may_leave(self) -> bool:
        """Ask about unsaved changes where there are any; False when the document must stay."""
        if not self._studio.document.losable:
            return True
        answer = self.ask(self._window, self.title)
        return answer == "discard" or (answer == "save" and self.save())

    def _save_to(self, path: Path) -> bool:
        if not self._done(lambda: self._studio.save(path)):
            return False
        self._window_settings.keep_recent(path.absolute())
        self._fill_recent()
        return True

    def _done(self, deed: Callable[[], object]) -> bool:
        try:
            deed()
        except SceneError as error:
            self.notice_raised.emit(Notice("warning", str(error)))
            return False
        return True

    def _folder(self) -> Path:
        if self._studio.document.path is not None:
            return self._studio.document.path.parent
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

    def _fill_recent(self) -> None:
        self.recent_menu.clear()
        for path in self._window_settings.recent:
            action = self.recent_menu.addAction(path.name)
            action.setToolTip(str(path))
            action.triggered.connect(lambda _checked=False, path=path: self._open_recent(path))
        self.recent_menu.setEnabled(bool(self._window_settings.recent))

    def _open_recent(self, path: Path) -> None:
        if not path.exists():
            self._window_settings.forget_recent(path)
            self._fill_recent()
            self.notice_raised.emit(Notice("warning", f"{path}: the file is no longer there"))
        else:
            self.open_path(path)


def _file_name(title: str) -> str:
    """Return a title as a file's name."""
    kept = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in title)
    return " ".join(kept.split())[:80] or "scene"
