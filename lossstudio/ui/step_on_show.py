"""The step on show, as the views of the window tell of it."""

from lossstudio.run.curves import Losses
from lossstudio.run.step_view import StepView
from lossstudio.studio.studio import Studio


def step_on_show(studio: Studio, before: StepView | None = None) -> StepView:
    """Return what is known of the step on show, of the selected runner.

    It is explained where the Studio's explanation belongs to this very step.

    Parameters
    ----------
    before
        The view of a moment ago: if it is of the same step, what it knows needn't be evaluated again.
    """
    timeline, runner, told = studio.run.timeline, studio.selection.runner, studio.analysis.explanation
    step = min(studio.playback.step, timeline.length)
    known = dict(before.known) if before is not None and before.is_of(timeline, step, runner) else {}
    fits = told is not None and (told.step, told.runner) == (step, runner)
    if fits and studio.analysis.explained_course is studio.run.course:
        known["explanation"] = told
    chosen = {"sample": studio.analysis.sample, "parameter": studio.analysis.parameter}
    return StepView(timeline, step, studio.playback.fraction, runner, **chosen, known=known)


def losses_on_show(studio: Studio) -> Losses | None:
    """Return the losses along the run that are known; None while there are none of its runners."""
    curves = studio.analysis.curves
    if curves is None or not len(curves.steps) or curves.train.shape[1] != len(studio.run.course.names):
        return None
    return Losses(curves.steps, curves.train, curves.test, curves.players, curves.penalty)
