"""Tables of one's own: from a file, dropped or pasted, read by the worker, then looked at in a sheet."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from lossstudio.core.pieces import Pieces
from lossstudio.project.table_suffixes import SUFFIXES
from lossstudio.studio.changes import Notice
from lossstudio.studio.commands.data import import_data
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance

if TYPE_CHECKING:  # what reads tables is imported with the first one: most windows never need it
    from lossstudio.project.tables import Imported, ReadingChoices, ReadTable
    from lossstudio.ui.dialogs.import_table import ImportTable

FILTER = f"Tables ({' '.join('*' + suffix for suffix in SUFFIXES)});;All files (*)"
Source: TypeAlias = Callable[["ReadingChoices"], Callable[[], Pieces["ReadTable"]]]
"""What reads a table by a person's choices."""
TELLS_EACH_MS = 250
LARGE_BYTES = 2_000_000
"""A larger file is announced, since reading it takes a moment."""


class Importing(QObject):
    """Reads tables and shows them to be chosen from.

    Signals
    -------
    notice_raised(Notice)
        A table could not be used, or is being read.
    work_ended
        What took a while, as a notice said, is done.
    work_went_on(str)
        How far what takes a while is, instead of what the notice said.
    """

    notice_raised = Signal(object)
    work_ended = Signal()
    work_went_on = Signal(str)

    def __init__(
        self, studio: Studio, appearance: Appearance, window: QWidget, finish_saving: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._finish_saving = finish_saving
        self._studio, self._appearance, self._window = studio, appearance, window
        self._tables = studio.inquiry("table", self._show, failed=self._refuse, patient=True)
        self._source: Source | None = None
        self._title = self._name = ""
        self._sheet: ImportTable | None = None
        self._share = 0.0
        self._telling = QTimer(self)
        self._telling.setInterval(TELLS_EACH_MS)
        self._telling.timeout.connect(self._tell)

    def ask(self) -> None:
        """Ask for a file and read it."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name, _ = QFileDialog.getOpenFileName(self._window, "Import data", folder, FILTER)
        if name:
            self.read_file(Path(name))

    def read_file(self, path: Path) -> None:
        """Read a file."""
        from lossstudio.project.tables import reading_table

        if path.is_file() and path.stat().st_size > LARGE_BYTES:
            self.notice_raised.emit(Notice("info", f"Reading {path.name} ...", about="work"))
        self._read(lambda choices: partial(reading_table, path, choices, self._note_share), path.stem)
        self._name = path.name
        self._telling.start()

    def paste(self) -> None:
        """Read what is on the clipboard."""
        from lossstudio.project.tables import parsing_table

        text = QGuiApplication.clipboard().text()
        if text.strip():
            self._read(lambda choices: partial(parsing_table, text, "the clipboard", choices), "")
        else:
            self.notice_raised.emit(Notice("warning", "There is no table on the clipboard; copy cells, then paste."))

    def close(self) -> None:
        """Read nothing any more."""
        self._tables.cancel()
        self._telling.stop()

    def _note_share(self, share: float) -> None:
        """Note how much of a file is read, in the worker's thread."""
        self._share = share

    def _tell(self) -> None:
        if self._share:
            self.work_went_on.emit(f"Reading {self._name}: {self._share:.0%}")

    def _read(self, source: Source, title: str) -> None:
        """Read a table instead of one that is still being read, or looked at; its scene is to have this title."""
        from lossstudio.project.tables import ReadingChoices

        if self._sheet is not None:
            self._sheet.reject()
        self._source, self._title = source, title
        self._ask(ReadingChoices())

    def _ask(self, choices: "ReadingChoices") -> None:
        self._tables.cancel()
        self._share = 0.0
        if self._source is not None:
            self._tables.ask_in_pieces(self._source(choices))

    def _refuse(self, error: Exception, _details: str) -> None:
        from lossstudio.project.tables import TableError

        self._telling.stop()
        if not isinstance(error, TableError):
            raise error
        if self._sheet is not None:
            self._sheet.show_failure(error.reason)
        else:
            self.notice_raised.emit(Notice("warning", str(error)))

    def _show(self, table: "ReadTable") -> None:
        from lossstudio.ui.dialogs.import_table import ImportTable

        self._telling.stop()
        self.work_ended.emit()
        if self._sheet is not None:
            self._sheet.show_table(table)
            return
        self._sheet = ImportTable(self._studio, self._appearance, self._window, table)
        self._sheet.wanted.connect(self._take)
        self._sheet.reading_wanted.connect(self._ask)
        self._sheet.finished.connect(self._forget)
        self._sheet.open()

    def _take(self, chosen: "Imported") -> None:
        self._finish_saving()  # the document leaves its file: what is being saved must know it by then
        self._studio.apply(import_data(chosen, self._title))

    def _forget(self) -> None:
        self._tables.cancel()
        self._sheet = None
