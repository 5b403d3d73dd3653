"""Autosave: unsaved changes are kept on the disk a moment after each, until they are saved or given up."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from lossstudio.project.aside import Aside
from lossstudio.project.recovery import LeftBehind, RecoveryEntry, RecoveryFolder
from lossstudio.run.recipe.errors import SceneError
from lossstudio.studio.studio import Studio

AFTER_MS = 1000
"""What was changed is kept so long after the first change since the last time."""


class Autosave(QObject):
    """Keeps one window's unsaved changes.

    Parameters
    ----------
    folder
        Where; None where nothing can be kept.
    """

    def __init__(self, studio: Studio, folder: RecoveryFolder | None, parent: QObject) -> None:
        super().__init__(parent)
        self._studio, self._folder = studio, folder
        self._entry: RecoveryEntry | None = None
        if folder is not None:
            with contextlib.suppress(OSError):
                self._entry = folder.enter()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self._keep_aside)
        self._aside = Aside()
        self._said: Path | None = None
        studio.scene_changed.connect(self._wait)
        studio.document_changed.connect(self._wait)
        self._say_path()

    def keep(self, *, ended: bool = False) -> None:
        """Keep what isn't saved now, at once; `ended` says that the program ends in order, without a question."""
        if self._entry is not None:
            self._aside.finish()
            self._keeping(self._entry, ended=ended)()

    def is_open_elsewhere(self, path: Path) -> bool:
        """Say whether another window has a file open."""
        return self._folder is not None and self._folder.is_open_elsewhere(path, self._entry)

    def left_behind(self) -> list[LeftBehind]:
        """Return what windows that are gone have kept, the latest first."""
        return [] if self._folder is None or self._entry is None else self._folder.left_behind()

    def adopt(self, left: LeftBehind) -> bool:
        """Take over what a window that is gone has kept, so that no other window gets it; False when it is gone."""
        self._aside.finish()
        return self._entry is not None and self._entry.adopt(left.name)

    def discard(self, left: LeftBehind) -> None:
        """Give up what a window that is gone has kept."""
        if self._folder is not None:
            self._folder.discard(left.name)

    def close(self, *, ended: bool = False) -> None:
        """Stop: what isn't saved is kept for the next start where the program is `ended`, and else is given up."""
        self._timer.stop()
        if self._entry is None:
            return
        if ended:
            self.keep(ended=True)
        else:
            self._aside.finish()
            self._entry.forget()
        self._entry.close()
        if self._folder is not None:
            self._folder.sweep()
        self._entry = None

    def _keep_aside(self) -> None:
        """Keep what isn't saved now, while the window goes on: a large table takes seconds to write."""
        if self._entry is not None:
            self._aside.do(self._keeping(self._entry))

    def _keeping(self, entry: RecoveryEntry, *, ended: bool = False) -> Callable[[], None]:
        """Return what keeps the document as it is now, which may be done later and elsewhere: scenes are frozen."""
        self._timer.stop()
        self._say_path()
        scene, path, losable = self._studio.document.scene, self._studio.document.path, self._studio.document.losable

        def keep() -> None:
            if not losable:
                entry.forget()
                return
            # A scene that can't be written can't be saved either, which is said there.
            with contextlib.suppress(OSError, SceneError):
                entry.keep(scene, path, ended=ended)

        return keep

    def _wait(self) -> None:
        if self._entry is not None and not self._timer.isActive():
            self._timer.start()

    def _say_path(self) -> None:
        path = self._studio.document.path
        if self._entry is not None and path != self._said:
            with contextlib.suppress(OSError):
                self._entry.say_path(path)
                self._said = path
