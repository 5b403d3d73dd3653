"""Adding, removing and renaming runners, as pure functions of a scene."""

from dataclasses import replace

from lossstudio.project.scene import Scene
from lossstudio.studio.commands.recipe_edits import (
    with_recipe,
    with_runner,
    with_training,
    without_changes_of,
)

MOST = 6
"""As many as there are colours that can be distinguished."""


def with_runner_like(scene: Scene, index: int, learning_rate: float) -> Scene:
    """Return the scene with one more runner: like runner `index`, at another learning rate, without its changes."""
    runners = scene.recipe.runners
    new = replace(runners[index], name=free_name(scene, runners[index].optimizer.kind), learning_rate=learning_rate)
    return with_recipe(scene, runners=(*runners, new))


def without_runner(scene: Scene, index: int) -> Scene:
    """Return the scene without a runner, its changes and the plane that was fitted to its path."""
    runners = scene.recipe.runners
    name = runners[index].name
    fewer = with_recipe(without_changes_of(scene, name), runners=runners[:index] + runners[index + 1 :])
    plane = fewer.plane
    return replace(fewer, plane=replace(plane, runner=None)) if plane and plane.runner == name else fewer


def with_runner_renamed(scene: Scene, index: int, name: str) -> Scene:
    """Return the scene in which a runner, and all that refers to it, has another name."""
    old = scene.recipe.runners[index].name
    renamed = with_runner(scene, index, name=name)
    changes = tuple(
        replace(change, runner=name) if change.runner == old else change for change in scene.recipe.training.changes
    )
    renamed = with_training(renamed, changes=changes)
    plane = renamed.plane
    return replace(renamed, plane=replace(plane, runner=name)) if plane and plane.runner == old else renamed


def free_name(scene: Scene, optimizer: str) -> str:
    """Return the optimizer's name, with the first number that makes it one that no runner has: gd, gd 2, gd 3."""
    taken = {runner.name for runner in scene.recipe.runners}
    plain = optimizer.replace("_", " ")
    names = (plain, *(f"{plain} {number}" for number in range(2, len(taken) + 2)))
    return next(name for name in names if name not in taken)


def name_problem(scene: Scene, index: int, name: str) -> str:
    """Return why a runner can't have a name; empty when it can."""
    others = [runner for number, runner in enumerate(scene.recipe.runners) if number != index]
    if not name.strip():
        return "A runner needs a name."
    return f"Another runner is called {name!r}." if any(runner.name == name for runner in others) else ""
