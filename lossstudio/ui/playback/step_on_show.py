"""The step on show, as the views of the window tell of it."""

from dataclasses import dataclass

from lossstudio.picture.charts.fit.fit import Fit
from lossstudio.picture.charts.fit.fit_view import fit_at
from lossstudio.picture.text.captions import ReadOut
from lossstudio.picture.text.read_outs import UNKNOWN, loss_name, loss_read_out
from lossstudio.run.analysis.curves import Losses
from lossstudio.run.analysis.step_view import StepView
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.studio.studio import Studio


def step_on_show(studio: Studio, before: StepView | None = None) -> StepView:
    """Return what is known of the step on show, of the selected runner.

    What the worker has found out is known where it belongs to this very step.

    Parameters
    ----------
    before
        The view of a moment ago: if it is of the same step, what it knows needn't be evaluated again.
    """
    timeline, runner, told = studio.run.timeline, studio.selection.runner, studio.analysis.explanation
    step = min(studio.playback.step, timeline.length)
    known = dict(before.known) if before is not None and before.is_of(timeline, step, runner) else {}
    fits = told is not None and (told.step, told.runner) == (step, runner)
    if fits and studio.analysis.explained_recipe is studio.run.compiled:
        known |= studio.analysis.step_pieces
    chosen = {"sample": studio.analysis.sample, "parameter": studio.analysis.parameter}
    return StepView(timeline, step, studio.playback.fraction, runner, **chosen, known=known)


def loss_on_show(view: StepView, before: ReadOut | None = None) -> ReadOut:
    """Tell the loss of the step on show; what was told `before` as long as nobody knows it."""
    if view.peek_loss() is not None:
        return loss_read_out(view)
    name = loss_name(view.compiled)
    return before if before is not None and before.label == name else ReadOut(name, UNKNOWN)


@dataclass(frozen=True, slots=True, eq=False)
class FitOnShow:
    """What the data chart shows, and whose data and model it is."""

    compiled: CompiledRecipe
    fit: Fit


def fit_on_show(view: StepView, threshold: float | None = None, *, areas: bool = False) -> FitOnShow:
    """Evaluate what the data chart shows of a view that nobody else has; for the worker."""
    return FitOnShow(view.compiled, fit_at(view, threshold=threshold, areas=areas))


def draws_areas(studio: Studio) -> bool:
    """Say whether the document wants residuals as areas."""
    return studio.document.scene.view.residuals == "areas"


def losses_on_show(studio: Studio) -> Losses | None:
    """Return the losses along the run that are known; None while there are none of its runners."""
    curves = studio.analysis.curves
    if curves is None or not len(curves.steps) or curves.train.shape[1] != len(studio.run.compiled.names):
        return None
    return Losses(curves.steps, curves.train, curves.test, curves.players, curves.penalty)
