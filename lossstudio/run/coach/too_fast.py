"""Learning rates that are too high: the loss climbs, steps cross the valley, or batches throw the ball about."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Spec
from lossstudio.core.numbers import exact, readout, rounded
from lossstudio.run.coach.action import Advice, SetLearningRate, SetSchedule
from lossstudio.run.coach.limits import (
    SAFE_SHARE,
    another_rate,
    calmer,
    going,
    limit_in_words,
    trusted_limit,
    why_too_high,
)
from lossstudio.run.coach.trials import better_first_share, first_move_is_too_long
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import eta, percent

FIRST_STEPS = 10
RISE = 2.0
"""The first steps were too long when they took the loss to so many times what it was, ..."""
LOST = 0.1
"""... and when it is still above this share of what it was: else they did no harm."""


def leaping(view: RunView) -> Advice | None:
    """Say that the first steps threw the ball far up, where no limit says which rate would do."""
    for runner in going(view):
        losses = view.timeline.batch_loss[: FIRST_STEPS + 1, runner]
        if view.step < FIRST_STEPS or view.limits[runner] is not None or not losses[0] > 0:
            continue
        highest = int(np.argmax(losses))
        if losses[highest] < RISE * losses[0] or _is_back(view, runner) or not first_move_is_too_long(view, runner):
            continue
        value = rounded(view.timeline.learning_rate[0, runner] * better_first_share(view, runner))
        whose = "the loss of the batch" if view.in_batches else "the loss"
        return Advice(
            key="leaping",
            severity="warning",
            title="The first steps are too long",
            text=f"At step {highest} {whose} is {view.told(losses[highest])}, after {view.told(losses[0])} at the "
            f"start: {eta(view.timeline.learning_rate[0, runner])} throws {view.of_runner(runner).lower()} far away. A "
            "much shorter first step goes down.",
            steps=(0, highest),
            action=SetLearningRate(view.compiled.names[runner], value),
            action_label=f"Try {eta(value)}",
        )
    return None


def _is_back(view: RunView, runner: int) -> bool:
    """Say whether a runner has got far below its start in spite of all."""
    loss, least = view.timeline.batch_loss[: view.step, runner], view.compiled.objective(runner, view.step).least or 0.0
    last = loss[-1] if view.in_batches or view.losses_here is None else view.losses_here[runner]
    return bool(last - least <= LOST * (loss[0] - least))


CLIMB = 0.1
"""A run climbs when its loss rises and is by this share above that at the start, or the lowest where the rate is too
high. Momentum and mini-batches let a loss rise for a while without harm."""
CLIMBING_STEPS = 4
JUMPING_STEPS = 20
"""So many updates must have been made before a loss that rises now and then is called lost."""
REAL = 1e-6
"""Moves shorter than this share of how far the ball is from zero are rounding, and say nothing."""
ZIGZAG_STEPS = 6
ZIGZAG_COSINE = -0.3
"""Two steps turn back on each other when the cosine between them is below this."""
CIRCLING_STEPS = 20
"""... and so many without turning back at each, where the sides of a kink are of different steepness."""
JITTER_STEPS = 40
"""How many updates must be in the last quarter of a run for the batches' quarrel to be seen."""
JITTER_WAY = 0.1
"""The ball is thrown about when it gets away by at most this share of the way that it goes."""
JITTER_GAIN = 0.01
"""... and when the loss of the last quarter is below that of the last half by at most this share, ..."""
JITTER_COST = 0.01
"""... while the loss lies in the mean by this share above the lowest that the run has seen."""


def climbing(view: RunView) -> Advice | None:
    """Say that a loss rises step by step."""
    for runner in going(view):
        loss = view.loss[:, runner]
        if len(loss) <= CLIMBING_STEPS or not _climbs(loss, loss.min()):
            continue
        limit = trusted_limit(view, runner)
        if not _climbs(loss, loss.min() if limit is not None and view.rate(runner) > limit else loss[0]):
            continue
        lowest = int(np.argmin(loss))
        calm = calmer(view, runner)
        return Advice(
            key="climbing",
            severity="warning",
            title=f"{view.of_runner(runner)} climbs out of the valley",
            text=f"{view.loss_in_words(runner, lowest)}, {view.last_loss_in_words(runner)}. "
            + why_too_high(view, runner),
            steps=(view.step_of(lowest), view.step),
            action=calm,
            action_label=f"Set it to {exact(calm.value)}" if limit is not None else f"Try {eta(calm.value)}",
        )
    return None


def jumping(view: RunView) -> Advice | None:
    """Say that a loss goes up and down, well above where it began."""
    for runner in going(view):
        loss = view.loss[:, runner]
        if len(loss) < JUMPING_STEPS:
            continue
        half = len(loss) // 2
        usual = float(np.median(loss[half:]))
        if usual - loss[0] <= CLIMB * abs(loss[0]):
            continue
        calm = SetLearningRate(
            view.compiled.names[runner], rounded(view.rate(runner) * better_first_share(view, runner))
        )
        return Advice(
            key="jumping",
            severity="warning",
            title=f"{view.of_runner(runner)} is thrown about",
            text=f"{view.loss_in_words(runner, 0)}, and at half of the steps since step "
            f"{view.step_of(half)} it is at least {view.told(usual)}. {eta(view.rate(runner))} is too high here.",
            steps=(view.step_of(0), view.step),
            action=calm,
            action_label=f"Try {eta(calm.value)}",
        )
    return None


def zigzag(view: RunView) -> Advice | None:
    """Say that steps cross the valley from side to side; what mini-batches do by chance is another matter."""
    for runner in going(view) if not view.in_batches else ():
        reach = max(1.0, float(np.abs(view.timeline.theta[view.step, runner]).max()))
        if not _turns_back(view.moves[-ZIGZAG_STEPS - 1 :, runner], REAL * reach):
            if _circles_about_a_kink(view, runner, REAL * reach):
                return _crossing_a_fold(view, runner)
            continue
        if view.folded(runner) or _must_be_a_kink(view, runner):
            return _crossing_a_fold(view, runner) if view.rate_stays(runner) else None
        text = "Each step lands on the other side of the valley, and most of its length is lost."
        limit, rate = trusted_limit(view, runner), view.rate(runner)
        if limit is None:
            if not _gains_nothing(view.loss[:, runner]):
                continue
            return _fading(view, runner, f"{text} A rate that fades out comes to rest.")
        text += f" {eta(rate)} is {percent(rate / limit)} of the limit {limit_in_words(view, runner)}."
        return another_rate("zigzag", "Steps go to and fro", text, view, runner, SAFE_SHARE * limit)
    return None


def jitter(view: RunView) -> Advice | None:
    """Say that mini-batches throw the ball about a place that it has long reached."""
    runner, quarter = view.runner, len(view.moves) // 4
    if not (view.ended and view.in_batches) or quarter < JITTER_STEPS or runner not in going(view):
        return None
    late = view.moves[-quarter:, runner]
    way, away = float(np.linalg.norm(late, axis=-1).sum()), float(np.linalg.norm(late.sum(axis=0)))
    steps, losses, _ = view.known_losses
    now, before = losses[steps >= view.step - quarter], losses[(steps >= view.step - 2 * quarter)]
    if away > JITTER_WAY * way or not view.rate_stays(runner) or not len(now):
        return None
    lowest, mean = float(losses.min()), float(now.mean())
    if mean - lowest < JITTER_COST * abs(lowest) or before.mean() - mean > JITTER_GAIN * abs(mean):
        return None
    return Advice(
        key="jitter",
        severity="hint",
        title="Each batch pulls its own way",
        text=f"In the last {quarter} updates the ball went {readout(way)} in all and got {readout(away)} away: the "
        f"loss is {view.told(mean)} on average, though it has been {view.told(lowest)}. A rate that fades out lets the "
        "ball settle.",
        steps=(view.step - quarter, view.step),
        action=SetSchedule(view.name, Spec("cosine")),
        action_label="Let η fade out",
    )


def _crossing_a_fold(view: RunView, runner: int) -> Advice:
    """Say why a constant rate never comes to rest under a loss with kinks."""
    length = float(np.linalg.norm(view.moves[-1, runner]))
    text = (
        f"This loss has kinks: the slope jumps there instead of shrinking, so that each step is still "
        f"{readout(length)} long and lands on the other side. A rate that fades out comes to rest."
    )
    return _fading(view, runner, text)


def _must_be_a_kink(view: RunView, runner: int) -> bool:
    """Say whether curvature can't explain why plain descent turns back: below 1/λmax no step crosses a valley."""
    if view.point is None or view.settings[runner].optimizer.kind != "gd" or view.in_batches:
        return False
    limit = view.limits[runner]
    return limit is None or view.rate(runner) < SAFE_SHARE * limit


def _circles_about_a_kink(view: RunView, runner: int, least: float) -> bool:
    """Say whether plain descent makes steps and gets nowhere, which no valley explains at its rate."""
    late = view.moves[-len(view.moves) // 4 :, runner]
    lengths = np.linalg.norm(late, axis=-1)
    if len(late) < CIRCLING_STEPS or not (lengths > least).all() or not view.rate_stays(runner):
        return False
    away = float(np.linalg.norm(late.sum(axis=0)))
    return away <= JITTER_WAY * float(lengths.sum()) and _must_be_a_kink(view, runner)


def _gains_nothing(loss: Floats) -> bool:
    """Say whether the last quarter of a loss is hardly below the quarter before."""
    quarter = max(1, len(loss) // 4)
    now, before = float(np.median(loss[-quarter:])), float(np.median(loss[-2 * quarter : -quarter or None]))
    return before - now <= JITTER_GAIN * abs(before)


def _fading(view: RunView, runner: int, text: str) -> Advice:
    """Return a hint that offers a rate that fades out."""
    return Advice(
        key="zigzag",
        severity="hint",
        title="Steps go to and fro",
        text=text,
        steps=(view.first, view.step),
        action=SetSchedule(view.compiled.names[runner], Spec("cosine")),
        action_label="Let η fade out",
    )


def _climbs(loss: Floats, base: float) -> bool:
    """Say whether a loss is well above `base` and has only risen lately."""
    late = loss[-CLIMBING_STEPS:]
    return bool(loss[-1] - base > CLIMB * abs(base) and (np.diff(late) > 0).all())


def _turns_back(moves: Floats, least: float) -> bool:
    """Say whether each of the last moves ``(n, P)`` goes against the one before, and is longer than `least`."""
    if len(moves) <= ZIGZAG_STEPS:
        return False
    lengths = np.linalg.norm(moves, axis=-1)
    if not (lengths > least).all():
        return False
    cosines = np.sum(moves[1:] * moves[:-1], axis=-1) / (lengths[1:] * lengths[:-1])
    return bool((cosines < ZIGZAG_COSINE).all())
