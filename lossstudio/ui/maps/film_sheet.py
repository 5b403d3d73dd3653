"""Which film a map of runs becomes: growing step by step, or zooming in, how near, and where to."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lossstudio.core.numbers import counted
from lossstudio.films.deliver.map_film import MapFilm
from lossstudio.films.errors import FilmUsageError
from lossstudio.picture.charts.run_map import axis_name
from lossstudio.project.sweeps.request import SweepRequest
from lossstudio.project.sweeps.zooming import ZoomRequest
from lossstudio.run.sweep.zoom import MOST_TIMES, NEARER, magnifications
from lossstudio.run.training.forecast import for_people
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.card import CardRow
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import Paragraph
from lossstudio.ui.controls.number import NumberField
from lossstudio.ui.controls.segments import SegmentedControl
from lossstudio.ui.dialogs.sheet import Sheet

SIZE_PX = (520, 330)
KINDS = (("grow", "Growing step by step"), ("zoom", "Zooming in"))
FINEST, NOW = "finest", "now"
USUAL_TIMES = 64.0


class MapFilmSheet(Sheet):
    """Asks, says what it will take, and tells what is wanted.

    Parameters
    ----------
    request
        The sweep of the map, and its scene.
    measure
        What colours its runs.
    now
        Where the run stands that is set, across and up; None where it has no such value.
    a_run_s
        How long a run takes.

    Signals
    -------
    wanted(MapFilm)
        This film is to be made.
    """

    wanted = Signal(object)

    def __init__(
        self,
        appearance: Appearance,
        window: QWidget,
        request: SweepRequest,
        *,
        measure: str,
        now: tuple[float | None, float | None],
        a_run_s: float | None,
    ) -> None:
        super().__init__(appearance, window, "Film of the map", SIZE_PX)
        self._request, self._measure, self._a_run_s = request, measure, a_run_s
        self._now = tuple(value for value in now if value is not None)
        self.kind = SegmentedControl(appearance, KINDS, name="Film of the map")
        self.times = NumberField(
            appearance, name="Times nearer", bounds=(NEARER, MOST_TIMES), logarithmic=True, unit="×"
        )
        self.where = ComboBox(appearance, name="Where it zooms to", choices=self._places())
        self.words = Paragraph(appearance)
        self.cancel = Button(appearance, "Cancel")
        self.make = Button(appearance, "Make the film", kind="accent")
        self._rows = [CardRow(appearance, "Nearer", [self.times]), CardRow(appearance, "To", [self.where])]
        self._lay_out()
        self.kind.set_chosen("grow")
        self.times.set_value(USUAL_TIMES)
        self.where.set_chosen(FINEST)
        self.kind.chosen.connect(lambda _key: self._show())
        self.times.changed.connect(lambda _value: self._show())
        self.where.chosen.connect(lambda _key: self._show())
        self.cancel.clicked.connect(self.reject)
        self.make.clicked.connect(self._take)
        self._show()

    @property
    def film(self) -> MapFilm:
        """What is chosen."""
        over, steps = tuple(wanted.text for wanted in self._request.ranges), self._request.steps
        if self.kind.choice != "zoom":
            return MapFilm(over=over, steps=steps)
        at = self._now if self.where.choice == NOW else None
        return MapFilm(over=over, steps=steps, measure=self._measure, zoom=self.times.value or USUAL_TIMES, at=at)

    def _places(self) -> list[tuple[str, str]]:
        """Return where it can zoom to: the run that is set is one of them where it is on the map."""
        ranges = self._request.ranges
        on = len(self._now) == len(ranges) and all(
            each.low <= value <= each.high for each, value in zip(ranges, self._now, strict=True)
        )
        return [(FINEST, "where its border is finest")] + [(NOW, "the run that is set, at the ring")] * on

    def _show(self) -> None:
        """Say what the film will be, and what it takes."""
        zooms = self.kind.choice == "zoom"
        for row in self._rows:
            row.setVisible(zooms)
        try:
            self.words.setText(self._said(self.film.request(self._request.scene)))
        except FilmUsageError as error:
            self.words.setText(f"{str(error)[:1].upper()}{str(error)[1:]}.")
            self.make.setEnabled(False)
        else:
            self.make.setEnabled(True)

    def _said(self, request: SweepRequest | ZoomRequest) -> str:
        if isinstance(request, ZoomRequest):
            across, up = (axis_name(wanted.path) for wanted in request.ranges)
            levels, (wide, high, _) = len(magnifications(request.times)), request.whole.sweep.shape
            runs = request.runs
            said = f"{levels} maps of {across} by {up}, each nearer than the one before, of {wide} x {high} runs: "
        else:
            runs, said = len(request.sweep), "The map at one step after the other, coloured by the loss: "
        said += counted(runs, "run")
        return f"{said}." if self._a_run_s is None else f"{said}, about {for_people(self._a_run_s * runs)} of training."

    def _take(self) -> None:
        self.wanted.emit(self.film)
        self.accept()

    def _lay_out(self) -> None:
        self.column.addWidget(self.kind)
        for row in self._rows:
            self.column.addWidget(row)
        self.column.addWidget(self.words)
        self.column.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.make)
        self.column.addLayout(self.foot)
