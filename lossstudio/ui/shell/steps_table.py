"""Every step of the run as a table in a file, which the program's own command line writes beside the window."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, QProcess, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from lossstudio.project.file import save
from lossstudio.project.program import program
from lossstudio.studio.changes import Notice
from lossstudio.studio.studio import Studio

FILTER = "Comma-separated values (*.csv)"


class StepsTable(QObject):
    """Writes one table at a time.

    Signals
    -------
    notice_raised(Notice)
        A table is there, or could not be written.
    """

    notice_raised = Signal(object)

    def __init__(self, studio: Studio, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._window = studio, window
        self._process: QProcess | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._target = Path()

    @property
    def busy(self) -> bool:
        """Whether a table is being written."""
        return self._process is not None

    def ask(self) -> None:
        """Ask where, and write."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        near = self._studio.document.path or Path(documents) / "steps"
        proposal = str(near.with_suffix(".csv"))
        name, _ = QFileDialog.getSaveFileName(self._window, "Save the steps", proposal, FILTER)
        if name:
            path = Path(name)
            self.write(path if path.suffix else path.with_suffix(".csv"))

    def write(self, path: Path) -> None:
        """Write the whole planned run; the window goes on meanwhile."""
        if self._process is not None:
            self.notice_raised.emit(Notice("warning", f"{self._target.name} is still being written: wait for it."))
            return
        self._target = path
        self._folder = TemporaryDirectory(prefix="lossstudio-", ignore_cleanup_errors=True)
        copy = Path(self._folder.name) / "steps.lossstudio"
        save(self._studio.scene_as_shown(), copy)
        words = [*program(), "train", os.fspath(copy), "--csv", os.fspath(path)]
        self._process = QProcess(self)
        self._process.finished.connect(self._finish)
        self._process.errorOccurred.connect(self._fail)
        self._process.start(words[0], words[1:])

    def close(self) -> None:
        """End what is being written; a table is there whole or not at all."""
        process = self._put_away()
        if process is not None:
            process.kill()
            process.waitForFinished(1000)

    def _finish(self, code: int) -> None:
        process = self._put_away()
        if process is None:
            return
        if code == 0:
            self.notice_raised.emit(Notice("info", f"{self._target.name} holds every step of the run."))
        else:
            said = bytes(process.readAllStandardError().data()).decode(errors="replace").strip()
            words = said.removeprefix("lossstudio: ") or f"the program that writes them ended with code {code}"
            self.notice_raised.emit(Notice("error", f"The steps could not be saved: {words.splitlines()[0]}", words))

    def _fail(self, error: QProcess.ProcessError) -> None:
        process = self._process
        if process is not None and error == QProcess.ProcessError.FailedToStart:
            self._put_away()
            self.notice_raised.emit(Notice("error", f"The steps could not be saved: {process.errorString()}"))

    def _put_away(self) -> QProcess | None:
        process, folder = self._process, self._folder
        self._process = self._folder = None
        if process is not None:
            process.deleteLater()
        if folder is not None:
            folder.cleanup()
        return process
