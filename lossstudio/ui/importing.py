"""Tables of one's own: from a file, dropped or pasted, read in the background, then looked at in a sheet."""

from collections.abc import Callable
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from lossstudio.project.tables import ReadTable, TableError, parse_table, read_table
from lossstudio.studio.commands.data import import_data
from lossstudio.studio.notice import Notice
from lossstudio.studio.studio import Studio
from lossstudio.ui.dialogs.import_table import ImportTable
from lossstudio.ui.theme import Look

SUFFIXES = (".csv", ".tsv", ".tab", ".txt", ".dat")
FILTER = f"Tables ({' '.join('*' + suffix for suffix in SUFFIXES)});;All files (*)"
LARGE_BYTES = 2_000_000
"""A larger file is announced, since reading it takes a moment."""


class Importing(QObject):
    """Reads tables and shows them to be chosen from.

    Signals
    -------
    notice_raised(Notice)
        A table could not be used, or is being read.
    read(object)
        A table, or the error that stands in its place, is there; sent by the reading thread.
    """

    notice_raised = Signal(object)
    read = Signal(object)

    def __init__(self, studio: Studio, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._look, self._window = studio, look, window
        self.read.connect(self._show)

    def ask(self) -> None:
        """Ask for a file and read it."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name, _ = QFileDialog.getOpenFileName(self._window, "Import data", folder, FILTER)
        if name:
            self.read_file(Path(name))

    def read_file(self, path: Path) -> None:
        """Read a file."""
        if path.is_file() and path.stat().st_size > LARGE_BYTES:
            self.notice_raised.emit(Notice("info", f"Reading {path.name} ..."))
        self._begin(lambda: read_table(path))

    def paste(self) -> None:
        """Read what is on the clipboard."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self._begin(lambda: parse_table(text, "the clipboard"))
        else:
            self.notice_raised.emit(Notice("warning", "There is no table on the clipboard; copy cells, then paste."))

    def _begin(self, reading: Callable[[], ReadTable]) -> None:
        Thread(target=self._work, args=(reading,), name="reading a table", daemon=True).start()

    def _work(self, reading: Callable[[], ReadTable]) -> None:
        """Read in the background; what was closed meanwhile hears nothing."""
        answer: object
        try:
            answer = reading()
        except Exception as error:  # it is raised again where it can be told
            answer = error
        try:
            self.read.emit(answer)
        except RuntimeError:  # the window is gone
            return

    def _show(self, answer: object) -> None:
        if isinstance(answer, TableError):
            self.notice_raised.emit(Notice("warning", str(answer)))
        elif isinstance(answer, Exception):
            raise answer
        elif isinstance(answer, ReadTable):
            self._open(answer)

    def _open(self, table: ReadTable) -> None:
        try:
            sheet = ImportTable(self._look, self._window, table)
        except TableError as error:
            self.notice_raised.emit(Notice("warning", str(error)))
            return
        sheet.wanted.connect(lambda value: self._studio.apply(import_data(value)))
        sheet.open()
