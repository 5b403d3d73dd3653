"""A table of measures: what each is called, with its meaning as a tooltip, and a number in each column."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QWidget

from lossstudio.run.analysis.measures import measures_of
from lossstudio.run.kinds.measure_table import Measures
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.label import ElidedLabel, Label
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.panels.chart_schedule import thetas_on_show
from lossstudio.ui.panels.fit.metrics_table import number_text


class MeasuresView(QWidget):
    """The measures of the runners where they stand; it works only while it is on show."""

    def __init__(self, studio: Studio, look: Look) -> None:
        super().__init__()
        self._studio, self._look = studio, look
        self.measures: Measures | None = None
        self._shape: tuple[object, ...] = ()
        self._cells: list[list[Label]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName("Measures")
        self._asking = studio.inquiry("measures", self._take)
        self._refreshing = Throttle(self.refresh, self)

    def follow(self) -> None:
        """Show the runners where they are now, as often as numbers can be read."""
        if self.isVisible():
            self._refreshing.ask()

    def refresh(self) -> None:
        """Ask for the numbers of the runners where they are now, and show them when they are there."""
        studio = self._studio
        thetas, runner, step = thetas_on_show(studio), studio.selection.runner, studio.playback.step
        self._asking.ask(partial(measures_of, studio.run.course, thetas, runner, step=step))

    def _take(self, measures: Measures | None) -> None:
        self.measures = measures
        if self.measures is None:
            return
        shape = (self.measures.heads, tuple(line.name for line in self.measures.lines))
        if shape != self._shape:
            self._shape = shape
            self._make(self.measures)
        for line, cells in zip(self.measures.lines, self._cells, strict=True):
            for number, cell in zip(line.numbers, cells, strict=True):
                cell.setText("" if number is None else number_text(number))
        self.setAccessibleDescription("\n".join(self.texts()))

    def texts(self) -> list[str]:
        """Return each measure in words."""
        if self.measures is None:
            return []
        heads = self.measures.heads
        return [
            f"{line.name}: "
            + ", ".join(
                f"{number_text(each)} {head}"
                for head, each in zip(heads, line.numbers, strict=True)
                if each is not None
            )
            for line in self.measures.lines
        ]

    def _make(self, measures: Measures) -> None:
        """Make the labels anew for other lines or columns."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                # It is deleted only when the event loop comes to it, and until then would be painted where it was.
                old.hide()
                old.deleteLater()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column, head in enumerate(measures.heads, start=1):
            self._grid.addWidget(ElidedLabel(self._look, head, align_right=True, points=9, quiet=True), 0, column)
        self._cells = []
        for row, line in enumerate(measures.lines, start=1):
            name = ElidedLabel(self._look, line.name, points=9.5, quiet=True)
            cells = [Label(self._look, weight=QFont.Weight.DemiBold) for _ in line.numbers]
            for column, label in enumerate((name, *cells)):
                label.setToolTip(line.meaning)
                self._grid.addWidget(label, row, column, right if column else Qt.AlignmentFlag.AlignVCenter)
            self._cells.append(cells)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(len(measures.lines) + 1, 1)
