"""The Fit panel: the model against the data, whose points can be chosen and dragged; or how good it is in numbers."""

from collections.abc import Mapping

from lossstudio.core.array import Floats
from lossstudio.picture.charts import Fit, FitChart, fit_of
from lossstudio.picture.charts.fit import DensityFit, EmbeddingFit, GameFit, SlopeFit
from lossstudio.picture.charts.score import score_of
from lossstudio.run.decision import cut_of
from lossstudio.studio.studio import Studio
from lossstudio.ui.controls.button import Button
from lossstudio.ui.panels.chart_view import ChartView
from lossstudio.ui.panels.fit_points import FitPoints
from lossstudio.ui.panels.metrics_view import MetricsView
from lossstudio.ui.panels.panel import Panel
from lossstudio.ui.panels.standing import due, thetas_on_show
from lossstudio.ui.panels.threshold_control import ThresholdControl
from lossstudio.ui.theme import Look
from lossstudio.ui.throttle import Throttle

TURN = 1
METRICS, CHART = "Metrics", "Chart"


class FitPanel(Panel):
    """The model against the data."""

    def __init__(self, studio: Studio, look: Look) -> None:
        super().__init__(studio, look, "Fit")
        self.chart = FitChart(look.theme, interactive=True)
        self.view = ChartView(look, self.chart, name="Fit", height_px=268, smallest_px=108)
        self.threshold = ThresholdControl(look)
        self.metrics = MetricsView(studio, look, self.threshold)
        self.metrics.hide()
        for part in (self.view, self.metrics):
            self.body.addWidget(part, 1)
        self.body.addWidget(self.threshold)
        self.turn = Button(look, METRICS, kind="link")
        self.turn.clicked.connect(self._turn)
        self.set_corner(self.turn)
        self.grow()
        self._numbers = Throttle(self._show_numbers, self)
        self._connect()
        self._show_cut()
        self._draw()
        self._show_numbers()

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
        self.points = FitPoints(studio, self.chart, self)
        self.threshold.changed.connect(self._decide)

    def _follow(self) -> None:
        self._show_cut()
        if due(self.studio, TURN):
            self._draw()
        self.metrics.follow()
        self._numbers.ask()

    def _show_cut(self) -> None:
        self.threshold.show_cut(cut_of(self.studio.course, self.studio.runner, self.studio.step))

    def _decide(self) -> None:
        """Draw and count with another threshold."""
        self._draw()
        self.metrics.follow()
        self._numbers.ask()

    def _turn(self) -> None:
        """Show the metrics in the chart's place, or the chart again."""
        self.show_metrics(self.metrics.isHidden())

    def show_metrics(self, shown: bool) -> None:
        """Show the metrics, or the chart."""
        self.view.setVisible(not shown)
        self.metrics.setVisible(shown)
        self.turn.setText(CHART if shown else METRICS)
        self.turn.setAccessibleName(f"Show the {self.turn.text().lower()}")
        if shown:
            self.metrics.seat(self.threshold)
            self.metrics.refresh()
        else:
            self.body.addWidget(self.threshold)
            self._draw()

    def _draw(self) -> None:
        if self.view.isHidden():
            return
        studio = self.studio
        fit = fit_of(
            studio.course,
            thetas_on_show(studio),
            studio.runner,
            step=studio.step,
            sample=studio.sample,
            update=self._update(),
            threshold=self.threshold.value,
        )
        self.chart.show(fit, studio.phase)

    def _update(self) -> Floats | None:
        """Return the selected runner's coming step, or the rest of it; None where there is none."""
        timeline, step, runner = self.studio.timeline, self.studio.step, self.studio.runner
        if step < timeline.length:
            ahead: Floats = timeline.theta[step + 1, runner] - thetas_on_show(self.studio)[runner]
            return ahead
        told = self.studio.explanation
        return told.update if told is not None and (told.step, told.runner) == (step, runner) else None

    def _show_numbers(self) -> None:
        studio = self.studio
        theta = thetas_on_show(studio)[studio.runner]
        score = score_of(studio.course, theta, studio.runner, step=studio.step, threshold=self.threshold.value)
        race = len(studio.course.names) > 1
        self.set_note(f"{studio.course.names[studio.runner]}   {score}" if race else score)
        self.set_title(title_of(self.chart.shown))
        known = studio.course.problem.prepared is not None
        self.turn.setEnabled(known)
        if not known and not self.metrics.isHidden():
            self.show_metrics(False)


TITLES: Mapping[type, str] = {
    SlopeFit: "Slope",
    DensityFit: "Densities",
    EmbeddingFit: "Embedding",
    GameFit: "Real and generated",
}


def title_of(fit: Fit) -> str:
    """Return what the card is called that shows a fit."""
    return TITLES.get(type(fit), "Fit")
