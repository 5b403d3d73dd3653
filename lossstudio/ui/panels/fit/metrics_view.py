"""The metrics of the selected runner where it stands, at the threshold that is dragged."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lossstudio.core.array import Floats
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.picture.charts.quality_chart import QualityChart, View
from lossstudio.run.analysis.quality import Quality, quality_of
from lossstudio.run.training.compiled_recipe import Course
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.card import ROW_GAP_PX
from lossstudio.ui.controls.chart_view import ChartView
from lossstudio.ui.controls.segmented import SegmentedControl
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.panels.chart_schedule import thetas_on_show
from lossstudio.ui.panels.fit.metrics_table import Measure, MetricsTable
from lossstudio.ui.panels.fit.threshold_control import ThresholdControl

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

    def __init__(self, studio: Studio, look: Look, threshold: ThresholdControl) -> None:
        super().__init__()
        self._studio, self._look, self._threshold = studio, look, threshold
        self.quality: Quality | None = None
        self._data: Prepared | None = None
        self._qualities = studio.inquiry("metrics", self._take)
        self.table = MetricsTable(look)
        self.views = SegmentedControl(look, VIEWS, name="Chart of the metrics")
        self.views.explain("roc", "What every threshold would find, and how many false alarms it would give")
        self.views.explain("calibration", "How often is 90 % right? On the diagonal as often as it says")
        self.views.set_chosen("roc")
        self.views.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.chart = QualityChart(look.theme)
        self.view = ChartView(look, self.chart, name="Chart of the metrics", height_px=150, smallest_px=64)
        self._lay_out()
        self._refreshing = Throttle(self.refresh, self)
        self.views.chosen.connect(lambda _key: self._draw())

    def follow(self) -> None:
        """Show the runner where it is now, as often as numbers can be read."""
        if self.isVisible():
            self._refreshing.ask()

    def refresh(self) -> None:
        """Ask for the numbers of the runner where it is now, and show them when they are there."""
        studio, runner = self._studio, self._studio.selection.runner
        theta, step = thetas_on_show(studio)[runner], studio.playback.step
        self._qualities.ask(partial(_found, studio.run.course, theta, runner, step, self._threshold.value))

    def _take(self, found: "_Found") -> None:
        self.quality, self._data = found.quality, found.data
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
        self.table.show_measures(measures_of(quality, data))

    def _draw(self) -> None:
        quality, data = self.quality, self._data
        unit = "" if data is None else _unit(data.target_names[0])
        self.chart.show(quality, self._shown(quality), self._studio.selection.runner, unit)

    def _shown(self, quality: Quality | None) -> View:
        if quality is None or quality.task == "regression":
            return "errors"
        return "roc" if quality.roc is not None and self.views.choice == "roc" else "calibration"

    def _lay_out(self) -> None:
        px = self._look.px
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
    """How good a runner is, and on which data."""

    quality: Quality | None
    data: Prepared | None


def _found(course: Course, theta: Floats, runner: int, step: int, threshold: float | None) -> _Found:
    """Evaluate how good a runner is at theta ``(P,)``; for the worker."""
    return _Found(quality_of(course, theta, runner, step=step, threshold=threshold), course.problem.prepared)


def measures_of(quality: Quality, data: Prepared) -> tuple[Measure, ...]:
    """Return a quality's metrics for people; errors of standardised numbers in the measured unit too."""
    found = [_measure(quality, name) for name in quality.train if name in MEANINGS]
    if quality.task == "regression" and len(data.target_scale) == 1 and data.target_names != data.samples.target_names:
        scale, unit = float(data.target_scale[0]), _unit(data.samples.target_names[0]).strip(" ()") or "raw"
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


def _unit(name: str) -> str:
    """Return " (kg)" of "body mass (kg)"."""
    start = name.rfind(" (")
    return name[start:] if start >= 0 and name.endswith(")") else ""
