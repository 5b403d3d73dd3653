"""Commands on how the runners train: rate, optimizer, schedule, batches, clipping, seed and number of steps."""

from dataclasses import replace
from typing import Any

from lossstudio.core.catalogue import Spec
from lossstudio.run.analysis.range_test import HIGHEST, LOWEST, affordable_rates
from lossstudio.run.kinds import kind_of
from lossstudio.run.recipe.recipe import (
    MOST_STEPS,
    Changeable,
    DrawnStart,
    Penalty,
    Runner,
)
from lossstudio.studio.background.requests import RangeRequest
from lossstudio.studio.commands.command import Command, Effect
from lossstudio.studio.commands.compatibility import with_fitting_starts, with_seed, with_starts_kept
from lossstudio.studio.commands.recipe_edits import (
    from_here,
    from_start,
    with_runner,
    with_schedules_kept,
    with_training,
)
from lossstudio.studio.commands.runners import free_name, is_named, with_runner_renamed
from lossstudio.studio.session.snapshot import Snapshot

AROUND = 100.0
"""The rates that are tried reach at least this many times below and above the one in force."""


def can_test_rates(now: Snapshot) -> bool:
    """Say whether the loss can show which learning rate is good; in a game it can't."""
    return kind_of(now.scene.recipe.task).allows("range_test")


def rates_to_try(now: Snapshot) -> int:
    """Return how many learning rates a range test tries here: fewer where each update takes long."""
    return affordable_rates(now.compiled, now.runner, _tested_step(now))


def start_range_test(now: Snapshot) -> Effect:
    """Try many learning rates for the selected runner, from its start or from the step on show."""
    kind_of(now.scene.recipe.task).check("range_test")
    rate, step = now.settings.learning_rate, _tested_step(now)
    between = (min(LOWEST, rate / AROUND or LOWEST), max(HIGHEST, rate * AROUND))
    theta = now.timeline.theta[min(step, now.timeline.length), now.runner]
    return Effect(range_test=RangeRequest(now.compiled, now.runner, step, theta, between, rates_to_try(now)))


def stop_range_test(_now: Snapshot) -> Effect:
    """Give a range test up, and forget what it found."""
    return Effect(ends_range_test=True)


def _tested_step(now: Snapshot) -> int:
    return 0 if now.acts_at is None else now.step


def set_learning_rate(value: float) -> Command:
    """Give the selected runner another learning rate, from the start or from here."""

    def command(now: Snapshot) -> Effect:
        effect = acting(now, "learning_rate", value, "Learning rate", now.runner_name, merge=True)
        return replace(effect, foresees=True)

    return command


def set_optimizer(spec: Spec) -> Command:
    """Give the selected runner another optimizer, from the start or from here.

    In a race a name that nobody gave follows the optimizer, where that acts from the start.
    """

    def command(now: Snapshot) -> Effect:
        merge = spec.kind == now.settings.optimizer.kind
        effect = acting(now, "optimizer", spec, "Optimizer", now.runner_name, merge=merge)
        if merge or effect.scene is None or now.acts_at is not None or len(now.compiled.names) == 1:
            return effect
        if is_named(now.scene, now.runner):
            return effect
        name = free_name(effect.scene, spec.kind, but=now.runner)
        return replace(effect, scene=with_runner_renamed(effect.scene, now.runner, name))

    return command


def set_schedule(spec: Spec) -> Command:
    """Give the selected runner another schedule, from the start or from here."""

    def command(now: Snapshot) -> Effect:
        merge = spec.kind == now.settings.schedule.kind
        return acting(now, "schedule", spec, "Schedule", now.runner_name, merge=merge)

    return command


def set_penalty(penalty: Penalty) -> Command:
    """Put another penalty on the weights, from the start or from here."""
    return lambda now: acting(now, "penalty", penalty, "Penalty", None, merge=True)


def set_batch_size(size: int | None) -> Command:
    """Let each update see another number of rows (None: all), from the start or from here."""
    return lambda now: acting(now, "batch_size", size, "Batch", None, merge=True)


def set_clipping(*, value: float | None, norm: float | None) -> Command:
    """Keep the selected runner's gradients short: each number, then their length; None is no bound."""

    def command(now: Snapshot) -> Effect:
        scene = with_runner(now.scene, now.runner, clip_value=value, clip_norm=norm)
        return Effect(scene=scene, text="Clipping", merge="clipping")

    return command


def set_seed(seed: int) -> Command:
    """Draw batches and starts anew."""

    def command(now: Snapshot) -> Effect:
        network = now.compiled.problem.network
        deep = network is not None and network.has_hidden_layers
        scene = with_seed(now.scene, seed, draws=lambda runner: _draws(runner, deep=deep))
        return Effect(scene=scene, text="Seed", merge="seed")

    return command


def set_steps(steps: int) -> Command:
    """Plan another number of updates; the past doesn't bend."""

    def command(now: Snapshot) -> Effect:
        kind_of(now.scene.recipe.task).check("steps")
        past = with_schedules_kept(now.scene) if now.timeline.length else now.scene
        scene = with_training(past, steps=min(max(steps, 0), MOST_STEPS))
        return Effect(scene=scene, text="Steps", merge="steps")

    return command


def acting(now: Snapshot, key: Changeable, value: Any, text: str, runner: str | None, *, merge: bool) -> Effect:
    """Return how is trained otherwise, from the start or from the step on show.

    Parameters
    ----------
    runner
        Whom it concerns; None is everybody.
    merge
        Whether it may be one of many changes of a drag.
    """
    kind_of(now.scene.recipe.task).check(key)
    if now.acts_at is not None:
        scene = from_here(now.scene, now.acts_at, key, value, runner)
    else:
        kept = with_starts_kept(now.scene, now.compiled) if key in ("loss", "penalty") else now.scene
        scene = from_start(kept, key, value, runner)
        scene = with_fitting_starts(scene) if key == "loss" and not merge else scene
    return Effect(scene=scene, text=text, merge=f"{key} of {runner or 'all'}" if merge else None)


def _draws(runner: Runner, *, deep: bool) -> bool:
    return isinstance(runner.start, DrawnStart) or (runner.start is None and deep)
