"""Tables of one's own: from a file, dropped or pasted, read by the worker, then looked at in a sheet."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from lossstudio.core.pieces import Pieces
from lossstudio.project.tables import SUFFIXES, ReadTable, TableError, parsing_table, reading_table
from lossstudio.studio.changes import Notice
from lossstudio.studio.commands.data import import_data
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.dialogs.import_table import ImportTable

FILTER = f"Tables ({' '.join('*' + suffix for suffix in SUFFIXES)});;All files (*)"
LARGE_BYTES = 2_000_000
"""A larger file is announced, since reading it takes a moment."""


class Importing(QObject):
    """Reads tables and shows them to be chosen from.

    Signals
    -------
    notice_raised(Notice)
        A table could not be used, or is being read.
    """

    notice_raised = Signal(object)

    def __init__(self, studio: Studio, appearance: Appearance, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._appearance, self._window = studio, appearance, window
        self._tables = studio.inquiry("table", self._open, failed=self._refuse, patient=True)

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
        self._read(partial(reading_table, path))

    def paste(self) -> None:
        """Read what is on the clipboard."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self._read(partial(parsing_table, text, "the clipboard"))
        else:
            self.notice_raised.emit(Notice("warning", "There is no table on the clipboard; copy cells, then paste."))

    def close(self) -> None:
        """Read nothing any more."""
        self._tables.cancel()

    def _read(self, reading: Callable[[], Pieces[ReadTable]]) -> None:
        """Read a table instead of one that is still being read."""
        self._tables.cancel()
        self._tables.ask_in_pieces(reading)

    def _refuse(self, error: Exception, _details: str) -> None:
        if not isinstance(error, TableError):
            raise error
        self.notice_raised.emit(Notice("warning", str(error)))

    def _open(self, table: ReadTable) -> None:
        try:
            sheet = ImportTable(self._appearance, self._window, table)
        except TableError as error:
            self.notice_raised.emit(Notice("warning", str(error)))
            return
        sheet.wanted.connect(lambda value: self._studio.apply(import_data(value)))
        sheet.open()
