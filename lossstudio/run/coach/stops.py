"""Runners that can't go on: what they met, when, and a calmer rate."""

from dataclasses import replace

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.numbers import exact
from lossstudio.core.random import normal
from lossstudio.run.coach.action import (
    Advice,
    Edit,
    SetLearningRate,
    SetLoss,
    SetOptimizer,
    SetStart,
    SetSteps,
    Together,
)
from lossstudio.run.coach.limits import calmer, trusted_limit, why_too_high
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import capital, eta
from lossstudio.run.coach.wrong_loss import no_probabilities
from lossstudio.run.training.runner_group import length_without_overflow

ENDLESS = 1e6
"""A loss that has fallen by this many times its first size falls for ever."""
STARTS_TRIED, MOST_NUMBERS = 32, 10_000_000
"""So many drawn starts are tried where zero is out of bounds, and of so many rows times parameters together."""
LEAD_UP = 4
"""How many steps before the stop are shown as what led to it."""


def all_stopped(view: RunView) -> Advice | None:
    """Say that a whole race has stopped, and offer a calmer rate to each."""
    stops = [stop for stop in view.timeline.stopped if stop is not None and 0 < stop[0] <= view.step]
    if len(stops) < len(view.compiled.names) or len(stops) == 1:
        return None
    calm = tuple(calmer(view, runner) for runner in range(len(stops)))
    each = (
        f"{name} at step {stop[0]} with {eta(view.rate(runner))}"
        for runner, (name, stop) in enumerate(zip(view.compiled.names, stops, strict=True))
    )
    return Advice(
        key="all_stopped",
        severity="warning",
        title="All runners have stopped",
        text=f"{capital('; '.join(each))}. {_how_all(view, [stop[0] for stop in stops])}",
        steps=(max(0, min(stop[0] for stop in stops) - LEAD_UP), max(stop[0] for stop in stops)),
        action=Together(calm),
        action_label="Calm them all",
    )


def _how_all(view: RunView, ends: list[int]) -> str:
    """Say what led all runners to their stops: longer and longer steps, where it was so."""
    # Of a run that replays the last two places of each of 1,024 runners would be worked out again.
    if not view.timeline.replays and all(_grew(view, runner, end) for runner, end in enumerate(ends)):
        return "Their steps grew until the numbers were no longer finite."
    return "The numbers that came next were no longer finite."


def _grew(view: RunView, runner: int, end: int) -> bool:
    """Say whether a runner's last update was longer than its first."""
    first, last = view.timeline.theta[[0, end - 1], runner], view.timeline.theta[[1, end], runner]
    lengths = length_without_overflow(last - first)
    return bool(lengths[1] > lengths[0])


def stopped(view: RunView) -> Advice | None:
    """Say why a runner stopped."""
    for runner, stop in enumerate(view.timeline.stopped):
        if stop is not None and stop[0] <= view.step:
            wrong = no_probabilities(view) if runner == view.runner else None
            if wrong is not None:
                return replace(wrong, text=f"{wrong.text} {capital(stop[1])}.")
            why, action, label = _undefined(view, runner, stop[0]) or (
                _why(view, runner, stop[0]),
                *_way_out(view, runner, stop[0]),
            )
            return Advice(
                key="stopped",
                severity="warning",
                title=f"{view.of_runner(runner)} stopped at step {stop[0]}",
                text=f"{capital(stop[1])}. {why}",
                steps=(max(0, stop[0] - LEAD_UP), stop[0]),
                action=action,
                action_label=label,
            )
    return None


def _undefined(view: RunView, runner: int, stop: int) -> tuple[str, Edit, str] | None:
    """Return why an update has no value though all before it was well, and what gives it one; None where it isn't so.

    Nothing to do with rates: 0 is divided by 0.
    """
    settings = view.compiled.settings(stop)[runner]
    optimizer, loss = settings.optimizer, settings.loss
    theta = view.timeline.theta[stop, runner]
    rows = view.compiled.batches(settings.batch_size).rows(stop)
    with np.errstate(all="ignore"):
        value, gradient = view.compiled.objective(runner, stop).values_and_gradients(theta, rows)
    if settings.optimizer_options.get("epsilon") == 0.0 and np.isfinite(gradient).all() and not gradient.all():
        why = (
            f"Where a slope is 0 and stays 0, {settings.optimizer_entry.label} divides 0 by 0: epsilon stands beside "
            "the size of the slopes so that there is never nothing to divide by."
        )
        usual = SetOptimizer(view.compiled.names[runner], optimizer.with_options(epsilon=None))
        return why, usual, "Give ε its usual size"
    if loss is not None and loss.get("class_weights") is not None and not np.isfinite(value):
        own = view.compiled.names[runner] if view.compiled.recipe.runners[runner].loss is not None else None
        why = (
            f"All rows that update {stop} sees are of classes with weight 0, and the loss is divided by their weights."
        )
        return why, SetLoss(own, loss.with_options(class_weights=None)), "Count all classes"
    return None


def _has_no_value(view: RunView, runner: int, theta: Floats) -> bool:
    """Say whether loss or slope at a place ``(P,)`` is no finite number, before anything is learned."""
    with np.errstate(all="ignore"):
        value, gradient = view.compiled.objective(runner, 0).values_and_gradients(theta)
    return not (np.isfinite(value) and np.isfinite(gradient).all())


def _another_start(view: RunView, runner: int) -> tuple[SetStart, str] | tuple[None, str]:
    """Return a start at which loss and slope have values: zero, or a drawn one; None where none is found."""
    name, size = view.compiled.names[runner], view.compiled.size
    zero = np.zeros(size)
    if not _has_no_value(view, runner, zero):
        return SetStart(name, tuple(zero.tolist())), "Start at zero"
    for draw in range(min(STARTS_TRIED, 1 + MOST_NUMBERS // (max(1, view.compiled.problem.rows) * size))):
        drawn = np.round(normal(0, "another start", (size,), step=draw), 2)
        if not _has_no_value(view, runner, drawn):
            return SetStart(name, tuple(drawn.tolist())), "Start elsewhere"
    return None, ""


def _why(view: RunView, runner: int, stop: int) -> str:
    if not stop and _has_no_value(view, runner, view.compiled.starts[runner]):
        return "No step was made: the start itself is out of bounds."
    if stop and _bottomless(view, runner, stop):
        lowest = view.told(float(view.timeline.batch_loss[:stop, runner].min()))
        return f"It fell to {lowest} before: this surface has no lowest point, so that no descent arrives."
    return why_too_high(view, runner)


def _bottomless(view: RunView, runner: int, stop: int) -> bool:
    """Say whether a runner fell and fell until it ran off."""
    losses = view.timeline.batch_loss[:stop, runner]
    return bool(
        losses.min() < losses[0] - ENDLESS * max(1.0, abs(losses[0])) and losses.max() < ENDLESS * -losses.min()
    )


def _way_out(view: RunView, runner: int, stop: int) -> tuple[SetLearningRate | SetStart | SetSteps | None, str]:
    """Return a calmer rate; where the start is at fault, another start; where there is no end, an earlier one."""
    if not stop and _has_no_value(view, runner, view.compiled.starts[runner]):
        return _another_start(view, runner)
    if stop and _bottomless(view, runner, stop):
        return SetSteps(max(1, stop // 2)), f"Stop at step {max(1, stop // 2)}"
    calm = calmer(view, runner)
    known = trusted_limit(view, runner) is not None
    return calm, f"Set it to {exact(calm.value)}" if known else f"Try {eta(calm.value)}"
