"""The learning rate above which a descent explodes, in words, and advice that offers another rate.

The limit of plain descent on a quadratic with highest curvature λ is 2/λ: at a smaller learning rate each step lands
lower, beyond 1/λ on the other side of the valley, and above 2/λ higher (LeCun, Simard, Pearlmutter, "Automatic learning
rate maximization by on-line estimation of the Hessian's eigenvectors", 1993).
"""

import numpy as np

from lossstudio.core.numbers import readout, rounded
from lossstudio.run.coach.action import Advice, SetLearningRate
from lossstudio.run.coach.trials import better_first_share, is_bowl_ahead
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import eta
from lossstudio.run.training.runner_group import length_without_overflow

SHORT = 0.1
"""A first step is short that goes this share of how far it is to zero, and of 1 beside."""
SAFE_SHARE = 0.5
"""A good learning rate as a share of the limit: 1/λmax, where steps are long and don't cross the valley."""


def going(view: RunView) -> list[int]:
    """Return the runners that descend: the selected one first, none that has stopped, and none before the start.

    Players of a game don't descend: what they pay rises and falls with the other's moves.
    """
    if view.objective.game is not None:
        return []
    order = [view.runner, *(runner for runner in range(len(view.compiled.names)) if runner != view.runner)]
    return [runner for runner in order if view.step > 0 and view.timeline.stopped[runner] is None]


def limit_in_words(view: RunView, runner: int) -> str:
    """Return a runner's limit: the formula and its value."""
    formula = view.settings[runner].optimizer_entry.limit
    value = readout(view.limits[runner] or 0.0)
    return f"{formula} = {value}" if formula else value


def trusted_limit(view: RunView, runner: int) -> float | None:
    """Return a runner's limit, where its surface is a bowl along its step; elsewhere, and far out, there is none."""
    limit = view.limits[runner]
    if limit is None or view.quadratic:
        return limit
    return limit if view.timeline.stopped[runner] is None and is_bowl_ahead(view, runner) else None


def why_too_high(view: RunView, runner: int) -> str:
    """Say against which limit a runner's learning rate is too high."""
    limit, rate = trusted_limit(view, runner), view.rate(runner)
    if limit is None or rate <= limit:
        return f"{eta(rate)} is too high here."
    return f"{eta(rate)} is above the limit {limit_in_words(view, runner)}: every step lands higher than the last."


def calmer(view: RunView, runner: int) -> SetLearningRate:
    """Return the learning rate to offer to a runner whose own is too high."""
    limit, rate = trusted_limit(view, runner), view.rate(runner)
    tried = _short_step(view, runner) if view.stopped_at_once(runner) else rate * better_first_share(view, runner)
    value = rounded(tried if limit is None else min(rate / 2, SAFE_SHARE * limit))
    return SetLearningRate(view.compiled.names[runner], value)


def _short_step(view: RunView, runner: int) -> float:
    """Return the rate at which plain descent's first step is short, beside how far the start is from zero."""
    start = view.compiled.starts[runner]
    with np.errstate(all="ignore"):
        _, slope = view.compiled.objective(runner, 0).values_and_gradients(start)
        reach, steepness = float(length_without_overflow(start)), float(length_without_overflow(slope))
    return SHORT * (1.0 + reach) / steepness if steepness > 0.0 else SHORT


def another_rate(key: str, title: str, text: str, view: RunView, runner: int, rate: float) -> Advice:
    """Return a hint that offers another learning rate, with the run so far as its evidence."""
    value = rounded(rate)
    return Advice(
        key=key,
        severity="hint",
        title=title,
        text=text,
        steps=(view.first, view.step),
        action=SetLearningRate(view.compiled.names[runner], value),
        action_label=f"Try {eta(value)}",
    )
