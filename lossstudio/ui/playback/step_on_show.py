"""The step on show, as the views of the window tell of it, and of what else a view tells while it is on its way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer

from lossstudio.core.numbers import exact
from lossstudio.picture.charts.fit.fit import Fit
from lossstudio.picture.charts.fit.fit_view import fit_at, score_of
from lossstudio.picture.text.read_out_rows import ReadOut
from lossstudio.picture.text.read_outs import UNKNOWN, loss_name, loss_read_out
from lossstudio.picture.text.step_sentences import step_sentence
from lossstudio.run.analysis.curves import Losses
from lossstudio.run.analysis.step_view import Piece, StepView
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.studio import Studio
from lossstudio.ui.controls.chart_view import ChartView
from lossstudio.ui.controls.throttle import Throttle


def moment_on_show(studio: Studio, known: Mapping[Piece, Any] | None = None) -> StepView:
    """Return which step is on show, of which run and runner, and what is followed; with what is `known` of it."""
    timeline, playback, analysis = studio.run.timeline, studio.playback, studio.analysis
    step, runner = min(playback.step, timeline.length), studio.selection.runner
    followed = (analysis.sample, min(analysis.parameter, studio.run.compiled.size - 1))
    return StepView(timeline, step, playback.fraction, runner, sample=followed[0], parameter=followed[1], known=known)


def step_on_show(studio: Studio, before: StepView | None = None) -> StepView:
    """Return what is known of the step on show, of the selected runner.

    What the worker has found out is known where it belongs to this very step.

    Parameters
    ----------
    before
        The view of a moment ago: if it is of the same step, what it knows needn't be evaluated again.
    """
    view, told = moment_on_show(studio), studio.analysis.told
    known = dict(_plotted(studio, view.timeline, view.step))
    for other in (before, told):
        if other is not None and other.is_of(view.timeline, view.step, view.runner):
            known |= other.known
    return moment_on_show(studio, known)


def readable_step(studio: Studio, before: StepView | None = None) -> StepView:
    """Return the step whose numbers are told: at rest the one on show.

    While steps go by, it is the last one that is known whole, so that all numbers are of one step; they say which.
    """
    view = step_on_show(studio, before)
    if not studio.playback.playing or view.peek_loss() is not None:
        return view
    for other in (studio.analysis.told, before):
        same = other is not None and other.timeline is view.timeline and other.runner == view.runner
        if other is not None and same and other.step <= view.timeline.length and other.peek_loss() is not None:
            return other
    return view


def loss_on_show(view: StepView) -> ReadOut:
    """Tell the loss of a step, where it is known."""
    return loss_read_out(view) if view.peek_loss() is not None else ReadOut(loss_name(view.compiled), UNKNOWN)


def _plotted(studio: Studio, timeline: Timeline, step: int) -> dict[Piece, Any]:
    """Return what the curves of a run say of a step."""
    curves = studio.analysis.curves
    if curves is None or studio.analysis.curves_run is not timeline:
        return {}
    at = int(np.searchsorted(curves.steps, step))
    if at == len(curves.steps) or curves.steps[at] != step:
        return {}
    found: dict[Piece, Any] = {"losses": curves.train[at]}
    if curves.test is not None:
        found["test_losses"] = curves.test[at]
    if curves.players is not None:
        found["player_losses"] = curves.players[at]
    return found


@dataclass(frozen=True, slots=True, eq=False)
class FitOnShow:
    """What the data chart shows, of which step, and how good the model is there; `fit` is None where none is drawn."""

    view: StepView
    fit: Fit | None
    score: str = ""

    @property
    def compiled(self) -> CompiledRecipe:
        """Whose data and model it is."""
        return self.view.compiled


def fit_on_show(
    view: StepView,
    threshold: float | None = None,
    *,
    drawn: bool = True,
    scored: bool = False,
    areas: bool = False,
) -> FitOnShow:
    """Evaluate what the data chart shows of a view that nobody else has; for the worker."""
    score = ""
    if scored:
        theta = view.thetas[view.runner]
        score = score_of(view.compiled, theta, view.runner, step=view.step, threshold=threshold)
    return FitOnShow(view, fit_at(view, threshold=threshold, areas=areas) if drawn else None, score)


def draws_areas(studio: Studio) -> bool:
    """Say whether the document wants residuals as areas."""
    return studio.document.scene.view.residuals == "areas"


def losses_on_show(studio: Studio) -> tuple[CompiledRecipe, Losses] | None:
    """Return the losses that are known along the run, or the one before, and what was trained; None where none are."""
    curves, run = studio.analysis.curves, studio.analysis.curves_run
    if curves is None or run is None or not len(curves.steps):
        return None
    return run.compiled, curves


RUN_BEFORE = "of the run before"


def said_of(shown: StepView | None, studio: Studio, *, marks_row: bool = False) -> str:
    """Say of which moment something is that stands in a view: "of step 12"; nothing where it is the one on show.

    Parameters
    ----------
    marks_row
        Whether the row that is followed is marked in it.
    """
    now = moment_on_show(studio)
    if shown is None:
        return ""
    if shown.timeline is not now.timeline:
        return RUN_BEFORE
    if shown.runner != now.runner:
        return f"of {shown.compiled.names[shown.runner]}"
    # While the ball rolls, each picture of it is a little late; at rest it would be elsewhere than the others.
    if shown.step != now.step or (shown.fraction != now.fraction and not studio.playback.playing):
        fraction = 0.0 if studio.playback.playing else shown.fraction
        return f"of step {exact(round(shown.step + fraction, 2))}"
    return "of another point" if marks_row and shown.sample != now.sample else ""


READS_MS = 125
"""What stands for less than this can't be read, and would only flicker."""


class LateWords(QObject):
    """A few words about what is late: screen readers get them at once, people who look once they could read them.

    Parameters
    ----------
    tell, show
        Take the words: at once, and when they shall be seen. Empty words say that nothing is late.
    """

    def __init__(self, tell: Callable[[str], None], show: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._tell, self._show = tell, show
        self.words = ""
        self._seen = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(READS_MS)
        self._timer.timeout.connect(self._show_words)

    def say(self, words: str) -> None:
        """Say this."""
        if words != self.words:
            self.words = words
            self._tell(words)
        if not words or self._seen:
            self._show_words()
        elif not self._timer.isActive():
            self._timer.start()

    def _show_words(self) -> None:
        self._timer.stop()
        if self.words != self._seen:
            self._seen = self.words
            self._show(self.words)


class StepWords(LateWords):
    """Says of which step the contents of a view are as long as another one is on show.

    Parameters
    ----------
    tell, show
        As `LateWords` has them.
    marks_row
        Whether the row that is followed is marked in the view.

    Attributes
    ----------
    shown
        Of which step they are; None where there are none.
    """

    def __init__(
        self,
        studio: Studio,
        tell: Callable[[str], None],
        show: Callable[[str], None],
        parent: QObject,
        *,
        marks_row: bool = False,
    ) -> None:
        super().__init__(tell, show, parent)
        self._studio, self._marks_row = studio, marks_row
        self.shown: StepView | None = None
        self._lacking = ""
        for signal in (
            *(studio.cursor_moved, studio.timeline_replaced),
            *(studio.selection_changed, studio.playback_changed),
        ):
            signal.connect(self.follow)

    def be_of(self, view: StepView | None, lacking: str = "") -> None:
        """Note of which step the contents are from now on, and in words what they lack though it is the one on show."""
        self.shown, self._lacking = view, lacking
        self.follow()

    def follow(self) -> None:
        """Say it, where it has become another than the one on show."""
        self.say(said_of(self.shown, self._studio, marks_row=self._marks_row) or self._lacking)


HEARD_MS = 500
"""What is said of a view changes at most twice a second: more nobody can hear."""


class ChartWords(StepWords):
    """Says of a chart which step it shows: always to screen readers, to people who look where it isn't the one on show.

    Parameters
    ----------
    marks_row
        Whether the row that is followed is marked in the chart.
    """

    def __init__(self, studio: Studio, chart: ChartView, parent: QObject, *, marks_row: bool = False) -> None:
        super().__init__(studio, chart.tell, chart.say, parent, marks_row=marks_row)
        self._chart, self._more = chart, ""
        self._sentence = Throttle(self._describe, self, HEARD_MS)

    def be_of(self, view: StepView | None, lacking: str = "", *, more: str = "") -> None:
        """Note of which step the chart is, what it lacks, and what else is said of it."""
        self._more = more
        super().be_of(view, lacking)
        self._sentence.ask()

    def _describe(self) -> None:
        if self.shown is not None:
            known = self._studio.analysis.told
            same = known is not None and known.is_of(self.shown.timeline, self.shown.step, self.shown.runner)
            view = known if same and known is not None else self.shown
            said = step_sentence(view, max(self._studio.run.steps, view.step))
            self._chart.describe(" ".join(filter(None, (said, self._more))))
