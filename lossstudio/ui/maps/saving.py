"""The map of runs as a file: a picture, a table of its runs, or its film, which is a job as other films are."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from lossstudio.core.pieces import Pieces
from lossstudio.project.replacing import replace_file
from lossstudio.project.sweeps.request import SweepRequest
from lossstudio.project.sweeps.tables import csv_parts, npz_parts
from lossstudio.run.sweep.sweep import Swept
from lossstudio.studio.changes import Notice
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.dialogs.where import ask_where, of_kind
from lossstudio.ui.maps.run_map_pane import RunMapPane

if TYPE_CHECKING:
    from lossstudio.films.deliver.map_film import MapFilm

FILTER = (
    "Pictures (*.png *.svg *.pdf);;Table, a row for each run (*.csv);;Arrays for NumPy (*.npz);;"
    "Film, growing step by step or zooming in (*.mp4)"
)
PICTURES, TABLES, FILM = (".png", ".svg", ".pdf"), (".csv", ".npz"), ".mp4"
NOTHING = "There is no map of runs yet: choose Map above the surface, or press Ctrl+4."


class SavedMap(QObject):
    """Writes the map on show.

    Signals
    -------
    notice_raised(Notice)
        A file is there, or could not be written.
    film_wanted(ExportJob)
        The map's film is to be made.
    """

    notice_raised = Signal(object)
    film_wanted = Signal(object)

    def __init__(self, studio: Studio, appearance: Appearance, pane: RunMapPane, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._appearance, self._pane, self._window = studio, appearance, pane, window
        self._table = studio.inquiry("the table of a map", self._write_table, failed=self._fail, patient=True)
        pane.save_asked.connect(self.ask)

    def ask(self) -> None:
        """Ask where, and write."""
        if self._pane.work.finished is None:
            self.notice_raised.emit(Notice("info", NOTHING))
            return
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        near = self._studio.document.path or Path(pictures) / "map"
        proposal = near.with_name(f"{near.stem}-map.png")
        path = ask_where(self._window, "Save the map of runs", proposal, FILTER, of_kind(".png"))
        if path is not None and path.suffix.lower() == FILM:
            self.ask_for_film(path)
        elif path is not None:
            self.write(path)

    def ask_for_film(self, path: Path) -> None:
        """Ask which film the map becomes, and have it made."""
        from lossstudio.ui.maps.film_sheet import MapFilmSheet

        work, choice = self._pane.work, self._pane.choice
        if work.finished is None:
            self.notice_raised.emit(Notice("info", NOTHING))
            return
        request, measure = self._request(work.finished), choice.spec.measure
        sheet = MapFilmSheet(
            self._appearance, self._window, request, measure=measure, now=choice.now, a_run_s=work.a_run_s
        )
        sheet.wanted.connect(lambda film: self._make_film(path, request, film))
        sheet.open()

    def write(self, path: Path) -> None:
        """Write the map as the name says, growing in a film; runs that aren't finished have no numbers in a table."""
        swept, suffix = self._pane.work.finished, path.suffix.lower()
        if swept is None:
            self.notice_raised.emit(Notice("info", NOTHING))
        elif suffix in PICTURES:
            self._write_picture(path, suffix)
        elif suffix in TABLES:
            request = self._request(swept)
            self._table.ask_in_pieces(lambda: _table(path, swept, request))
        elif suffix == FILM:
            from lossstudio.films.deliver.map_film import MapFilm

            request = self._request(swept)
            over = tuple(wanted.text for wanted in request.ranges)
            self._make_film(path, request, MapFilm(over=over, steps=request.steps))
        else:
            kinds = ", ".join((*PICTURES, *TABLES, FILM))
            self.notice_raised.emit(Notice("warning", f"{path.name}: a map of runs is written as {kinds}."))

    def close(self) -> None:
        """Give up what is being written; a file is there whole or not at all."""
        self._table.cancel()

    def _request(self, swept: Swept) -> SweepRequest:
        """Return what a sweep of the command line would have been asked for."""
        sweep, scene = swept.sweep, self._studio.document.scene
        names = tuple(measure.name for measure in sweep.measures)
        steps = sweep.recipe.training.steps
        return SweepRequest(replace(scene, recipe=sweep.recipe, plane=None, map=None), sweep.ranges, None, names, steps)

    def _write_picture(self, path: Path, suffix: str) -> None:
        from lossstudio.films.render.run_map import picture_of

        shown = self._pane.chart.shown
        if shown is not None:
            parts = picture_of(shown, suffix, self._studio.document.scene.title, dark=self._appearance.theme.dark)
            self._write(path, list(parts))

    def _write_table(self, table: tuple[Path, list[bytes]]) -> None:
        self._write(*table)

    def _write(self, path: Path, parts: list[bytes]) -> None:
        try:
            replace_file(path, parts)
        except OSError as error:
            self._fail(error, "")
            return
        self.notice_raised.emit(Notice("info", f"{path.name} holds the map of runs."))

    def _make_film(self, path: Path, request: SweepRequest, film: "MapFilm") -> None:
        from lossstudio.films.deliver.export_job import ExportJob
        from lossstudio.films.plan.export_options import ExportOptions

        self.film_wanted.emit(ExportJob(scene=request.scene, film=ExportOptions(), out=path, kind="map", map=film))

    def _fail(self, error: Exception, details: str) -> None:
        self.notice_raised.emit(Notice("error", f"The map could not be written: {error}", details))


def _table(path: Path, swept: Swept, request: SweepRequest) -> Pieces[tuple[Path, list[bytes]]]:
    """Return what is written, and where."""
    parts = []
    for part in csv_parts(swept) if path.suffix.lower() == ".csv" else npz_parts(swept, request):
        parts.append(part)
        yield
    return path, parts
