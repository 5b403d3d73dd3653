"""What a page knows of every step of a run in numbers: losses, gradients, learning rates."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.films.webpage.packing import packed
from lossstudio.picture.charts import LossCurves
from lossstudio.picture.charts.loss.loss_curves import CurveLine
from lossstudio.picture.charts.loss.loss_range import LossRange, loss_range
from lossstudio.picture.text.read_outs import exact_text, loss_name
from lossstudio.run.analysis.step_view import StepView
from lossstudio.run.training.timeline import Timeline

MOST_LAST_STEPS = 8
"""Of so many runners it is worked out what the update after the last step would be."""


def steps_part(trained: TrainedScene) -> dict[str, Any]:
    """Return the numbers of the steps that a page knows: all of a run, evenly chosen ones of a very long one."""
    timeline, curves = trained.timeline, trained.curves
    known = curves.steps[curves.steps <= trained.end]
    shown = curves.with_few(0)
    anew = np.searchsorted(curves.steps, sorted({step for own in curves.breaks for step in own}))
    heights = loss_range(shown.heights, curves.test, anew=anew.tolist(), complete=True)
    gradients, rates = _updates(timeline, known)
    return {
        "end": trained.end,
        "steps": known.tolist(),
        "loss": packed(_losses(curves)[: len(known)], 32),
        "lossName": loss_name(trained.compiled),
        "lossDigits": timeline.loss_digits,
        "curves": _curves(shown, len(known), heights),
        "range": {"low": float(heights.low), "high": float(heights.high), "decades": heights.decades},
        "changes": [{"step": change.step, "words": change.words} for change in curves.changes],
        "comparable": curves.comparable,
        "gradient": packed(gradients, 32),
        "rate": _rate_part(rates),
        "stopped": [None if stop is None else stop[0] for stop in timeline.stopped],
    }


def _losses(curves: LossCurves) -> Floats:
    """Return each runner's loss with its penalty ``(n, R)``."""
    return curves.train if curves.penalty is None else curves.train + curves.penalty


def _curves(curves: LossCurves, known: int, heights: LossRange) -> list[dict[str, Any]]:
    """Return the curves of the loss chart, each with whose it is and how it is drawn.

    Heights None are the losses; a curve `beside` the loss is drawn of the selected runner alone. It begins anew at its
    `breaks`, and `cuts` say what isn't seen of it.
    """
    alike = curves.players is None and curves.penalty is None

    def curve(line: CurveLine, name: str, losses: Floats, breaks: Sequence[int], **how: Any) -> dict[str, Any]:
        cuts = [
            {"step": cut.x, "above": cut.above, "words": cut.words, "side": cut.side}
            for cut in heights.cut_ends(curves.steps[:known], losses, curves.digits)
        ]
        kept = None if alike and "beside" not in how else packed(losses, 32)
        said = {"runner": line.runner, "name": name, "heights": kept, "breaks": list(breaks), "cuts": cuts}
        return {"beside": False} | said | how

    made = [
        curve(
            line,
            line.name,
            column[:known],
            curves.breaks_of(line),
            dash="dashed" if line.player else "solid",
            player=curves.player_names[line.player] if curves.player_names else "",
        )
        for line, column in zip(curves.lines, curves.heights.T, strict=True)
    ]
    for name, losses, anew, dash in (
        ("test", curves.test, curves.breaks, "dashed"),
        ("penalty", curves.penalty, curves.penalty_breaks, "dotted"),
    ):
        if losses is not None:
            some = losses[:known]
            made += [
                curve(line, name, some[:, line.runner], anew[line.runner] if anew else (), dash=dash, beside=True)
                for line in curves.lines
            ]
    return made


def _updates(timeline: Timeline, known: Integers) -> tuple[Floats, Floats]:
    """Return the gradients' lengths and the learning rates of the updates from some steps, each ``(n, R)``."""
    runners = len(timeline.compiled.names)
    gradients, rates = (np.full((len(known), runners), np.nan) for _ in range(2))
    made = known < timeline.length
    gradients[made] = np.asarray(timeline.gradient_norm)[known[made]]
    rates[made] = np.asarray(timeline.learning_rate)[known[made]]
    if not made[-1]:
        for runner in range(min(runners, MOST_LAST_STEPS)):
            view = StepView(timeline, int(known[-1]), runner=runner).evaluate("explanation")
            gradients[-1, runner] = np.nan if view.gradient_norm is None else view.gradient_norm
            rates[-1, runner] = np.nan if view.learning_rate is None else view.learning_rate
    return gradients, rates


def _rate_part(rates: Floats) -> dict[str, Any]:
    """Return the learning rates: one text for each runner where none ever changes, else all of them."""
    lowest, highest = (limit(rates, axis=0, initial=at, where=np.isfinite(rates)) for limit, at in _LIMITS)
    if np.allclose(lowest, highest, rtol=1e-12, atol=0.0):
        return {"texts": [exact_text(float(rate)) for rate in lowest]}
    return {"all": packed(rates, 32)}


_LIMITS = ((np.min, np.inf), (np.max, -np.inf))
