"""The program's own command line at work beside the window, on a copy of a scene: one command at a time."""

import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, QProcess, Signal

from lossstudio.project.file import save
from lossstudio.project.program import program
from lossstudio.project.scene import Scene

GONE_MS = 1000
"""How long a command that is ended may take to go."""


class ProgramBeside(QObject):
    """Runs a command that writes one file.

    Signals
    -------
    ended(str)
        It has ended: nothing where the file is there, else why it isn't, as the command said it.

    Attributes
    ----------
    target
        The file.
    """

    ended = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.target = Path()
        self._process: QProcess | None = None
        self._folder: TemporaryDirectory[str] | None = None

    @property
    def busy(self) -> bool:
        """Whether a command is at work."""
        return self._process is not None

    def begin(self, command: str, scene: Scene, target: Path, before: Sequence[str], after: Sequence[str] = ()) -> None:
        """Begin `COMMAND SCENE BEFORE... TARGET AFTER...`; nothing else may be at work.

        Raises
        ------
        SceneError
            If the copy of the scene can't be written.
        """
        folder = TemporaryDirectory(prefix="lossstudio-", ignore_cleanup_errors=True)
        copy = Path(folder.name) / "scene.lossstudio"
        save(scene, copy)
        self.target, self._folder, self._process = target, folder, QProcess(self)
        self._process.finished.connect(self._finish)
        self._process.errorOccurred.connect(self._fail)
        words = [*program(), command, os.fspath(copy), *before, os.fspath(target), *after]
        self._process.start(words[0], words[1:])

    def close(self) -> None:
        """End what is at work; its file is there whole or not at all."""
        process = self._put_away()
        if process is not None:
            process.kill()
            process.waitForFinished(GONE_MS)

    def _finish(self, code: int) -> None:
        process = self._put_away()
        if process is None:
            return
        said = bytes(process.readAllStandardError().data()).decode(errors="replace").strip()
        why = said.removeprefix("lossstudio: ") or f"the program that writes it ended with code {code}"
        self.ended.emit(why if code else "")

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            process = self._put_away()
            if process is not None:
                self.ended.emit(process.errorString())

    def _put_away(self) -> QProcess | None:
        process, folder = self._process, self._folder
        self._process = self._folder = None
        if process is not None:
            process.deleteLater()
        if folder is not None:
            folder.cleanup()
        return process
