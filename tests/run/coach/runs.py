"""Runs for the coach to look at."""

from dataclasses import replace
from typing import Any

import numpy as np

from lossstudio.core.catalogue import Spec
from lossstudio.core.curvature import extreme_eigenvalues, stability_limit
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.scene import Scene
from lossstudio.run.analysis.critical_point import critical_point, is_piecewise_linear
from lossstudio.run.analysis.curves import Losses, losses_at, test_losses_at
from lossstudio.run.coach.action import Action, Play
from lossstudio.run.coach.view import RunView
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import Recipe, Runner, Training
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.background.curves import plotted_steps
from lossstudio.studio.commands.advice import apply_advice


def penguins(share: float | None = None, steps: int = 60, **runner: Any) -> tuple[Recipe, float]:
    """Return the default example, its learning rate a share of the limit, and the limit."""
    recipe = EXAMPLES["penguins"].load().recipe
    compiled = CompiledRecipe.of(recipe)
    _, highest = extreme_eigenvalues(compiled.objective(), compiled.starts[0])
    limit = 2.0 / highest
    rate = recipe.runners[0].learning_rate if share is None else share * limit
    changed = replace(recipe.runners[0], learning_rate=rate, **runner)
    training = replace(recipe.training, steps=steps)
    return replace(recipe, runners=(changed,), training=training), limit


def view(
    share: float | None = None, step: int = 60, steps: int = 60, trained: int | None = None, **runner: Any
) -> RunView:
    """Return the default example at a step."""
    recipe, limit = penguins(share, steps, **runner)
    timeline = extend(Timeline(CompiledRecipe.of(recipe)), step if trained is None else trained)
    return RunView(timeline, step, 0, (limit if recipe.runners[0].optimizer.kind == "gd" else None,))


def supervised(data: Spec, model: Spec | None = None, loss: Spec | None = None, **said: Any) -> Recipe:
    """Return a recipe of one runner; `said` are its options, and `steps`, `batch_size` and `penalty`."""
    training = Training(**{name: said.pop(name) for name in ("steps", "batch_size") if name in said})
    penalty = {"penalty": said.pop("penalty")} if "penalty" in said else {}
    return Recipe(
        task=Supervised(data=data, model=model, loss=loss, **penalty), training=training, runners=(Runner(**said),)
    )


def seen(recipe: Recipe, step: int | None = None, runner: int = 0) -> RunView:
    """Return a trained run at a step (None: its last), with all that a studio surveys of it."""
    return looked(extend(Timeline(CompiledRecipe.of(recipe)), recipe.training.steps), step, runner)


def looked(timeline: Timeline, step: int | None = None, runner: int = 0) -> RunView:
    """Return a run at a step (None: its last), with all that a studio surveys of it."""
    compiled = timeline.compiled
    recipe = compiled.recipe
    at = min(timeline.length, recipe.training.steps) if step is None else step
    steps = plotted_steps(timeline.length)
    losses = Losses(steps, losses_at(timeline, steps), test_losses_at(timeline, steps))
    point = critical_point(timeline, runner, at)
    known = np.isfinite(point.highest) and not isinstance(recipe.task, GameTask)
    known = known and not is_piecewise_linear(compiled.objective(runner, at))
    limits = tuple(
        limit_of(compiled, at, each, point.highest) if known and same_surface(compiled, at, runner, each) else None
        for each in range(len(compiled.names))
    )
    return RunView(timeline, at, runner, limits, point, losses)


def same_surface(compiled: CompiledRecipe, step: int, one: int, other: int) -> bool:
    """Say whether two runners walk on one surface."""
    mine, theirs = compiled.settings(step)[one], compiled.settings(step)[other]
    return (mine.loss, mine.penalty) == (theirs.loss, theirs.penalty)


def limit_of(compiled: CompiledRecipe, step: int, runner: int, highest: float) -> float | None:
    """Return the learning rate above which a runner explodes."""
    its = compiled.settings(step)[runner]
    whole = its.batch_size is None or its.batch_size >= compiled.problem.rows
    return stability_limit(its.optimizer_entry, its.optimizer_options, highest) if whole else None


def after(run: RunView, action: Action | None) -> RunView:
    """Return the run that follows when what is offered is done."""
    assert action is not None
    assert not isinstance(action, Play)
    return seen(apply_advice(Scene(recipe=run.compiled.recipe), action).recipe)
