"""Every step of the run as a table in a file, which the program's own command line writes beside the window."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from lossstudio.studio.background.program_beside import ProgramBeside
from lossstudio.studio.changes import Notice
from lossstudio.studio.studio import Studio
from lossstudio.ui.dialogs.where import ask_where, of_kind

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
        self._program = ProgramBeside(self)
        self._program.ended.connect(self._tell)

    @property
    def busy(self) -> bool:
        """Whether a table is being written."""
        return self._program.busy

    def ask(self) -> None:
        """Ask where, and write."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        near = self._studio.document.path or Path(documents) / "steps"
        path = ask_where(self._window, "Save the steps", near.with_suffix(".csv"), FILTER, of_kind(".csv"))
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the whole planned run; the window goes on meanwhile."""
        if self._program.busy:
            name = self._program.target.name
            self.notice_raised.emit(Notice("warning", f"{name} is still being written: wait for it."))
            return
        self._program.begin("train", self._studio.scene_as_shown(), path, ["--csv"])

    def close(self) -> None:
        """End what is being written; a table is there whole or not at all."""
        self._program.close()

    def _tell(self, why: str) -> None:
        if why:
            self.notice_raised.emit(Notice("error", f"The steps could not be saved: {why.splitlines()[0]}", why))
        else:
            self.notice_raised.emit(Notice("info", f"{self._program.target.name} holds every step of the run."))
