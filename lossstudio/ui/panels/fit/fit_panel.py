"""The Fit panel: the model against the data, whose points can be chosen and dragged; or how good it is in numbers."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from lossstudio.picture.charts import FitChart
from lossstudio.picture.charts.fit.fit import Figure
from lossstudio.picture.charts.fit.fit_input import figure_of
from lossstudio.run.analysis.quality import cut_of
from lossstudio.run.kinds import kind_of
from lossstudio.run.kinds.kind import ObjectiveKind
from lossstudio.studio.commands.view import set_view
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button, IconButton
from lossstudio.ui.controls.chart_view import ChartView
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.panels.fit.fit_points import FitPoints
from lossstudio.ui.panels.fit.metrics_view import MeasuresView, MetricsView
from lossstudio.ui.panels.fit.point_keys import PointKeys
from lossstudio.ui.panels.fit.pointed_sample import PointedSample
from lossstudio.ui.panels.fit.threshold_control import ThresholdControl
from lossstudio.ui.panels.panel import Panel, due_for_redraw
from lossstudio.ui.playback.step_on_show import ChartWords, FitOnShow, draws_areas, fit_on_show, step_on_show

TURN = 2
HEIGHT_PX, SMALLEST_PX, COMFORTABLE_PX = 268.0, 100.0, 150.0
"""How high the chart would like to be, and has to be in low windows and in others."""
METRICS, CHART = "Metrics", "Chart"
AREAS: dict[Figure | None, str] = {
    "square": "Residuals as squares: the area is what each costs",
    "bar": "Residuals as bars: the area is what each costs",
    None: "Residuals as areas: only where a loss is the square of the error or its size",
}
VIEW_OF = {"roc": "metrics", "calibration": "calibration"}
"""How the document calls the charts of the metrics."""


class FitPanel(Panel):
    """The model against the data."""

    key, menu_name, shortcut = "fit", "Fit", "Alt+5"
    column = "right"
    when_low = "shares"

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__(studio, appearance)
        self.chart = FitChart(appearance.theme, interactive=True)
        self.view = ChartView(appearance, self.chart, name="Fit", height_px=HEIGHT_PX, smallest_px=SMALLEST_PX)
        self.threshold = ThresholdControl(appearance)
        self.metrics = MetricsView(studio, appearance, self.threshold)
        self.metrics.hide()
        self.measures = MeasuresView(studio, appearance)
        self.measures.hide()
        for part in (self.view, self.metrics, self.measures):
            self.body.addWidget(part, 1)
        self.body.addWidget(self.threshold)
        self.areas = IconButton(appearance, "square", name="Residuals as areas")
        self.areas.setCheckable(True)
        self.areas.setProperty("small", True)
        self.areas.clicked.connect(self._choose_residuals)
        self.turn = Button(appearance, METRICS, kind="link")
        self.turn.clicked.connect(self._turn)
        self.set_corner(_Pair(self.areas, self.turn))
        self.grow()
        self._fits = studio.inquiry("fit", self._take_fit)
        self.of_step = ChartWords(studio, self.view, self, marks_row=True)
        self._numbers = Throttle(self._show_numbers, self)
        self._connect()
        self._show_cut()
        self._ask()
        self._show_numbers()
        self._follow_scene()

    def take_point(self, way: int) -> None:
        """Take the next point of the chart in hand, or the one before; -1, 1."""
        self._show_chart()
        self.keys.take(way)

    def add_point(self) -> None:
        """Add a point and take it in hand."""
        self._show_chart()
        self.keys.add()

    def _show_chart(self) -> None:
        self.fold(False)
        if self.view.isHidden():
            self._choose("chart")
        self.asked_for.emit()

    def economize(self, sparing: bool) -> None:
        """Let the chart be lower where the window is low."""
        self.view.set_heights(HEIGHT_PX, SMALLEST_PX if sparing else COMFORTABLE_PX)

    def _connect(self) -> None:
        studio = self.studio
        for changed in (
            studio.cursor_moved,
            studio.timeline_replaced,
            studio.selection_changed,
            studio.explanation_changed,
            studio.playback_changed,
        ):
            changed.connect(self._follow)
        studio.scene_changed.connect(self._follow_scene)
        self.metrics.views.chosen.connect(lambda key: self._choose(VIEW_OF[key]))
        self.points = FitPoints(studio, self.chart, self)
        self.pointed = PointedSample(studio, self.appearance, self.view, self.chart, self)
        self.keys = PointKeys(studio, self.chart, self.view, self.points, self.pointed)
        self.threshold.changed.connect(self._decide)

    def _follow(self) -> None:
        self._show_cut()
        if due_for_redraw(self.studio, TURN):
            self._ask()
            self.pointed.follow()
        self.metrics.follow()
        self.measures.follow()
        self._numbers.ask()

    def _show_cut(self) -> None:
        compiled = self.studio.run.compiled
        data = compiled.problem.prepared
        question = () if data is None else (*data.target_names, *data.classes)
        self.threshold.show_cut(cut_of(compiled, self.studio.selection.runner, self.studio.playback.step), question)

    def _decide(self) -> None:
        """Draw and count with another threshold."""
        self._ask()
        self.metrics.follow()
        self._numbers.ask()

    def _turn(self) -> None:
        """Show the metrics in the chart's place, or the chart again."""
        self._choose(VIEW_OF[self.metrics.views.choice] if self.studio.document.scene.view.fit == "chart" else "chart")

    def _choose(self, key: str) -> None:
        """Let the document say what stands here."""
        self.studio.apply(set_view(fit=key))
        self.studio.document.end_change()

    def _follow_scene(self) -> None:
        """Show what the document wants here."""
        wanted = self.studio.document.scene.view.fit
        if wanted != "chart":
            self.metrics.show_view("calibration" if wanted == "calibration" else "roc")
        shown = wanted != "chart" and self._kind.allows("metrics")
        if shown != self.view.isHidden():
            self.show_metrics(shown)
        self.areas.setChecked(draws_areas(self.studio))
        self._ask()

    def _choose_residuals(self) -> None:
        self.studio.apply(set_view(residuals="areas" if self.areas.isChecked() else "lines"))
        self.studio.document.end_change()

    def _offer_areas(self) -> None:
        """Offer areas where the area is what a residual costs, and say what they are or why there are none."""
        studio = self.studio
        figure = figure_of(studio.run.compiled, studio.selection.runner, studio.playback.step)
        self.areas.setEnabled(figure is not None)
        self.areas.setToolTip(AREAS[figure])

    def show_metrics(self, shown: bool) -> None:
        """Show the metrics, or the chart."""
        answers = self._answers
        self.view.setVisible(not shown)
        self.areas.setVisible(not shown)
        if shown:
            self.pointed.leave()
        self.metrics.setVisible(shown and answers)
        self.measures.setVisible(shown and not answers)
        self.turn.setText(CHART if shown else METRICS)
        self.turn.setAccessibleName(f"Show the {self.turn.text().lower()}")
        if shown and answers:
            self.metrics.seat(self.threshold)
            self.metrics.refresh()
        elif shown:
            self.measures.refresh()
        else:
            self.body.addWidget(self.threshold)
            self._ask()

    def _ask(self) -> None:
        """Ask for chart and score together, so that they are of one step."""
        drawn, areas, threshold = not self.view.isHidden(), draws_areas(self.studio), self.threshold.value
        view = step_on_show(self.studio)
        self._fits.ask(partial(fit_on_show, view, threshold, drawn=drawn, scored=True, areas=areas))

    def _take_fit(self, shown: FitOnShow) -> None:
        names = shown.compiled.names
        self.set_note(f"{names[shown.view.runner]}   {shown.score}" if len(names) > 1 else shown.score)
        if shown.fit is not None:
            self.chart.show(shown.fit, self.studio.playback.phase)
            self.points.shown_of = shown.compiled
            # A chart that was turned away isn't drawn, and is of the step before when it comes back.
            self.of_step.be_of(shown.view, more=f"{shown.score}." if shown.score else "")

    def _show_numbers(self) -> None:
        self.set_title(self._kind.fit)
        self.view.setAccessibleName(self.title)
        self._offer_areas()
        measured = self._kind.allows("metrics")
        self.turn.setEnabled(measured)
        shown = self.metrics if self._answers else self.measures
        if self.view.isHidden() and (not measured or shown.isHidden()):
            self.show_metrics(measured)

    @property
    def _kind(self) -> ObjectiveKind:
        return kind_of(self.studio.run.compiled.recipe.task)

    @property
    def _answers(self) -> bool:
        """Whether a model answers, and its answers are right or wrong."""
        return (
            self.studio.run.compiled.objective(self.studio.selection.runner, self.studio.playback.step).pointwise
            is not None
        )


class _Pair(QWidget):
    """Two controls side by side."""

    def __init__(self, *controls: QWidget) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for control in controls:
            line.addWidget(control)
