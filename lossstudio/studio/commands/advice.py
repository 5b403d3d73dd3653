"""The command that does what the coach offers."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lossstudio.project.scene import Scene
from lossstudio.run.coach.action import (
    Advice,
    Edit,
    Play,
    SetClipping,
    SetData,
    SetLearningRate,
    SetLoss,
    SetModel,
    SetOptimizer,
    SetPenalty,
    SetSchedule,
    SetStart,
    SetSteps,
    SetTask,
    Together,
)
from lossstudio.run.recipe.recipe import GivenStart
from lossstudio.studio.commands.command import NOTHING, Command, Effect
from lossstudio.studio.commands.compatibility import adapted, with_data, with_model
from lossstudio.studio.commands.playback import play
from lossstudio.studio.commands.recipe_edits import (
    from_start,
    with_recipe,
    with_runner,
    with_training,
)
from lossstudio.studio.commands.training import set_steps
from lossstudio.studio.playback.speed import Cursor
from lossstudio.studio.session.snapshot import Snapshot


def apply_advice(scene: Scene, action: Edit) -> Scene:
    """Return the scene in which an action is done; what no longer fits it is forgotten.

    Raises
    ------
    SceneError
        If it can't be built.
    """
    return adapted(_done(scene, action))


def _done(scene: Scene, action: Edit) -> Scene:
    return _DEEDS[type(action)](scene, action)


def _together(scene: Scene, action: Together) -> Scene:
    for part in action.parts:
        scene = _done(scene, part)
    return scene


def _start(scene: Scene, action: SetStart) -> Scene:
    return _on_runner(scene, action.runner, start=None if action.theta is None else GivenStart(theta=action.theta))


def _clipping(scene: Scene, action: SetClipping) -> Scene:
    return _on_runner(scene, action.runner, clip_norm=action.norm, clip_value=None)


def _loss(scene: Scene, action: SetLoss) -> Scene:
    scene = from_start(scene, "loss", action.value, action.runner)
    if action.runner is not None:
        return scene
    runners = tuple(replace(runner, loss=None) for runner in scene.recipe.runners)
    return with_recipe(scene, runners=runners)


def _on_runner(scene: Scene, name: str, **fields: Any) -> Scene:
    index = next(index for index, runner in enumerate(scene.recipe.runners) if runner.name == name)
    return with_runner(scene, index, **fields)


_DEEDS: dict[type, Callable[[Scene, Any], Scene]] = {
    SetSteps: lambda scene, action: with_training(scene, steps=action.value),
    SetLearningRate: lambda scene, action: from_start(scene, "learning_rate", action.value, action.runner),
    SetOptimizer: lambda scene, action: from_start(scene, "optimizer", action.value, action.runner),
    SetSchedule: lambda scene, action: from_start(scene, "schedule", action.value, action.runner),
    SetPenalty: lambda scene, action: from_start(scene, "penalty", action.value),
    SetModel: lambda scene, action: with_model(scene, action.value),
    SetData: lambda scene, action: with_data(scene, action.value),
    SetTask: lambda scene, action: with_recipe(scene, task=action.value),
    SetStart: _start,
    SetClipping: _clipping,
    SetLoss: _loss,
    Together: _together,
}


def take_advice(advice: Advice | None) -> Command:
    """Do what the coach offers, as one change, and show from the start what it does."""
    action = advice.action if advice else None

    def command(now: Snapshot) -> Effect:
        if action is None or advice is None:
            return NOTHING
        if isinstance(action, Play):
            return play(now)
        if isinstance(action, SetSteps):
            return set_steps(action.value)(now)
        return Effect(scene=apply_advice(now.scene, action), text=advice.action_label, cursor=Cursor(), playing=True)

    return command
