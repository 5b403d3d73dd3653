"""The metrics of the selected runner where it stands, at the threshold that is dragged."""

import math
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from lossstudio.core.column_names import base_and_unit, bracketed_unit
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.numbers import readout
from lossstudio.picture.charts.quality_chart import QualityChart, View
from lossstudio.run.analysis.quality import Quality, measures_of, quality_of
from lossstudio.run.analysis.step_view import StepView
from lossstudio.run.kinds.measure_table import Measures
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.card import ROW_GAP_PX
from lossstudio.ui.controls.chart_view import ChartView
from lossstudio.ui.controls.emptying import emptied
from lossstudio.ui.controls.label import ElidedLabel, Label
from lossstudio.ui.controls.number import fitted
from lossstudio.ui.controls.segments import SegmentedControl
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.panels.fit.threshold_control import ThresholdControl
from lossstudio.ui.playback.step_on_show import ChartWords, StepWords, moment_on_show

HEAD_PX, ROW_PX, NAME_PX = 18.0, 20.0, 32.0


@dataclass(frozen=True, slots=True)
class Measure:
    """One metric: its name, which may have a shorter one after a bar, what it means, and its numbers."""

    name: str
    meaning: str
    train: float
    test: float | None

    @property
    def names(self) -> tuple[str, str]:
        """The name, and the short one."""
        name, _, short = self.name.partition("|")
        return name, short or name


class MetricsTable(QWidget):
    """The table; a tooltip says what a column means."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.measures: tuple[Measure, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Metrics")
        appearance.refits(self)

    def show_measures(self, measures: tuple[Measure, ...]) -> None:
        """Show these."""
        before, self.measures = self.lines, measures
        self.setAccessibleDescription("\n".join(self.texts()))
        if self.lines != before:
            self.updateGeometry()
        self.update()

    @property
    def lines(self) -> int:
        """How many lines of numbers there are."""
        return 2 if any(measure.test is not None for measure in self.measures) else 1

    def texts(self) -> list[str]:
        """Return each metric in words."""
        return [
            f"{measure.names[0]}: {number_text(measure.train)} training"
            + ("" if measure.test is None else f", {number_text(measure.test)} test")
            for measure in self.measures
        ]

    def headings(self) -> list[str]:
        """Return the columns' names, all short where one wouldn't fit."""
        metrics, room = QFontMetrics(self._appearance.font(9)), self._column(0).width() - self._appearance.px(2)
        fit = all(metrics.horizontalAdvance(measure.names[0]) <= room for measure in self.measures)
        words = [measure.names[0 if fit else 1] for measure in self.measures]
        return [metrics.elidedText(word, Qt.TextElideMode.ElideRight, round(room)) for word in words]

    def meaning_at(self, x: float) -> str:
        """Return what the column at a place means."""
        columns = range(len(self.measures))
        return next((self.measures[at].meaning for at in columns if self._column(at).contains(x, 1.0)), "")

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(240), self._appearance.px(HEAD_PX) + self.lines * self._appearance.px(ROW_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(200), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.meaning_at(event.pos().x()), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px, appearance = QPainter(self), self._appearance.px, self._appearance
        middle = Qt.AlignmentFlag.AlignVCenter
        for line, word in enumerate(("train", "test")[: self.lines]):
            painter.setFont(appearance.font(9))
            painter.setPen(appearance.color("secondary"))
            top = px(HEAD_PX) + line * px(ROW_PX)
            painter.drawText(QRectF(0, top, px(NAME_PX), px(ROW_PX)), middle | Qt.AlignmentFlag.AlignLeft, word)
        right = middle | Qt.AlignmentFlag.AlignRight
        for at, (measure, heading) in enumerate(zip(self.measures, self.headings(), strict=True)):
            place = self._column(at)
            painter.setFont(appearance.font(9))
            painter.setPen(appearance.color("secondary"))
            painter.drawText(QRectF(place.left(), 0, place.width(), px(HEAD_PX)), right, heading)
            painter.setFont(appearance.font(10, QFont.Weight.DemiBold))
            painter.setPen(appearance.color("text"))
            for line, number in enumerate((measure.train, measure.test)[: self.lines]):
                row = QRectF(place.left(), px(HEAD_PX) + line * px(ROW_PX), place.width(), px(ROW_PX))
                painter.drawText(row, right, "" if number is None else self._written(number, place.width()))

    def _written(self, number: float, room_px: float) -> str:
        metrics = QFontMetrics(self._appearance.font(10, QFont.Weight.DemiBold))
        return number_text(number) if math.isnan(number) else fitted(number, metrics, room_px)

    def _column(self, at: int) -> QRectF:
        name = self._appearance.px(NAME_PX)
        width = (self.width() - name) / max(len(self.measures), 1)
        return QRectF(name + at * width, 0, width, self.height())


def number_text(value: float) -> str:
    """Write a metric, or a dash for one that isn't defined."""
    return "–" if math.isnan(value) else readout(value)


class MeasuresView(QWidget):
    """The measures of the runners where they stand; it works only while it is on show."""

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__()
        self._studio, self._appearance = studio, appearance
        self.measures: Measures | None = None
        self._shape: tuple[object, ...] = ()
        self._cells: list[list[Label]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName("Measures")
        self._of = ElidedLabel(appearance, points=9, quiet=True)
        self.of_step = StepWords(studio, lambda _words: self._describe(), self._of.setText, self)
        self._grid.addWidget(self._of, 0, 0)
        self._asking = studio.inquiry("measures", self._take)
        self._refreshing = Throttle(self.refresh, self)

    def follow(self) -> None:
        """Show the runners where they are now, as often as numbers can be read."""
        if self.isVisible():
            self._refreshing.ask()

    def refresh(self) -> None:
        """Ask for the numbers of the runners where they are now, and show them when they are there."""
        studio = self._studio
        self._asking.ask(partial(_measured, moment_on_show(studio)))

    def _take(self, found: tuple[StepView, Measures | None]) -> None:
        view, self.measures = found
        self.of_step.be_of(view)
        if self.measures is None:
            return
        shape = (self.measures.heads, tuple(line.name for line in self.measures.lines))
        if shape != self._shape:
            self._shape = shape
            self._make(self.measures)
        for line, cells in zip(self.measures.lines, self._cells, strict=True):
            for number, cell in zip(line.numbers, cells, strict=True):
                cell.setText("" if number is None else number_text(number))
        self._describe()

    def _describe(self) -> None:
        self.setAccessibleDescription("\n".join(filter(None, (self.of_step.words, *self.texts()))))

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
        for old in emptied(self._grid):
            if old is not self._of:  # that stays
                # It is deleted only when the event loop comes to it, and until then would be painted where it was.
                old.hide()
                old.deleteLater()
        self._grid.addWidget(self._of, 0, 0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column, head in enumerate(measures.heads, start=1):
            self._grid.addWidget(ElidedLabel(self._appearance, head, align_right=True, points=9, quiet=True), 0, column)
        self._cells = []
        for row, line in enumerate(measures.lines, start=1):
            name = ElidedLabel(self._appearance, line.name, points=9.5, quiet=True)
            cells = [Label(self._appearance, weight=QFont.Weight.DemiBold) for _ in line.numbers]
            for column, label in enumerate((name, *cells)):
                label.setToolTip(line.meaning)
                self._grid.addWidget(label, row, column, right if column else Qt.AlignmentFlag.AlignVCenter)
            self._cells.append(cells)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(len(measures.lines) + 1, 1)


VIEWS: tuple[tuple[View, str], ...] = (("roc", "ROC"), ("calibration", "Calibration"))
MEANINGS = {
    "accuracy": ("accuracy|acc.", "The share of rows that are right"),
    "precision": ("precision|prec.", "Of what is said to be yes, the share that is"),
    "recall": ("recall", "Of what is yes, the share that is found"),
    "f1": ("F1", "Precision and recall in one: their harmonic mean"),
    "roc_auc": ("AUC", "How often a yes has a higher score than a no: the area under the ROC curve"),
    "r2": ("R²", "The share of the targets' variance that is explained; 1 is perfect, 0 is the mean"),
    "rmse": ("RMSE", "The root of the mean squared error"),
    "mae": ("MAE", "The mean absolute error"),
}


class MetricsView(QWidget):
    """Numbers and chart; it works only while it is on show.

    Parameters
    ----------
    threshold
        What the numbers are told at.
    """

    def __init__(self, studio: Studio, appearance: Appearance, threshold: ThresholdControl) -> None:
        super().__init__()
        self._studio, self._appearance, self._threshold = studio, appearance, threshold
        self.quality: Quality | None = None
        self._data: Prepared | None = None
        self._runner = 0
        self._qualities = studio.inquiry("metrics", self._take)
        self.table = MetricsTable(appearance)
        self.views = SegmentedControl(appearance, VIEWS, name="Chart of the metrics")
        self.views.explain("roc", "What every threshold would find, and how many false alarms it would give")
        self.views.explain("calibration", "How often is 90 % right? On the diagonal as often as it says")
        self.views.set_chosen("roc")
        self.views.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.chart = QualityChart(appearance.theme)
        self.view = ChartView(appearance, self.chart, name="Chart of the metrics", height_px=150, smallest_px=84)
        self.of_step = ChartWords(studio, self.view, self)
        self._lay_out()
        self._refreshing = Throttle(self.refresh, self)
        self.views.chosen.connect(lambda _key: self._draw())

    def follow(self) -> None:
        """Show the runner where it is now, as often as numbers can be read."""
        if self.isVisible():
            self._refreshing.ask()

    def refresh(self) -> None:
        """Ask for the numbers of the runner where it is now, and show them when they are there."""
        self._qualities.ask(partial(_found, moment_on_show(self._studio), self._threshold.value))

    def _take(self, found: "_Found") -> None:
        self.quality, self._data = found.quality, found.view.compiled.problem.prepared
        self._runner = found.view.runner
        self.of_step.be_of(found.view)
        self._show_numbers()
        self._draw()

    def show_view(self, key: str) -> None:
        """Show one of the charts: "roc" or "calibration"."""
        if key != self.views.choice:
            self.views.set_chosen(key)
            if self.isVisible():
                self._draw()

    def seat(self, threshold: ThresholdControl) -> None:
        """Give the threshold its place beside the chart's choice."""
        self._line.insertWidget(0, threshold, 1)

    def _show_numbers(self) -> None:
        quality, data = self.quality, self._data
        self._cutting.setVisible(quality is not None and quality.cut != "none")
        self.table.setVisible(quality is not None)
        if quality is None or data is None:
            return
        self.table.show_measures(measures_of_quality(quality, data))

    def _draw(self) -> None:
        quality, data = self.quality, self._data
        unit = "" if data is None else bracketed_unit(data.target_names[0])
        self.chart.show(quality, self._shown(quality), self._runner, unit)

    def _shown(self, quality: Quality | None) -> View:
        if quality is None or quality.task == "regression":
            return "errors"
        return "roc" if quality.roc is not None and self.views.choice == "roc" else "calibration"

    def _lay_out(self) -> None:
        px = self._appearance.px
        self._cutting = QWidget()
        self._line = line = QHBoxLayout(self._cutting)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(ROW_GAP_PX))
        line.addWidget(self.views)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(ROW_GAP_PX) // 2)
        column.addWidget(self.table)
        column.addWidget(self._cutting)
        column.addWidget(self.view, 1)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """How good a runner is, and at which step."""

    view: StepView
    quality: Quality | None


def _found(view: StepView, threshold: float | None) -> _Found:
    """Evaluate how good a view's runner is there; for the worker."""
    theta = view.thetas[view.runner]
    return _Found(view, quality_of(view.compiled, theta, view.runner, step=view.step, threshold=threshold))


def _measured(view: StepView) -> tuple[StepView, Measures | None]:
    """Evaluate the measures of a view's runners; for the worker."""
    return view, measures_of(view.compiled, view.thetas, view.runner, step=view.step)


def measures_of_quality(quality: Quality, data: Prepared) -> tuple[Measure, ...]:
    """Return a quality's metrics for people; errors of standardised numbers in the measured unit too."""
    found = [_measure(quality, name) for name in quality.train if name in MEANINGS]
    if quality.task == "regression" and len(data.target_scale) == 1 and data.target_names != data.samples.target_names:
        scale, unit = float(data.target_scale[0]), base_and_unit(data.samples.target_names[0])[1] or "raw"
        found += [_scaled(measure, scale, unit) for measure in found if measure.name in ("RMSE", "MAE")]
    return tuple(found)


def _measure(quality: Quality, name: str) -> Measure:
    words, meaning = MEANINGS[name]
    if quality.task == "multiclass" and name not in ("accuracy",):
        meaning += "; the mean over the classes"
    return Measure(words, meaning, quality.train[name], None if quality.test is None else quality.test[name])


def _scaled(measure: Measure, scale: float, unit: str) -> Measure:
    test = None if measure.test is None else scale * measure.test
    return Measure(
        f"{measure.name} {unit}", f"{measure.meaning}, in the unit that was measured", scale * measure.train, test
    )
