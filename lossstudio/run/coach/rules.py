"""The coach's rules, the most urgent first: each looks at a run and speaks, or has nothing to say.

The limit of plain descent on a quadratic with highest curvature λ is 2/λ: at a smaller learning rate each step lands
lower, beyond 1/λ on the other side of the valley, and above 2/λ higher (LeCun, Simard, Pearlmutter, "Automatic learning
rate maximization by on-line estimation of the Hessian's eigenvectors", 1993).
"""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.run.coach.advice import Advice, Play, SetLearningRate, SetSteps
from lossstudio.run.coach.view import RunView

SAFE_SHARE = 0.5
"""A good learning rate as a share of the limit: 1/λmax, where steps are long and don't cross the valley."""
ZIGZAG_SHARE = 0.98
EXPLODE_SHARE = 1.05
LONG_SHARE = 0.4
"""Below this share of the limit there is room for longer steps; above it for a look beyond the limit."""
CRAWL_SHARE = 0.1
"""Below this share of the limit a learning rate crawls."""
LIMITS = {"gd": "2/λmax", "momentum": "2(1 + m)/λmax", "nesterov": "2(1 + m)/((1 + 2m)λmax)"}
"""How the limit of each optimizer that has one is written."""
CLIMB = 1.1
"""A run climbs when its loss rises and is this many times that at the start, or the lowest where the rate is too high.

Momentum and mini-batches let a loss rise for a while without harm.
"""
CLIMBING_STEPS = 4
ZIGZAG_STEPS = 6
ZIGZAG_COSINE = -0.3
"""Two steps turn back on each other when the cosine between them is below this."""
STILL_FALLING = 0.03
"""A run is still on its way when the last tenth of its steps lowered the loss by this share."""
SHORTER = 0.5
"""Steps get shorter when the last one is at most this part of the first."""


def stopped(view: RunView) -> Advice | None:
    """Say why a runner stopped."""
    for runner, stop in enumerate(view.timeline.stopped):
        if stop is not None and stop[0] <= view.step:
            action, label = _calmer(view, runner)
            return Advice(
                key="stopped",
                severity="warning",
                title=f"{view.of_runner(runner)} stopped at step {stop[0]}",
                text=_sentence(stop[1]) + _why_too_high(view, runner),
                steps=(max(0, stop[0] - CLIMBING_STEPS), stop[0]),
                action=action,
                action_label=label,
            )
    return None


def climbing(view: RunView) -> Advice | None:
    """Say that a loss rises step by step."""
    for runner in _going(view):
        loss = view.loss[:, runner]
        limit, rate = view.limits[runner], view.rate(runner)
        too_long = limit is not None and rate > limit
        if len(loss) <= CLIMBING_STEPS or not _climbs(loss, loss.min() if too_long else loss[0]):
            continue
        lowest = int(np.argmin(loss))
        action, label = _calmer(view, runner)
        return Advice(
            key="climbing",
            severity="warning",
            title=f"{view.of_runner(runner)} climbs out of the valley",
            text=f"Loss: {_number(loss[lowest])} at step {view.step_of(lowest)}, now {_number(loss[-1])}."
            + _why_too_high(view, runner),
            steps=(view.step_of(lowest), view.step),
            action=action,
            action_label=label,
        )
    return None


def zigzag(view: RunView) -> Advice | None:
    """Say that steps cross the valley from side to side."""
    for runner in _going(view):
        limit, rate = view.limits[runner], view.rate(runner)
        if not _turns_back(view.moves[-ZIGZAG_STEPS - 1 :, runner]):
            continue
        text = "Each step lands on the other side of the valley, and most of its length is lost."
        if limit is None:
            return _hint("zigzag", "Steps go to and fro", text, view, runner, rate / 2)
        text += f" η = {_number(rate)} is {rate / limit:.0%} of the limit {_limit(view, runner)}."
        return _hint("zigzag", "Steps go to and fro", text, view, runner, SAFE_SHARE * limit)
    return None


def crawling(view: RunView) -> Advice | None:
    """Say that a learning rate is far below what the surface allows, once a run is done and still descends."""
    for runner in _going(view):
        limit, rate = view.limits[runner], view.rate(runner)
        if view.step < view.end or limit is None or rate >= CRAWL_SHARE * limit or not _still_descends(view, runner):
            continue
        text = (
            f"After {view.step} steps the loss still falls. η = {_number(rate)} is {rate / limit:.0%} of the "
            f"limit here, {_limit(view, runner)}."
        )
        return _hint("crawling", f"{view.of_runner(runner)} crawls", text, view, runner, SAFE_SHARE * limit)
    return None


def unfinished(view: RunView) -> Advice | None:
    """Offer more steps where a run is done and still descends."""
    if view.step < view.end or view.end < 10 or not _still_descends(view, view.runner):
        return None
    more = 2 * view.end
    return Advice(
        key="unfinished",
        severity="hint",
        title="Still on its way down",
        text=f"The last {view.end - view.end * 9 // 10} of {view.end} steps still lowered the loss by a fair part.",
        steps=(view.end * 9 // 10, view.end),
        action=SetSteps(more),
        action_label=f"Plan {more} steps",
    )


def ready(view: RunView) -> Advice | None:
    """Say how to begin."""
    if view.step > 0:
        return None
    return Advice(
        key="ready",
        severity="hint",
        title="Press Space",
        text="The ball rolls down the loss surface. Right goes one step, Left takes it back.",
        action=Play(),
        action_label="Play",
    )


def shorter(view: RunView) -> Advice | None:
    """Explain, while a run goes on, why its steps get shorter though the learning rate stays."""
    limit, rate = view.limits[view.runner], view.rate(view.runner)
    if view.step >= view.end or view.step < 3 or limit is None or rate >= SAFE_SHARE * limit:
        return None
    lengths = np.linalg.norm(view.moves[:, view.runner], axis=-1)
    if not lengths[-1] <= SHORTER * lengths[0] or not view.rate_stays(view.runner):
        return None
    text = (
        f"η stays {_number(rate)}, but the slope under the ball shrinks. Up to η = {_number(limit)} a longer step is "
        "safe here."
    )
    title = "Why are the steps getting shorter?"
    return _hint("shorter", title, text, view, view.runner, SAFE_SHARE * limit)


def near_the_limit(view: RunView) -> Advice | None:
    """Offer, after a good run on a quadratic, a learning rate that zigzags; after that, one that explodes."""
    limit, rate = view.limits[view.runner], view.rate(view.runner)
    if view.step < view.end or limit is None or rate >= limit or not view.quadratic:
        return None
    if rate < LONG_SHARE * limit:
        title, share = "What if the steps were longer?", ZIGZAG_SHARE
        text = "Just below it each step lands on the other side of the valley and comes down slowly."
    else:
        title, share = "And beyond the limit?", EXPLODE_SHARE
        text = "Above it each step lands higher than the one before."
    text = f"The limit for this surface is η = {_limit(view, view.runner)}. {text}"
    return _hint("near_the_limit", title, text, view, view.runner, share * limit, severity_steps=False)


def keep_looking(view: RunView) -> Advice | None:
    """Have something to try when nothing else is to be said."""
    if view.step < view.end:
        return Advice(
            key="watch",
            severity="hint",
            title="Step by step",
            text="Right goes one step, Shift+Right one phase of it: predict, loss, gradient, update.",
            action=Play(),
            action_label="Play",
        )
    return Advice(
        key="finished",
        severity="hint",
        title="Done",
        text="Drag the ball to another start, or move a data point, and watch the path bend.",
        action=Play(),
        action_label="Play again",
    )


def _hint(
    key: str, title: str, text: str, view: RunView, runner: int, rate: float, *, severity_steps: bool = True
) -> Advice:
    """Return advice that offers another learning rate."""
    value = rounded(rate)
    return Advice(
        key=key,
        severity="hint",
        title=title,
        text=text,
        steps=(view.first, view.step) if severity_steps else None,
        action=SetLearningRate(view.course.names[runner], value),
        action_label=f"Try η = {_number(value)}",
    )


def _calmer(view: RunView, runner: int) -> tuple[SetLearningRate, str]:
    """Return the learning rate to offer to a runner whose own is too high."""
    limit, rate = view.limits[runner], view.rate(runner)
    value = rounded(rate / 10 if limit is None else min(rate / 2, SAFE_SHARE * limit))
    return SetLearningRate(view.course.names[runner], value), f"Set it to {_number(value)}"


def _why_too_high(view: RunView, runner: int) -> str:
    limit, rate = view.limits[runner], view.rate(runner)
    if limit is None or rate <= limit:
        return f" η = {_number(rate)} is too high here."
    return f" η = {_number(rate)} is above the limit {_limit(view, runner)}: every step lands higher than the last."


def _limit(view: RunView, runner: int) -> str:
    """Return a runner's limit in words: the formula and its value."""
    formula = LIMITS.get(view.settings[runner].optimizer.kind, "")
    return f"{formula} = {_number(view.limits[runner] or 0.0)}" if formula else _number(view.limits[runner] or 0.0)


def _going(view: RunView) -> list[int]:
    """Return the runners to look at: the selected one first, none that has stopped, and none before the start."""
    order = [view.runner, *(runner for runner in range(len(view.course.names)) if runner != view.runner)]
    return [runner for runner in order if view.step > 0 and view.timeline.stopped[runner] is None]


def _climbs(loss: Floats, base: float) -> bool:
    """Say whether a loss is well above `base` and has only risen lately."""
    late = loss[-CLIMBING_STEPS:]
    return bool(loss[-1] > CLIMB * base and (np.diff(late) > 0).all())


def _turns_back(moves: Floats) -> bool:
    """Say whether each of the last moves ``(n, P)`` goes against the one before."""
    if len(moves) <= ZIGZAG_STEPS:
        return False
    lengths = np.linalg.norm(moves, axis=-1)
    if not (lengths > 0).all():
        return False
    cosines = np.sum(moves[1:] * moves[:-1], axis=-1) / (lengths[1:] * lengths[:-1])
    return bool((cosines < ZIGZAG_COSINE).all())


def _still_descends(view: RunView, runner: int) -> bool:
    """Say whether the last tenth of the steps lowered the loss by a fair share."""
    loss = view.loss[:, runner]
    if len(loss) < 10:
        return False
    late = loss[-max(2, len(loss) // 10)] - loss[-1]
    return bool(late > STILL_FALLING * abs(loss[-1]))


def rounded(rate: float) -> float:
    """Return a learning rate with three digits, for people."""
    return float(f"{rate:.3g}")


def _number(value: float) -> str:
    return f"{value:.3g}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
